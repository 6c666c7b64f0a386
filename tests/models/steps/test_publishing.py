"""Publishing: the term is counted, the notice is kept, nobody stands in two batches."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from models.audit import content_hash
from models.database import writing
from models.errors import DecisionError
from models.histories import steps_of
from models.life_cycles.errors import (
    BatchIncomplete,
    NobodyChosen,
    NotPassed,
    ObjectionOpen,
    OwnApplication,
    PublicityLocked,
    ReasonRequired,
    StartsTooEarly,
    TooFewDays,
)
from models.publicities import entries_of
from models.steps import objecting, publishing
from models.working_days import CalendarUnavailable, WorkingCalendar
from tests.models.steps.applications import (
    END,
    FORM,
    START,
    TERMS,
    TYPED,
    becomes_operator,
    id_number,
    operator,
    passed,
    pending,
    published,
    reviewed_before,
)
from tests.models.steps.employers import new_employer

NEW_YEAR = dt.date(2026, 12, 30)


def test_a_term_over_two_holidays_ends_where_the_notice_of_the_year_says(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        people = [passed(session, employer, by, person) for person in (1, 2)]
        batch = published(session, employer, by, people)
        assert (batch.state, batch.end_date) == ("active", END)
        assert {person.state for person in people} == {"public"}
        assert publishing.counted_last_day(FORM, replace(TERMS, count_start_day=False)) == dt.date(2026, 10, 9)


def test_the_notice_shows_what_may_be_shown_and_is_kept_with_its_hash(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        batch = published(session, employer, by, [passed(session, employer, by)])
        assert batch.notice is not None
        assert batch.notice_hash == content_hash(batch.notice)
        shown = str(batch.notice)
        assert all(TYPED[name] in shown for name in ("name", "series", "speciality", "level"))
        assert not any(hidden in shown for hidden in (id_number(1), TYPED["mobile"], TYPED["details"]))
        (told,) = [step for step in steps_of(session, "publicity", batch.id) if step.action == "publish"]
        assert told.details["notice"] == batch.notice_hash


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"contact": " "}, BatchIncomplete),
        ({"telephone": "转人事科"}, BatchIncomplete),
        ({"start_date": None}, BatchIncomplete),
        ({"workdays": 4}, TooFewDays),
        ({"workdays": 0}, TooFewDays),
        ({"workdays": 1000}, TooFewDays),
        ({"start_date": START - dt.timedelta(days=7)}, StartsTooEarly),
        ({"start_date": NEW_YEAR}, CalendarUnavailable),
    ],
)
def test_what_is_missing_or_wrong_stands_in_the_way(
    engine: Engine, change: dict[str, object], refusal: type[DecisionError]
) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        person = passed(session, employer, by)
        batch = publishing.draft_batch(session, employer, [person], by)
        with pytest.raises(refusal):
            publishing.publish(session, batch, replace(FORM, **change), TERMS, START, by)  # type: ignore[arg-type]
        assert (batch.state, batch.notice, person.state) == ("draft", None, "passed")


def test_where_the_calendar_ends_a_named_person_enters_the_last_day_with_a_reason(engine: Engine) -> None:
    by_hand = replace(FORM, start_date=NEW_YEAR, end_date=dt.date(2027, 1, 6), end_date_reason="市局2027年安排通知")
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        batch = publishing.draft_batch(session, employer, [passed(session, employer, by)], by)
        for incomplete in (replace(by_hand, end_date_reason=""), replace(by_hand, end_date=dt.date(2027, 1, 2))):
            with pytest.raises(CalendarUnavailable):
                publishing.publish(session, batch, incomplete, TERMS, START, by)
        publishing.publish(session, batch, by_hand, TERMS, START, by)
        assert batch.end_date == dt.date(2027, 1, 6)
        assert (batch.end_date_by, batch.end_date_reason) == (by.operator.account_id, "市局2027年安排通知")


def test_where_the_calendar_counts_nobody_enters_another_last_day(engine: Engine) -> None:
    by_hand = replace(FORM, end_date=START, end_date_reason="希望早些结束")
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        batch = publishing.draft_batch(session, employer, [passed(session, employer, by)], by)
        publishing.publish(session, batch, by_hand, TERMS, START, by)
        assert (batch.end_date, batch.end_date_by) == (END, None)


def test_a_calendar_of_the_year_ends_the_need_for_a_hand(engine: Engine) -> None:
    known = WorkingCalendar({dt.date(2027, 1, 1): True}, frozenset({2027}))
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        batch = publishing.draft_batch(session, employer, [passed(session, employer, by)], by)
        form = replace(FORM, start_date=NEW_YEAR)
        publishing.publish(session, batch, form, replace(TERMS, calendar=known), START, by)
        assert batch.end_date == dt.date(2027, 1, 6)


def test_only_people_who_passed_are_chosen(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        with pytest.raises(NobodyChosen):
            publishing.draft_batch(session, employer, [], by)
        with pytest.raises(NotPassed):
            publishing.draft_batch(
                session, employer, [passed(session, employer, by, 1), pending(session, employer, 2)], by
            )


def test_nobody_stands_in_two_open_batches(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        person = passed(session, employer, by)
        first = publishing.draft_batch(session, employer, [person], by)
        with pytest.raises(publishing.AlreadyPublicised):
            publishing.draft_batch(session, employer, [person], by)
        publishing.cancel(session, first, "", by)
        publishing.draft_batch(session, employer, [person], by)


def test_an_operator_on_the_list_does_not_publish_it(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by, other = operator(session, employer), operator(session, employer, "second", 901)
        person = passed(session, employer, by)
        becomes_operator(session, person, other)
        with pytest.raises(OwnApplication):
            publishing.draft_batch(session, employer, [person], other)
        batch = publishing.draft_batch(session, employer, [person], by)
        with pytest.raises(OwnApplication):
            publishing.publish(session, batch, FORM, TERMS, START, other)


def test_a_publicity_is_changed_until_it_begins(engine: Engine) -> None:
    later = replace(FORM, start_date=START + dt.timedelta(days=4))
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        batch = published(session, employer, by, [passed(session, employer, by)])
        first_notice = batch.notice_hash
        publishing.publish(session, batch, later, TERMS, START - dt.timedelta(days=1), by)
        assert (batch.end_date, batch.state) == (dt.date(2026, 10, 9), "active")
        assert batch.notice_hash != first_notice
        with pytest.raises(PublicityLocked):
            publishing.publish(session, batch, FORM, TERMS, START + dt.timedelta(days=4), by)
        assert batch.start_date == later.start_date


def test_a_cancelled_publicity_lets_its_people_go(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        person = passed(session, employer, by)
        batch = published(session, employer, by, [person])
        with pytest.raises(ReasonRequired):
            publishing.cancel(session, batch, "", by)
        publishing.cancel(session, batch, "名单有误，重新公示", by)
        assert (batch.state, person.state) == ("cancelled", "passed")
        reviewed_before(session, START)
        assert published(session, employer, by, [person]).state == "active"


def test_an_open_objection_holds_the_publicity(engine: Engine) -> None:
    with writing(engine) as session:
        employer = new_employer(session)
        by = operator(session, employer)
        batch = published(session, employer, by, [passed(session, employer, by)])
        (entry,) = entries_of(session, batch.id)
        form = objecting.ObjectionForm("赵六", "业绩材料与事实不符", START)
        objecting.record_objection(session, entry, form, START, by)
        with pytest.raises(ObjectionOpen):
            publishing.cancel(session, batch, "名单有误，重新公示", by)
