"""The terms of a publicity (公示): how long it lasts at the least, and how its days are counted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from models.settings import Settings
from models.working_days import WorkingCalendar, last_day, load_calendar

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

    def last_day(self, start: dt.date, workdays: int) -> dt.date:
        """截止日期. Raises CalendarUnavailable where a year's holidays are not known."""
        return last_day(self.calendar, start, workdays, count_start_day=self.count_start_day)


def is_over(end_date: dt.date, today: dt.date) -> bool:
    """Whether the last day has ended."""
    return today > end_date


def publicity_terms(settings: Settings) -> PublicityTerms:
    """The terms that the settings and the files of working calendars give."""
    return PublicityTerms(
        load_calendar(settings.working_calendar_folder),
        settings.publicity_workdays,
        settings.count_start_day,
        settings.separate_duties,
    )
