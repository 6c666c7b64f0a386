"""Working days (工作日) of the mainland: Monday to Friday without the statutory holidays, and the make-up workdays.

A year counts as known only where its holiday arrangement is: the State Council's yearly notice, as chinese-calendar
carries it, or a file `<year>.json` in the folder of working calendars, which wins over the library day by day. The
files are in the format of holiday-cn: `{"year": 2027, "days": [{"date": "2027-01-01", "isOffDay": true}, …]}`. Any
other year is refused; its working days are never guessed from the days of the week.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import chinese_calendar

from models.errors import ConfigurationError, DecisionError

LONGEST_SPAN = 366
"""Working days that may be counted at once."""
_WEEKEND = (5, 6)


class CalendarUnavailable(DecisionError):
    """The holiday arrangement of a year is not known."""

    code: ClassVar[str] = "CALENDAR_UNAVAILABLE"
    message_zh = (
        "{year}年的节假日安排尚未载入，无法计算工作日。"
        "请系统管理员放入该年的工作日历，或由经办人填写截止日期并说明依据。"
    )
    message_en = (
        "The holidays of {year} are not known, so working days cannot be counted. "
        "Ask the administrator to add that year's calendar, or enter the last day by hand and say why."
    )


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days are worked; `days_off` overrides the library, True for a day off (休息日)."""

    days_off: Mapping[dt.date, bool] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    """The years whose whole arrangement `days_off` gives."""

    def including(self, year: int, days_off: Mapping[dt.date, bool]) -> WorkingCalendar:
        """This calendar with the arrangement of a year, which wins day by day."""
        return WorkingCalendar({**self.days_off, **days_off}, self.years | {year})

    def knows(self, year: int) -> bool:
        """Whether the arrangement of `year` is known."""
        try:
            self.is_working_day(dt.date(year, 7, 1))
        except CalendarUnavailable:
            return False
        return True

    def is_working_day(self, day: dt.date) -> bool:
        """Whether `day` is worked. Raises CalendarUnavailable for a year that is not known."""
        if day in self.days_off:
            return not self.days_off[day]
        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError as error:  # what chinese_calendar says of a year that it does not hold
            if day.year in self.years:
                return day.weekday() not in _WEEKEND
            raise CalendarUnavailable(year=day.year) from error

    def working_days_from(self, first: dt.date) -> Iterator[dt.date]:
        """The working days from `first` on. Raises CalendarUnavailable where the calendar ends."""
        day = first
        while True:
            if self.is_working_day(day):
                yield day
            day += dt.timedelta(days=1)


def last_day(calendar: WorkingCalendar, start: dt.date, workdays: int, *, count_start_day: bool) -> dt.date:
    """The last of `workdays` working days from `start`; one that is not worked itself never counts.

    With `count_start_day` the first day counts, as notices are written; without it, counting begins on the day after
    (民法典 art. 201). Raises ValueError for a number of days that cannot be, CalendarUnavailable for an unknown year.
    """
    if not 1 <= workdays <= LONGEST_SPAN:
        raise ValueError("working days are counted from 1 to 366")
    first = start if count_start_day else start + dt.timedelta(days=1)
    days = calendar.working_days_from(first)
    for _ in range(workdays - 1):
        next(days)
    return next(days)


def read_arrangement(text: str) -> tuple[int, dict[dt.date, bool]]:
    """The year of an arrangement in the format of holiday-cn, and by day whether it is off.

    Raises ValueError for anything else, and for an empty one, which would turn every holiday into a working day.
    """
    try:
        content = json.loads(text)
        year = int(content["year"])
        days = {dt.date.fromisoformat(day["date"]): _flag(day["isOffDay"]) for day in content["days"]}
    except (KeyError, TypeError) as error:
        raise ValueError("not in the format of holiday-cn") from error
    if not days or not {day.year for day in days} <= {year - 1, year}:
        raise ValueError("an arrangement has days of its year, and of the end of the year before")
    return year, days


def load_calendar(folder: Path) -> WorkingCalendar:
    """The calendar of the library and of the files in `folder`, which need not exist.

    Raises ConfigurationError for a file that is not in the format.
    """
    days_off: dict[dt.date, bool] = {}
    years = set()
    for path in sorted(folder.glob("*.json")):
        year, days = _read_year(path)
        years.add(year)
        days_off.update(days)
    return WorkingCalendar(days_off, frozenset(years))


def _read_year(path: Path) -> tuple[int, dict[dt.date, bool]]:
    try:
        return read_arrangement(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(setting=f"ZHENGHE_WORKING_CALENDARS（{path.name}）") from error


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("isOffDay is true or false")
    return value
