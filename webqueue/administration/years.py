"""The rules of each year: working calendars, and the terms of the title review; loads, asks permission, acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from models.accounts import Account
from models.database import reading, writing
from models.errors import DecisionError, DocumentError
from models.publicity_terms import working_calendar
from models.working_days import load_calendar
from models.year_rules import (
    LONGEST_BASIS,
    YearTermsInvalid,
    calendars_in_force,
    enter_calendar,
    enter_terms,
    terms_in_force,
)
from webqueue import clock, permissions
from webqueue.access import require
from webqueue.entrance.signed_in import current_account
from webqueue.language.choosing import message_of
from webqueue.row_numbers import whole_number
from webqueue.services import services
from webqueue.submit.uploads import read_one

YEARS_AHEAD = 1
"""The notice for the next year usually comes in November."""


def add_to(blueprint: Blueprint) -> None:
    """Give the blueprint of administration these addresses."""
    blueprint.get("/years")(years)
    blueprint.post("/years/calendars")(add_calendar)
    blueprint.post("/years/terms")(set_terms)


def years() -> ResponseReturnValue:
    """Which years are known, from where, and on which terms."""
    require(permissions.may_see_administration(current_account()))
    return _page()


def add_calendar() -> ResponseReturnValue:
    """Take the holiday arrangement of a year from a file."""

    def act(session: Session) -> int:
        uploaded = read_one(request.files.get("file"), services().settings.largest_file_megabytes)
        basis = request.form.get("basis", "")
        return enter_calendar(session, uploaded.content, basis, current_account().id).year

    return _enter(act, lambda year: gettext("%(year)s年的工作日历已载入。", year=year))


def set_terms() -> ResponseReturnValue:
    """Set the terms of a year."""

    def act(session: Session) -> int:
        year = whole_number(request.form.get("year", "")) or 0
        terms = (_workdays(), _closing_day())
        return enter_terms(session, year, terms, request.form.get("basis", ""), current_account().id).year

    return _enter(act, lambda year: gettext("%(year)s年度的规则已保存。", year=year))


def _enter(act: Callable[[Session], int], done: Callable[[int], str]) -> ResponseReturnValue:
    require(permissions.may_administer(current_account()))
    try:
        with writing(services().engine) as session:
            year = act(session)
    except (DecisionError, DocumentError) as error:
        return _page(problem=message_of(error)), 422
    flash(done(year))
    return redirect(url_for("administration.years"), 303)


def _workdays() -> int | None:
    text = request.form.get("fewest_workdays", "").strip()
    if not text:
        return None
    number = whole_number(text)
    if number is None:
        raise YearTermsInvalid
    return number


def _closing_day() -> dt.date | None:
    text = request.form.get("closes_on", "").strip()
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise YearTermsInvalid from error


def _page(problem: str = "") -> str:
    with reading(services().engine) as session:
        rows = _rows(session)
    return render_template(
        "administration/years.html",
        rows=rows,
        fewest=services().settings.publicity_workdays,
        this_year=clock.today().year,
        longest_basis=LONGEST_BASIS,
        problem=problem,
        typed=request.form if problem else {},
    )


def _rows(session: Session) -> list[dict[str, Any]]:
    settings, this_year = services().settings, clock.today().year
    calendars, terms = calendars_in_force(session), terms_in_force(session)
    calendar, files = working_calendar(session, settings), load_calendar(settings.working_calendar_folder)
    shown = {*calendars, *terms, *files.years, *range(this_year - 1, this_year + YEARS_AHEAD + 1)}
    return [
        {
            "year": year,
            "known": calendar.knows(year),
            "calendar": calendars.get(year),
            "in_file": year in files.years,
            "terms": terms.get(year),
            "by": [_name(session, entered.entered_by) for entered in (calendars.get(year), terms.get(year)) if entered],
        }
        for year in sorted(shown, reverse=True)
    ]


def _name(session: Session, account_id: int) -> str:
    return session.get_one(Account, account_id).name
