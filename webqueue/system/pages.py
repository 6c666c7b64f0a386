"""The page of the system's status, and its pause; each handler loads, asks permission, and acts."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from models import operation
from models.accounts import Account
from models.database import reading, writing
from models.errors import DecisionError
from webqueue import permissions
from webqueue.access import require
from webqueue.entrance.signed_in import current_account
from webqueue.language.choosing import message_of
from webqueue.services import services
from webqueue.system.status import status_of
from webqueue.words import FLOWS, RUN_COUNTS


def pages() -> Blueprint:
    """The blueprint of the system."""
    blueprint = Blueprint("system", __name__, url_prefix="/system")
    blueprint.get("/")(show)
    blueprint.post("/pause")(pause)
    blueprint.post("/resume")(resume)
    return blueprint


def show() -> ResponseReturnValue:
    """How the system works."""
    require(permissions.may_see_system(current_account()))
    return _page()


def pause() -> ResponseReturnValue:
    """Have nothing be read until it is resumed."""
    require(permissions.may_pause(current_account()))
    try:
        with writing(services().engine) as session:
            operation.pause(session, request.form.get("reason", ""), current_account().id)
    except DecisionError as error:
        return _page(message_of(error)), 422
    flash(gettext("系统已暂停，正在读取的文件读完后不再读取新的文件。"))
    return redirect(url_for("system.show"), 303)


def resume() -> ResponseReturnValue:
    """Let it go on."""
    require(permissions.may_pause(current_account()))
    with writing(services().engine) as session:
        operation.resume(session, current_account().id)
    flash(gettext("系统已恢复，等待的文件将在下一批次读取。"))
    return redirect(url_for("system.show"), 303)


def _page(problem: str = "") -> str:
    with reading(services().engine) as session:
        status = status_of(session, services().settings)
        paused_by = session.get_one(Account, status.pause.account_id).name if status.pause else ""
    return render_template(
        "system/status.html",
        status=status,
        paused_by=paused_by,
        engine=services().engine_answers(),
        flows=FLOWS,
        counted=RUN_COUNTS,
        problem=problem,
    )
