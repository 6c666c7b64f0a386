"""Other cases of other units, so that pictures of lists and figures show what they show at work."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

from sqlalchemy import update

from models import audit, holds
from models.base import now
from models.database import writing
from models.findings import CheckResult
from models.reasons import reasons_in_force
from models.review import Outcome, decide
from models.standing import Hold, Standing
from models.submissions import Submission
from tests.specimens.units import Unit, drawn_unit
from tests.webqueue.world import DOUBTFUL_LETTER, FAILED_SEAL, PASSED_NAME, World, add_case

_CHECKS = ((PASSED_NAME,), (PASSED_NAME,), (FAILED_SEAL, PASSED_NAME), (DOUBTFUL_LETTER, PASSED_NAME))
_CERTIFICATES = ("licence_landscape", "institution", "licence_landscape", "social_organisation")
_OUTCOMES = (Outcome.APPROVED, Outcome.APPROVED, Outcome.RETURNED, Outcome.APPROVED)
_DAYS_AGO = (0, 0, 1, 0, 2, 5, 0, 9, 1)
"""Since when those wait that wait; more than three days are too long."""
DECIDED = 16


def draw_crowd(world: World) -> None:
    """Cases that wait, and cases that the reviewers decided on."""
    for number, days in enumerate(_DAYS_AGO):
        _let_wait(world, _case(world, number), dt.timedelta(days=days, minutes=17 * number))
    for number in range(DECIDED):
        _decide(world, _case(world, len(_DAYS_AGO) + number), _OUTCOMES[number % len(_OUTCOMES)], number)


def _case(world: World, number: int) -> int:
    unit = drawn_unit(random.Random(number), _CERTIFICATES[number % len(_CERTIFICATES)])
    return add_case(
        world,
        [_about(check, unit) for check in _CHECKS[number % len(_CHECKS)]],
        "stranger",
        unit_name=unit.name,
        credit_code=unit.code,
        pooling_area=unit.place.area,
    )


def _about(check: CheckResult, unit: Unit) -> CheckResult:
    return replace(check, expected=unit.name, found=unit.name) if check is PASSED_NAME else check


def _let_wait(world: World, case: int, time: dt.timedelta) -> None:
    since = now() - time
    with writing(world.engine) as session:
        session.execute(update(Submission).where(Submission.id == case).values(received_at=since))
        session.execute(update(Standing).where(Standing.submission_id == case).values(waiting_since=since))


def _decide(world: World, case: int, outcome: Outcome, number: int) -> None:
    account = world.supervisor if number % 5 == 0 else world.reviewer
    with writing(world.engine) as session:
        holds.take(session, case, account.id, 600)
        taken = dt.timedelta(seconds=20 + 7 * (number % 6))
        session.execute(update(Hold).where(Hold.submission_id == case).values(taken_at=now() - taken))
    with writing(world.engine) as session:
        known = reasons_in_force(session, outcome.value)
        chosen = (known[number % 3].id,) if outcome is Outcome.RETURNED else ()
        actor = audit.Actor(account.username, account.role, account.id)
        decide(session, session.get_one(Submission, case), 1, outcome, "已逐项核对图片。", actor, reasons=chosen)
