"""What the authority sets anew for each year (年度): the holiday arrangement, and the terms of the title review.

An administrator enters both when the year's notices are out, each with what it is based on. Nothing is changed
afterwards: a later entry for the same year takes the place of the earlier one, which stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, now
from models.errors import DecisionError
from models.working_days import LONGEST_SPAN, read_arrangement

LONGEST_BASIS = 255
FIRST_YEAR, LAST_YEAR = 2004, 2100


class CalendarUnreadable(DecisionError):
    """The file is no holiday arrangement."""

    code: ClassVar[str] = "CALENDAR_UNREADABLE"
    message_zh = "该文件不是有效的工作日历。请上传按模板填写的 .json 文件，其中列出该年的休息日和调休上班日。"
    message_en = "The file is no working calendar. Upload a .json file with the year's days off and make-up workdays."


class BasisMissing(DecisionError):
    """Nothing says what it is based on."""

    code: ClassVar[str] = "BASIS_MISSING"
    message_zh = "还没有填写依据。请填写通知的名称和文号后再保存。"
    message_en = "Nothing says what this is based on. Give the notice's name and number, then save."


class YearTermsInvalid(DecisionError):
    """Such terms cannot be."""

    code: ClassVar[str] = "YEAR_TERMS_INVALID"
    message_zh = "年度规则填写不正确。请填写四位年度、1至366的工作日天数；截止日期不得早于该年度的第一天。"
    message_en = (
        "These terms cannot be. Give a year, 1 to 366 working days, and a closing day that is not before that year."
    )


class YearCalendar(Base):
    """The holiday arrangement (节假日安排) of one year, as it was entered."""

    __tablename__ = "year_calendar"
    __table_args__ = (Index(None, "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    days: Mapped[dict[str, Any]]
    """By date: true for a day off, false for one that is worked."""
    basis: Mapped[str] = mapped_column(String(LONGEST_BASIS))
    entered_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    entered_at: Mapped[dt.datetime] = mapped_column(default=now)


class YearTerms(Base):
    """The terms of one year's title review, as they were entered."""

    __tablename__ = "year_terms"
    __table_args__ = (
        CheckConstraint(f"fewest_workdays between 1 and {LONGEST_SPAN}", name="fewest_workdays_possible"),
        Index(None, "year"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    fewest_workdays: Mapped[int | None]
    """Working days that a publicity lasts at the least; nothing where the setting holds."""
    closes_on: Mapped[dt.date | None]
    """The last day for handing an application to the employer (申报截止日期); nothing where none is set."""
    basis: Mapped[str] = mapped_column(String(LONGEST_BASIS))
    entered_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    entered_at: Mapped[dt.datetime] = mapped_column(default=now)


def enter_calendar(session: Session, content: bytes, basis: str, account_id: int) -> YearCalendar:
    """Keep the arrangement of a file in the format of holiday-cn. Raises CalendarUnreadable, BasisMissing."""
    try:
        year, days = read_arrangement(content.decode("utf-8"))
    except ValueError as error:
        raise CalendarUnreadable from error
    calendar = YearCalendar(
        year=year,
        days={day.isoformat(): is_off for day, is_off in sorted(days.items())},
        basis=_basis(basis),
        entered_by=account_id,
    )
    session.add(calendar)
    session.flush()
    return calendar


def enter_terms(
    session: Session, year: int, terms: tuple[int | None, dt.date | None], basis: str, account_id: int
) -> YearTerms:
    """Keep a year's terms: the fewest working days, and the closing day. Raises YearTermsInvalid, BasisMissing."""
    fewest, closes_on = terms
    possible = FIRST_YEAR <= year <= LAST_YEAR and (fewest is None or 1 <= fewest <= LONGEST_SPAN)
    if not possible or (closes_on is not None and closes_on < dt.date(year, 1, 1)):
        raise YearTermsInvalid
    entered = YearTerms(
        year=year, fewest_workdays=fewest, closes_on=closes_on, basis=_basis(basis), entered_by=account_id
    )
    session.add(entered)
    session.flush()
    return entered


def calendars_in_force(session: Session) -> dict[int, YearCalendar]:
    """By year, the newest arrangement that was entered."""
    return {row.year: row for row in session.scalars(select(YearCalendar).order_by(YearCalendar.id))}


def terms_in_force(session: Session) -> dict[int, YearTerms]:
    """By year, the newest terms that were entered."""
    return {row.year: row for row in session.scalars(select(YearTerms).order_by(YearTerms.id))}


def days_of(calendar: YearCalendar) -> Mapping[dt.date, bool]:
    """By day, whether it is off."""
    return {dt.date.fromisoformat(day): bool(is_off) for day, is_off in calendar.days.items()}


def closing_day(session: Session, year: int) -> dt.date | None:
    """The last day for handing in an application of that year; None where none is set."""
    terms = session.scalars(
        select(YearTerms).where(YearTerms.year == year).order_by(YearTerms.id.desc()).limit(1)
    ).first()
    return terms.closes_on if terms is not None else None


def _basis(text: str) -> str:
    basis = text.strip()[:LONGEST_BASIS]
    if not basis:
        raise BasisMissing
    return basis
