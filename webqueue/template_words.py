"""What templates may call: words, icons, moments, masking."""

from __future__ import annotations

import datetime as dt

from flask import Flask
from flask_login import current_user

from models.base import now
from models.findings import Slot, Verdict
from models.review import Outcome
from models.submissions import SubmissionState
from webqueue import masking, moments, permissions, words
from webqueue.cases.advice import details_are_for_operators, problem_for_operator
from webqueue.cases.boxes import boxes_on
from webqueue.review.listing import counted
from webqueue.services import services


def install(application: Flask) -> None:
    """Give the words to all templates."""
    application.jinja_env.filters.update(
        check_name=lambda check: words.CHECKS.get(check, check),
        verdict_name=words.VERDICTS.__getitem__,
        case_verdict_name=words.CASE_VERDICTS.__getitem__,
        state_words=lambda state: words.STATES.get(state, state),
        state_name=words.STATES.__getitem__,
        outcome_name=words.OUTCOMES.__getitem__,
        slot_name=words.SLOTS.__getitem__,
        document_type_name=words.DOCUMENT_TYPES.__getitem__,
        seal_owner_name=words.SEAL_OWNERS.__getitem__,
        seal_shape_name=words.SEAL_SHAPES.__getitem__,
        seal_colour_name=words.SEAL_COLOURS.__getitem__,
        relation_name=words.RELATIONS.__getitem__,
        work_state_name=words.WORK_STATES.__getitem__,
        role_name=lambda role: words.ROLES.get(role, role),
        action_name=lambda action: words.ACTIONS.get(action, action),
        confidence_words=words.confidence_words,
        for_operator=problem_for_operator,
        mask_personal=masking.mask_personal,
        mask_id_number=masking.mask_id_number,
        mask_mobile=masking.mask_mobile,
        local_time=_local_time,
        local_clock=_local_clock,
        counted=counted,
        age=_age,
    )
    application.jinja_env.globals.update(
        Outcome=Outcome,
        Slot=Slot,
        SubmissionState=SubmissionState,
        Verdict=Verdict,
        permissions=permissions,
        boxes_on=boxes_on,
        details_are_for_operators=details_are_for_operators,
    )
    application.context_processor(_who)


def _local_time(moment: dt.datetime) -> str:
    return moments.local_time(moment, services().settings.time_zone)


def _local_clock(moment: dt.datetime) -> str:
    return moments.local_clock(moment, services().settings.time_zone)


def _age(moment: dt.datetime) -> str:
    return moments.age(moment, now())


def _who() -> dict[str, object]:
    return {"account": current_user.account if current_user.is_authenticated else None}
