"""The rules of each year: entered with a basis, newest first, never changed; and what follows from them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.database import writing
from models.life_cycles.errors import ApplicationsClosed, TooFewDays
from models.life_cycles.table import Party
from models.publicity_terms import PublicityTerms, publicity_terms
from models.settings import Settings, load_settings
from models.steps import applying, publishing
from models.steps.publishing import PublicityForm
from models.working_days import CalendarUnavailable
from models.year_rules import BasisMissing, CalendarUnreadable, YearTermsInvalid, enter_calendar, enter_terms
from tests.factories import new_account
from tests.models.steps.applications import FORM, START, draft, operator, passed
from tests.models.steps.employers import new_employer

BASIS = "国办发明电〔2026〕7号"


def arrangement(year: int = 2027, **days: bool) -> bytes:
    """A file in the format of holiday-cn; days as `d0103=False`."""
    named = days or {"d0101": True}
    listed = [{"date": f"{year}-{name[1:3]}-{name[3:]}", "isOffDay": is_off} for name, is_off in named.items()]
    return json.dumps({"year": year, "days": listed}).encode()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with writing(engine) as session:
        yield session


@pytest.fixture
def administrator(session: Session) -> int:
    return new_account(session).id


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(home=tmp_path)


def test_an_entered_arrangement_makes_its_year_known(session: Session, settings: Settings, administrator: int) -> None:
    first = dt.date(2026, 12, 30)
    with pytest.raises(CalendarUnavailable):
        publicity_terms(session, settings).last_day(first, 5)
    enter_calendar(session, arrangement(d0101=True, d0103=False, d0104=True), BASIS, administrator)
    assert publicity_terms(session, settings).last_day(first, 5) == dt.date(2027, 1, 6)


def test_the_newest_entry_of_a_year_holds(session: Session, settings: Settings, administrator: int) -> None:
    enter_calendar(session, arrangement(d0104=True), BASIS, administrator)
    enter_calendar(session, arrangement(d0104=False), "更正", administrator)
    assert publicity_terms(session, settings).calendar.is_working_day(dt.date(2027, 1, 4))
    enter_terms(session, 2026, (7, None), BASIS, administrator)
    enter_terms(session, 2026, (6, None), "更正", administrator)
    assert publicity_terms(session, settings).fewest([2026]) == 6


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"[]", b'{"year": 2027, "days": []}', arrangement().replace(b'"2027-', b'"2020-')]
)
def test_a_file_that_is_no_arrangement_is_refused(session: Session, administrator: int, content: bytes) -> None:
    with pytest.raises(CalendarUnreadable):
        enter_calendar(session, content, BASIS, administrator)


@pytest.mark.parametrize(
    ("year", "terms"),
    [(26, (5, None)), (2026, (0, None)), (2026, (367, None)), (2026, (None, dt.date(2025, 12, 31)))],
)
def test_terms_that_cannot_be_are_refused(
    session: Session, administrator: int, year: int, terms: tuple[int | None, dt.date | None]
) -> None:
    with pytest.raises(YearTermsInvalid):
        enter_terms(session, year, terms, BASIS, administrator)


def test_nothing_is_entered_without_its_basis(session: Session, administrator: int) -> None:
    with pytest.raises(BasisMissing):
        enter_calendar(session, arrangement(), " ", administrator)
    with pytest.raises(BasisMissing):
        enter_terms(session, 2026, (5, None), "", administrator)


@pytest.mark.parametrize("table", ["year_calendar", "year_terms"])
@pytest.mark.parametrize("change", ["update {} set basis = 'x'", "delete from {}"])
def test_the_database_keeps_what_was_entered(session: Session, administrator: int, table: str, change: str) -> None:
    enter_calendar(session, arrangement(), BASIS, administrator)
    enter_terms(session, 2026, (5, None), BASIS, administrator)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(text(change.format(table)))


def test_a_publicity_lasts_as_long_as_the_strictest_of_its_years_asks() -> None:
    terms = PublicityTerms(fewest_by_year={2025: 3, 2026: 7})
    assert [terms.fewest(years) for years in ([], [2024], [2025], [2025, 2026], [2025, 2024])] == [5, 5, 3, 7, 5]


def test_the_year_of_the_applicants_decides_how_long_their_publicity_lasts(session: Session) -> None:
    employer = new_employer(session)
    by = operator(session, employer)
    batch = publishing.draft_batch(session, employer, [passed(session, employer, by)], by)
    terms = PublicityTerms(fewest_by_year={2026: 7})
    with pytest.raises(TooFewDays):
        publishing.publish(session, batch, FORM, terms, START, by)
    publishing.publish(session, batch, PublicityForm("李四", "0730-8880000", START, 7), terms, START, by)
    assert batch.end_date == dt.date(2026, 10, 10)


def test_nobody_hands_in_after_the_closing_day_of_the_year(session: Session, administrator: int) -> None:
    application = draft(session, new_employer(session))
    by = (Party.APPLICANT, applying.applicant(application))
    enter_terms(session, 2026, (None, dt.date(2026, 1, 31)), BASIS, administrator)
    with pytest.raises(ApplicationsClosed):
        applying.submit(session, application, by)
    enter_terms(session, 2026, (None, dt.date(2100, 1, 1)), "延期通知", administrator)
    applying.submit(session, application, by)
    assert application.state == "pending"
