"""The initial review (所在单位初审), and sending back what has to go the way again."""

from __future__ import annotations

from flask import Blueprint, Response
from sqlalchemy.orm import Session

from models.steps import reviewing
from models.steps.reviewing import Opinion
from webqueue.api.changing import change
from webqueue.api.description import Section, documented_change
from webqueue.api.shapes.common import Reasoned
from webqueue.api.shapes.employers import ApplicantAnswer, ReviewBody, applicant_answer
from webqueue.employer.loading import current_duties, load_application

_AGAIN = {"reopen": reviewing.reopen, "correct": reviewing.correct, "turn_back": reviewing.turn_back}


def add_to(blueprint: Blueprint) -> None:
    """Give the API these addresses."""
    one = "/applicants/<row:application_id>"
    blueprint.post(f"{one}/review")(review_applicant)
    blueprint.post(f"{one}/<any(reopen, correct, turn_back):way>")(send_back_applicant)


@documented_change(Section.APPLICANTS, ApplicantAnswer)
def review_applicant(application_id: int, json: ReviewBody) -> Response:
    """Keep the initial review: passed (审核通过), returned (退回) or rejected (审核不通过)."""

    def act(session: Session) -> ApplicantAnswer:
        application = load_application(session, application_id)
        opinion = Opinion(json.outcome, json.opinion, json.saw_details, json.saw_attachments)
        reviewing.review(session, application, json.revision, opinion, current_duties(session))
        return applicant_answer(application)

    return change(act)


@documented_change(Section.APPLICANTS, ApplicantAnswer)
def send_back_applicant(application_id: int, way: str, json: Reasoned) -> Response:
    """Review it once more (reopen); return what failed its publicity (correct) or came back from above (turn_back)."""

    def act(session: Session) -> ApplicantAnswer:
        application = load_application(session, application_id)
        _AGAIN[way](session, application, json.reason, current_duties(session))
        return applicant_answer(application)

    return change(act)
