"""Publicities (所在单位申报公示); each handler loads what is the employer's own, and acts."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.database import reading
from models.publicities import PublicityBatch
from models.publicity_terms import publicity_terms
from models.steps import objecting, publishing, resulting
from models.steps.objecting import ObjectionForm
from models.steps.publishing import PublicityForm
from models.steps.resulting import PublicityResult
from webqueue import clock
from webqueue.api.changing import change
from webqueue.api.description import Section, documented, documented_change, reply
from webqueue.api.employer_answers import publicity_details
from webqueue.api.numbered import numbered_page
from webqueue.api.shapes.common import Reasoned
from webqueue.api.shapes.employers import (
    Chosen,
    NumberedList,
    ObjectionBody,
    ObjectionReport,
    PublicitiesAnswer,
    PublicityAnswer,
    PublicityBody,
    PublicityDetails,
    ResultsBody,
)
from webqueue.employer.loading import (
    current_duties,
    current_employer,
    load_applications,
    load_batch,
    load_entry,
    load_objection,
)
from webqueue.services import services


def add_to(blueprint: Blueprint) -> None:
    """Give the API these addresses."""
    one = "/publicities/<row:batch_id>"
    blueprint.get("/publicities")(list_publicities)
    blueprint.post("/publicities")(draft_publicity)
    blueprint.get(one)(show_publicity)
    blueprint.post(f"{one}/publish")(publish_publicity)
    blueprint.post(f"{one}/cancel")(cancel_publicity)
    blueprint.post(f"{one}/objections")(record_objection)
    blueprint.post(f"{one}/objections/<row:objection_id>")(resolve_objection)
    blueprint.post(f"{one}/results")(save_results)


@documented(Section.PUBLICITY, PublicitiesAnswer)
def list_publicities(query: NumberedList) -> Response:
    """The employer's publicities."""
    with reading(services().engine) as session:
        own = select(PublicityBatch).where(PublicityBatch.employer_id == current_employer(session).id)
        rows, following = numbered_page(session, own, PublicityBatch.id, query)
    return reply(PublicitiesAnswer(items=[PublicityAnswer.model_validate(row) for row in rows], next=following))


@documented_change(Section.PUBLICITY, PublicityDetails, status=201)
def draft_publicity(json: Chosen) -> Response:
    """新增: a batch of applicants who passed the initial review."""

    def act(session: Session) -> PublicityDetails:
        people = load_applications(session, json.applications)
        batch = publishing.draft_batch(session, current_employer(session), people, current_duties(session))
        return publicity_details(session, batch)

    return change(act, 201)


@documented(Section.PUBLICITY, PublicityDetails)
def show_publicity(batch_id: int) -> Response:
    """One publicity, with its people and the objections to them."""
    with reading(services().engine) as session:
        return reply(publicity_details(session, load_batch(session, batch_id)))


@documented_change(Section.PUBLICITY, PublicityDetails)
def publish_publicity(batch_id: int, json: PublicityBody) -> Response:
    """保存: show it; the last day is counted over holidays and make-up workdays."""

    def act(session: Session, batch: PublicityBatch) -> None:
        terms = publicity_terms(session, services().settings)
        form = PublicityForm(
            json.contact[:64],
            json.telephone[:32],
            json.start_date,
            json.workdays,
            json.end_date,
            json.end_date_reason,
        )
        publishing.publish(session, batch, form, terms, clock.today(), current_duties(session))

    return _step(batch_id, act)


@documented_change(Section.PUBLICITY, PublicityDetails)
def cancel_publicity(batch_id: int, json: Reasoned) -> Response:
    """取消公示."""

    def act(session: Session, batch: PublicityBatch) -> None:
        publishing.cancel(session, batch, json.reason, current_duties(session))

    return _step(batch_id, act)


@documented_change(Section.PUBLICITY, PublicityDetails)
def record_objection(batch_id: int, json: ObjectionBody) -> Response:
    """登记异议: the person stays out of results until it is resolved."""

    def act(session: Session, batch: PublicityBatch) -> None:
        entry = load_entry(session, batch, json.entry)
        form = ObjectionForm(json.objector[:64], json.content, json.received_on)
        objecting.record_objection(session, entry, form, clock.today(), current_duties(session))

    return _step(batch_id, act)


@documented_change(Section.PUBLICITY, PublicityDetails)
def resolve_objection(batch_id: int, objection_id: int, json: ObjectionReport) -> Response:
    """处理异议, with a report."""

    def act(session: Session, batch: PublicityBatch) -> None:
        objecting.resolve(
            session,
            load_objection(session, batch, objection_id),
            upheld=json.outcome == "upheld",
            report=json.report,
            today=clock.today(),
            by=current_duties(session),
        )

    return _step(batch_id, act)


@documented_change(Section.PUBLICITY, PublicityDetails)
def save_results(batch_id: int, json: ResultsBody) -> Response:
    """公示结果保存, after the last day has ended, person by person."""

    def act(session: Session, batch: PublicityBatch) -> None:
        results = {
            load_entry(session, batch, one.entry).id: PublicityResult(one.passed, one.reason, one.report)
            for one in json.results
        }
        resulting.save_results(session, batch, results, clock.today(), current_duties(session))

    return _step(batch_id, act)


def _step(batch_id: int, act: Callable[[Session, PublicityBatch], None]) -> Response:
    def acted(session: Session) -> PublicityDetails:
        batch = load_batch(session, batch_id)
        act(session, batch)
        return publicity_details(session, batch)

    return change(acted)
