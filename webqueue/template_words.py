"""What templates may call: words, icons, moments, masking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from flask_login import current_user

from models.base import now
from models.findings import Slot, Verdict
from models.privacy import masking
from models.review import Outcome
from models.submissions import SubmissionState
from webqueue import moments, permissions, words
from webqueue.cases.advice import details_are_for_operators, problem_for_operator
from webqueue.cases.boxes import boxes_on
from webqueue.cases.corrected import part_name
from webqueue.language.sentences import translated
from webqueue.review.listing import counted
from webqueue.services import services


def install(application: Flask) -> None:
    """Give the words to all templates."""
    application.jinja_env.filters.update(
        translated=translated,
        part_name=part_name,
        check_name=_name_in(words.CHECKS),
        verdict_name=_name_in(words.VERDICTS),
        case_verdict_name=_name_in(words.CASE_VERDICTS),
        state_words=_name_in(words.STATES),
        state_name=_name_in(words.STATES),
        outcome_name=_name_in(words.OUTCOMES),
        slot_name=_name_in(words.SLOTS),
        document_type_name=_name_in(words.DOCUMENT_TYPES),
        seal_owner_name=_name_in(words.SEAL_OWNERS),
        seal_shape_name=_name_in(words.SEAL_SHAPES),
        seal_colour_name=_name_in(words.SEAL_COLOURS),
        relation_name=_name_in(words.RELATIONS),
        work_state_name=_name_in(words.WORK_STATES),
        role_name=_name_in(words.ROLES),
        action_name=_name_in(words.ACTIONS),
        confidence_words=lambda confidence: translated(words.confidence_words(confidence)),
        for_operator=lambda check: problem_for_operator(check, translated),
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


def _name_in(names: Mapping[Any, str]) -> Callable[[Any], str]:
    """What things are called in the language of the page; what has no name there is called as it is."""
    return lambda thing: translated(names.get(thing, str(thing)))


def _local_time(moment: dt.datetime) -> str:
    return moments.local_time(moment, services().settings.time_zone)


def _local_clock(moment: dt.datetime) -> str:
    return moments.local_clock(moment, services().settings.time_zone)


def _age(moment: dt.datetime) -> str:
    return moments.age(moment, now())


def _who() -> dict[str, object]:
    return {"account": current_user.account if current_user.is_authenticated else None}
