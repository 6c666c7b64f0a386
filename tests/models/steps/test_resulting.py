"""Objections and results: after the last day, per person, and not over an open objection."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.applications import TitleApplication
from models.database import writing
from models.histories import broken_steps, replayed_state
from models.life_cycles.errors import (
    ObjectionOpen,
    ObjectionTooLate,
    OwnApplication,
    PublicityNotExpired,
    ReasonRequired,
    ReportRequired,
)
from models.publicities import PublicityBatch, PublicityEntry, entries_of
from models.steps import objecting, resulting, reviewing
from models.steps.duties import Duties
from models.steps.objecting import ObjectionForm
from models.steps.resulting import PublicityResult
from tests.models.steps.applications import (
    AFTER,
    END,
    START,
    becomes_operator,
    operator,
    passed,
    published,
)
from tests.models.steps.employers import new_employer

OBJECTION = ObjectionForm("赵六", "业绩材料与事实不符", START)
REPORT = "经核查原件及单位证明，材料属实。"
FAILED = PublicityResult(passed=False, reason="业绩材料不实", report="经核查，论文非本人所作。")
PASSED = PublicityResult(passed=True)


def two_in_public(session: Session) -> tuple[Duties, PublicityBatch, list[PublicityEntry], list[TitleApplication]]:
    """A running publicity of two people."""
    employer = new_employer(session)
    by = operator(session, employer)
    people = [passed(session, employer, by, person) for person in (1, 2)]
    batch = published(session, employer, by, people)
    return by, batch, list(entries_of(session, batch.id)), people


@pytest.mark.parametrize("today", [START, END])
def test_no_result_until_the_last_day_has_ended(engine: Engine, today: dt.date) -> None:
    with writing(engine) as session:
        by, batch, entries, _ = two_in_public(session)
        with pytest.raises(PublicityNotExpired):
            resulting.save_results(session, batch, {entries[0].id: PASSED}, today, by)
        assert resulting.due_batches(session, today) == ()
        with pytest.raises(PublicityNotExpired):
            resulting.expire(session, batch, today)


def test_the_clock_moves_batch_and_people_on_the_day_after(engine: Engine) -> None:
    with writing(engine) as session:
        _, batch, _, people = two_in_public(session)
        assert resulting.due_batches(session, AFTER) == (batch.id,)
        resulting.expire(session, batch, AFTER)
        assert (batch.state, {person.state for person in people}) == ("expired", {"expired"})
        assert resulting.due_batches(session, AFTER) == ()


def test_each_person_has_a_result_and_the_last_one_closes_the_batch(engine: Engine) -> None:
    with writing(engine) as session:
        by, batch, entries, people = two_in_public(session)
        resulting.save_results(session, batch, {entries[0].id: PASSED}, AFTER, by)
        assert (batch.state, people[0].state, people[1].state) == ("expired", "publicity_passed", "expired")
        resulting.save_results(session, batch, {entries[1].id: FAILED}, AFTER, by)
        assert (batch.state, people[1].state) == ("result_saved", "publicity_failed")
        assert replayed_state(session, "publicity", batch.id) == "result_saved"
        assert broken_steps(session) == ()


def test_a_failure_needs_a_reason_and_a_report(engine: Engine) -> None:
    with writing(engine) as session:
        by, batch, entries, _ = two_in_public(session)
        with pytest.raises(ReasonRequired):
            resulting.save_results(session, batch, {entries[0].id: PublicityResult(passed=False)}, AFTER, by)
        short = PublicityResult(passed=False, reason=FAILED.reason)
        with pytest.raises(ReportRequired):
            resulting.save_results(session, batch, {entries[0].id: short}, AFTER, by)


def test_an_objection_holds_up_one_person_and_not_the_others(engine: Engine) -> None:
    with writing(engine) as session:
        by, batch, entries, people = two_in_public(session)
        objecting.record_objection(session, entries[0], OBJECTION, START, by)
        assert people[0].state == "objected"
        with pytest.raises(ObjectionOpen):
            resulting.save_results(session, batch, {entries[0].id: PASSED}, AFTER, by)
        resulting.save_results(session, batch, {entries[1].id: PASSED}, AFTER, by)
        assert (batch.state, people[1].state) == ("expired", "publicity_passed")


def test_a_dismissed_objection_lets_the_person_go_on(engine: Engine) -> None:
    with writing(engine) as session:
        by, batch, entries, people = two_in_public(session)
        first = objecting.record_objection(session, entries[0], OBJECTION, START, by)
        second = objecting.record_objection(session, entries[0], OBJECTION, START, by)
        objecting.resolve(session, first, upheld=False, report=REPORT, today=START, by=by)
        assert people[0].state == "objected"
        objecting.resolve(session, second, upheld=False, report=REPORT, today=START, by=by)
        assert people[0].state == "public"
        with pytest.raises(objecting.ObjectionResolved):
            objecting.resolve(session, first, upheld=True, report=REPORT, today=START, by=by)
        resulting.save_results(session, batch, dict.fromkeys((entry.id for entry in entries), PASSED), AFTER, by)
        assert batch.state == "result_saved"


def test_an_upheld_objection_fails_the_publicity_of_that_person(engine: Engine) -> None:
    with writing(engine) as session:
        by, batch, entries, people = two_in_public(session)
        objection = objecting.record_objection(session, entries[0], OBJECTION, START, by)
        with pytest.raises(ReportRequired):
            objecting.resolve(session, objection, upheld=True, report=" ", today=START, by=by)
        objecting.resolve(session, objection, upheld=True, report=REPORT, today=START, by=by)
        assert (people[0].state, entries[0].result) == ("publicity_failed", "failed")
        resulting.save_results(session, batch, {entries[1].id: PASSED}, AFTER, by)
        assert batch.state == "result_saved"


@pytest.mark.parametrize("day", [START - dt.timedelta(days=1), AFTER])
def test_an_objection_is_received_within_the_publicity(engine: Engine, day: dt.date) -> None:
    with writing(engine) as session:
        by, _, entries, _ = two_in_public(session)
        with pytest.raises(ObjectionTooLate):
            objecting.record_objection(session, entries[0], ObjectionForm("赵六", "材料不实", day), AFTER, by)


def test_an_objection_of_the_last_day_may_be_entered_later(engine: Engine) -> None:
    with writing(engine) as session:
        by, batch, entries, people = two_in_public(session)
        resulting.expire(session, batch, AFTER)
        late = objecting.record_objection(session, entries[0], ObjectionForm("赵六", "材料不实", END), AFTER, by)
        assert people[0].state == "objected"
        objecting.resolve(session, late, upheld=False, report=REPORT, today=AFTER, by=by)
        assert people[0].state == "expired"


@pytest.mark.parametrize("form", [ObjectionForm("", "材料不实", START), ObjectionForm("赵六", " ", START)])
def test_an_objection_says_who_and_what(engine: Engine, form: ObjectionForm) -> None:
    with writing(engine) as session:
        by, _, entries, _ = two_in_public(session)
        with pytest.raises(objecting.ObjectionIncomplete):
            objecting.record_objection(session, entries[0], form, START, by)


def test_nobody_resolves_an_objection_to_themselves(engine: Engine) -> None:
    with writing(engine) as session:
        by, _, entries, people = two_in_public(session)
        objection = objecting.record_objection(session, entries[0], OBJECTION, START, by)
        becomes_operator(session, people[0], by)
        with pytest.raises(OwnApplication):
            objecting.resolve(session, objection, upheld=False, report=REPORT, today=START, by=by)


def test_a_failure_that_can_be_mended_goes_the_whole_way_again(engine: Engine) -> None:
    with writing(engine) as session:
        by, batch, entries, people = two_in_public(session)
        resulting.save_results(session, batch, {entries[0].id: FAILED}, AFTER, by)
        reviewing.correct(session, people[0], "可补充合著说明后重报", by)
        assert people[0].state == "returned"
