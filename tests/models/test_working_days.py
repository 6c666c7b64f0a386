"""Working days: as the yearly notices say, and never guessed."""

from __future__ import annotations

import datetime as dt
import json
from itertools import islice
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import ConfigurationError
from models.working_days import CalendarUnavailable, WorkingCalendar, last_day, load_calendar

LIBRARY = WorkingCalendar()
FIRST, LAST = dt.date(2004, 1, 1), dt.date(2026, 12, 31)
"""The days that the library knows."""
ROWS = {
    "2026-09-18": ("2026-09-23", "2026-09-24"),
    "2026-09-24": ("2026-10-08", "2026-10-09"),
    "2026-09-28": ("2026-10-09", "2026-10-10"),
    "2026-02-13": ("2026-02-26", "2026-02-27"),
    "2026-04-29": ("2026-05-08", "2026-05-09"),
    "2026-09-19": ("2026-09-24", "2026-09-24"),
    "2026-11-23": ("2026-11-27", "2026-11-30"),
}
"""Start, last of five working days with the start counted, and without: 2026 as its notice of 2025-11-04 says."""


@pytest.mark.parametrize("start", ROWS)
def test_five_working_days_end_where_the_notice_of_2026_says(start: str) -> None:
    counted, not_counted = (dt.date.fromisoformat(day) for day in ROWS[start])
    first = dt.date.fromisoformat(start)
    assert last_day(LIBRARY, first, 5, count_start_day=True) == counted
    assert last_day(LIBRARY, first, 5, count_start_day=False) == not_counted


@pytest.mark.parametrize("count_start_day", [True, False])
def test_a_span_into_a_year_without_a_notice_is_refused(*, count_start_day: bool) -> None:
    with pytest.raises(CalendarUnavailable) as refused:
        last_day(LIBRARY, dt.date(2026, 12, 30), 5, count_start_day=count_start_day)
    assert "2027年" in refused.value.chinese


def test_every_day_of_the_library_is_as_the_library_says() -> None:
    days = (FIRST + dt.timedelta(days=number) for number in range((LAST - FIRST).days + 1))
    assert all(LIBRARY.is_working_day(day) == chinese_calendar.is_workday(day) for day in days)


def test_2026_has_248_working_days_six_of_them_at_weekends() -> None:
    days = (dt.date(2026, 1, 1) + dt.timedelta(days=number) for number in range(365))
    worked = [day for day in days if LIBRARY.is_working_day(day)]
    assert len(worked) == 248
    assert [day.strftime("%m-%d") for day in worked if day.weekday() >= 5] == [
        "01-04",
        "02-14",
        "02-28",
        "05-09",
        "09-20",
        "10-10",
    ]


@pytest.mark.parametrize("day", [dt.date(2003, 12, 31), dt.date(2027, 1, 4)])
def test_an_unknown_year_is_never_guessed(day: dt.date) -> None:
    with pytest.raises(CalendarUnavailable):
        LIBRARY.is_working_day(day)


@given(
    start=st.dates(FIRST, dt.date(2025, 6, 1)),
    workdays=st.integers(1, 60),
    count_start_day=st.booleans(),
)
def test_the_span_holds_exactly_the_working_days_asked_for(
    start: dt.date, workdays: int, *, count_start_day: bool
) -> None:
    end = last_day(LIBRARY, start, workdays, count_start_day=count_start_day)
    first = start if count_start_day else start + dt.timedelta(days=1)
    span = chinese_calendar.get_workdays(first, end)
    assert len(span) == workdays
    assert span[-1] == end


@pytest.mark.parametrize("workdays", [0, -1, 367])
def test_a_number_of_days_that_cannot_be_is_refused(workdays: int) -> None:
    with pytest.raises(ValueError, match="from 1 to 366"):
        last_day(LIBRARY, FIRST, workdays, count_start_day=True)


def write_year(folder: Path, year: int, days: dict[str, bool]) -> None:
    """A file of the year in holiday-cn's format."""
    folder.mkdir(exist_ok=True)
    entries = [{"name": "测试", "date": day, "isOffDay": off} for day, off in days.items()]
    (folder / f"{year}.json").write_text(json.dumps({"year": year, "days": entries}), encoding="utf-8")


def test_a_file_makes_its_year_known(tmp_path: Path) -> None:
    write_year(tmp_path, 2027, {"2027-01-01": True, "2027-01-03": False, "2027-01-04": True})
    calendar = load_calendar(tmp_path)
    worked = list(islice(calendar.working_days_from(dt.date(2026, 12, 30)), 5))
    assert worked == [dt.date(2026, 12, 30), dt.date(2026, 12, 31), *(dt.date(2027, 1, day) for day in (3, 5, 6))]
    with pytest.raises(CalendarUnavailable):
        calendar.is_working_day(dt.date(2028, 1, 3))


def test_a_file_wins_over_the_library_on_the_days_it_names_alone(tmp_path: Path) -> None:
    write_year(tmp_path, 2026, {"2026-11-24": True})
    calendar = load_calendar(tmp_path)
    assert not calendar.is_working_day(dt.date(2026, 11, 24))
    assert not calendar.is_working_day(dt.date(2026, 10, 1))
    assert calendar.is_working_day(dt.date(2026, 10, 10))


def test_a_folder_that_is_not_there_leaves_the_library(tmp_path: Path) -> None:
    assert load_calendar(tmp_path / "none") == LIBRARY


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        "{}",
        '{"year": 2027, "days": []}',
        '{"year": 2027, "days": [{"date": "2027-13-01", "isOffDay": true}]}',
        '{"year": 2027, "days": [{"date": "2027-01-01", "isOffDay": "yes"}]}',
        '{"days": [{"date": "2027-01-01", "isOffDay": true}]}',
    ],
)
def test_a_broken_file_is_named_instead_of_left_out(tmp_path: Path, content: str) -> None:
    (tmp_path / "2027.json").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError) as refused:
        load_calendar(tmp_path)
    assert "2027.json" in refused.value.chinese
