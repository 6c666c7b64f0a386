"""The page of trials of the rules; each handler loads, asks permission, and acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import now
from models.database import reading, writing
from models.rule_trials import MOST_CASES, RuleTrial, ask_trial, newest_trials
from models.submissions import Submission
from webqueue import permissions
from webqueue.access import require
from webqueue.entrance.signed_in import current_account
from webqueue.row_numbers import whole_number
from webqueue.services import services

USUAL_DAYS, USUAL_CASES = 30, 500


@dataclass(frozen=True)
class TrialShown:
    """A trial, and the cases that would change."""

    trial: RuleTrial
    rows: tuple[tuple[Submission, Mapping[str, Any]], ...]
    """Those that this person may know of."""


def pages() -> Blueprint:
    """The blueprint of trials."""
    blueprint = Blueprint("trials", __name__, url_prefix="/trials")
    blueprint.get("/")(show)
    blueprint.post("/")(ask)
    return blueprint


def show() -> ResponseReturnValue:
    """The newest trials, and a form to ask for another."""
    require(permissions.may_see_trials(current_account()))
    with reading(services().engine) as session:
        trials = [_shown(session, trial) for trial in newest_trials(session)]
    since = (now().astimezone(_zone()) - dt.timedelta(days=USUAL_DAYS)).date()
    return render_template("trials/show.html", trials=trials, since=since, usual=USUAL_CASES, most=MOST_CASES)


def ask() -> ResponseReturnValue:
    """Ask for a trial, which is begun at once where that can be."""
    require(permissions.may_try_rules(current_account()))
    since = _moment(request.form.get("since", ""))
    most = whole_number(request.form.get("most", "")) or USUAL_CASES
    with writing(services().engine) as session:
        trial = ask_trial(session, current_account().id, since, most)
    if services().start_trial(trial.id):
        flash(gettext("试算已开始，完成后在本页显示；不会改变任何申请。"))
    else:
        flash(gettext("试算已登记，下次运行时进行，完成后在本页显示；不会改变任何申请。"))
    return redirect(url_for("trials.show"), 303)


def _shown(session: Session, trial: RuleTrial) -> TrialShown:
    changes = {change["submission"]: change for change in trial.changes or ()}
    found = session.scalars(select(Submission).where(Submission.id.in_(changes)).order_by(Submission.id.desc()))
    known = (each for each in found if permissions.may_know_of(current_account(), each))
    return TrialShown(trial, tuple((submission, changes[submission.id]) for submission in known))


def _moment(text: str) -> dt.datetime:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = now().astimezone(_zone()).date() - dt.timedelta(days=USUAL_DAYS)
    return dt.datetime.combine(day, dt.time(), _zone())


def _zone() -> ZoneInfo:
    return ZoneInfo(services().settings.time_zone)
