"""Correcting by hand what the machine read; the handler loads, asks permission, and acts."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session

from models.corrections import CorrectionUnknown, correct_reading
from models.findings import Slot
from models.submissions import Submission
from webqueue.entrance.signed_in import current_actor
from webqueue.review.handling import in_hand
from webqueue.row_numbers import whole_number


def add_to(blueprint: Blueprint) -> None:
    """Give the blueprint of the review queue this address."""
    blueprint.post("/cases/<row:submission_id>/correction")(correct)


def correct(submission_id: int) -> ResponseReturnValue:
    """Note what truly stands on the page, and go on with the case."""

    def act(session: Session, submission: Submission) -> None:
        slot, _, part = request.form.get("part", "").partition(".")
        if slot not in set(Slot):
            raise CorrectionUnknown
        seen = whole_number(request.form.get("revision", "")) or 0
        value = request.form.get("value", "")
        correct_reading(session, submission, seen, (Slot(slot), part), value, current_actor())

    return in_hand(submission_id, act, gettext("更正已保存；核验结论不变，请据此作出决定。"), leaves=False)
