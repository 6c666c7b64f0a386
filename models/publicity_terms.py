"""The terms of a publicity (公示): how long it lasts at the least, and how its days are counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from models.settings import Settings
from models.working_days import WorkingCalendar, last_day, load_calendar
from models.year_rules import calendars_in_force, days_of, terms_in_force

LONGEST_USUAL = 30
"""Working days; more is asked about, not refused."""


@dataclass(frozen=True)
class PublicityTerms:
    """What the authority and the calendar prescribe."""

    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    fewest_workdays: int = 5
    """Regulations on titles (人社部令第40号), art. 16."""
    count_start_day: bool = True
    separate_duties: bool = True
    fewest_by_year: Mapping[int, int] = field(default_factory=dict)
    """Other numbers of working days, by the year (年度) that people apply in."""

    def fewest(self, years: Iterable[int]) -> int:
        """Working days that a publicity of applications of these years lasts at the least."""
        return max(
            (self.fewest_by_year.get(year, self.fewest_workdays) for year in years), default=self.fewest_workdays
        )

    def last_day(self, start: dt.date, workdays: int) -> dt.date:
        """截止日期. Raises CalendarUnavailable where a year's holidays are not known."""
        return last_day(self.calendar, start, workdays, count_start_day=self.count_start_day)


def is_over(end_date: dt.date, today: dt.date) -> bool:
    """Whether the last day has ended."""
    return today > end_date


def working_calendar(session: Session, settings: Settings) -> WorkingCalendar:
    """The library's calendar, the files of the folder over it, and what administrators entered over both."""
    calendar = load_calendar(settings.working_calendar_folder)
    for year, entered in calendars_in_force(session).items():
        calendar = calendar.including(year, days_of(entered))
    return calendar


def publicity_terms(session: Session, settings: Settings) -> PublicityTerms:
    """The terms that the settings, the working calendars and the years' own rules give."""
    by_year = {
        year: terms.fewest_workdays
        for year, terms in terms_in_force(session).items()
        if terms.fewest_workdays is not None
    }
    return PublicityTerms(
        working_calendar(session, settings),
        settings.publicity_workdays,
        settings.count_start_day,
        settings.separate_duties,
        by_year,
    )
