"""Filters under a name: saving the one in use, renaming, removing; each handler loads, asks permission, and acts."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from models.accounts import Account
from models.database import reading, writing
from models.errors import DecisionError
from models.queue import QueueFilter, count_all
from models.saved_filters import LONGEST_NAME, SavedFilter, filters_for, remove_filter, rename_filter, save_filter
from webqueue import permissions
from webqueue.access import require
from webqueue.entrance.signed_in import current_account
from webqueue.language.choosing import message_of
from webqueue.review.filters import YES, filter_arguments, read_filter
from webqueue.review.reading_queue import filter_for
from webqueue.services import services


@dataclass(frozen=True)
class SavedShown:
    """A saved filter in the list."""

    id: int
    name: str
    arguments: dict[str, str]
    cases: int
    is_shared: bool
    is_mine: bool
    may_change: bool


def add_to(blueprint: Blueprint) -> None:
    """Give the blueprint of the review queue these addresses."""
    blueprint.get("/filters")(filters)
    blueprint.post("/filters")(keep_filter)
    blueprint.post("/filters/<row:filter_id>/rename")(rename)
    blueprint.post("/filters/<row:filter_id>/remove")(remove)


def saved_filters(session: Session, account: Account) -> dict[SavedFilter, QueueFilter]:
    """The filters that this person finds in the list, and what each asks for."""
    hours = services().settings.review_hours
    return {
        saved: filter_for(account, {name: str(text) for name, text in saved.arguments.items()}, hours)
        for saved in filters_for(session, account.id)
    }


def shown(account: Account, saved: SavedFilter, wanted: QueueFilter, cases: int) -> SavedShown:
    """The filter as the list shows it."""
    return SavedShown(
        id=saved.id,
        name=saved.name,
        arguments=filter_arguments(wanted),
        cases=cases,
        is_shared=saved.is_shared,
        is_mine=saved.owner_id == account.id,
        may_change=permissions.may_change_filter(account, saved),
    )


def filters() -> ResponseReturnValue:
    """The person's own filters and those for all, to be renamed and removed."""
    require(permissions.may_see_queue(current_account()))
    with reading(services().engine) as session:
        saved = saved_filters(session, current_account())
        counts = count_all(session, saved)
    rows = [shown(current_account(), each, wanted, counts[each]) for each, wanted in saved.items()]
    return render_template("review/filters.html", filters=rows, longest=LONGEST_NAME)


def keep_filter() -> ResponseReturnValue:
    """Keep the filter of the list under a name; for all where a supervisor says so."""
    require(permissions.may_save_filters(current_account()))
    shared = request.form.get("shared") == YES
    require(not shared or permissions.may_share_filters(current_account()))
    arguments = filter_arguments(read_filter(request.form))
    try:
        with writing(services().engine) as session:
            saved = save_filter(session, current_account().id, request.form.get("name", ""), arguments, shared=shared)
    except DecisionError as error:
        flash(message_of(error))
    else:
        flash(gettext("筛选“%(name)s”已保存。", name=saved.name))
    return redirect(url_for("review.queue", **arguments), 303)


def rename(filter_id: int) -> ResponseReturnValue:
    """Give a filter another name."""
    try:
        with writing(services().engine) as session:
            saved = _load(session, filter_id)
            require(permissions.may_change_filter(current_account(), saved))
            rename_filter(session, saved, request.form.get("name", ""))
    except DecisionError as error:
        flash(message_of(error))
    else:
        flash(gettext("筛选已改名为“%(name)s”。", name=saved.name))
    return redirect(url_for("review.filters"), 303)


def remove(filter_id: int) -> ResponseReturnValue:
    """Take a filter away."""
    with writing(services().engine) as session:
        saved = _load(session, filter_id)
        require(permissions.may_change_filter(current_account(), saved))
        remove_filter(session, saved)
    flash(gettext("筛选“%(name)s”已删除。", name=saved.name))
    return redirect(url_for("review.filters"), 303)


def _load(session: Session, filter_id: int) -> SavedFilter:
    saved = session.get(SavedFilter, filter_id)
    if saved is None or not permissions.may_know_of_filter(current_account(), saved):
        raise NotFound
    return saved
