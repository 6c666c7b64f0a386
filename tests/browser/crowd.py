"""Other cases of other units, so that pictures of lists and figures show what they show at work."""

from __future__ import annotations

import datetime as dt
import random

from sqlalchemy import update

from models import audit, holds
from models.base import now
from models.database import writing
from models.reasons import reasons_in_force
from models.review import Outcome, decide
from models.standing import Hold
from models.submissions import Submission
from tests.specimens.units import drawn_unit
from tests.webqueue.world import DOUBTFUL_LETTER, FAILED_SEAL, PASSED_NAME, World, add_case

_CHECKS = ((PASSED_NAME,), (PASSED_NAME,), (FAILED_SEAL, PASSED_NAME), (DOUBTFUL_LETTER, PASSED_NAME))
_CERTIFICATES = ("licence_landscape", "institution", "licence_landscape", "social_organisation")
_OUTCOMES = (Outcome.APPROVED, Outcome.APPROVED, Outcome.RETURNED, Outcome.APPROVED)
WAITING, DECIDED = 9, 16


def draw_crowd(world: World) -> None:
    """Cases that wait, and cases that the reviewers decided on."""
    for number in range(WAITING):
        _case(world, number)
    for number in range(DECIDED):
        _decide(world, _case(world, WAITING + number), _OUTCOMES[number % len(_OUTCOMES)], number)


def _case(world: World, number: int) -> int:
    unit = drawn_unit(random.Random(number), _CERTIFICATES[number % len(_CERTIFICATES)])
    return add_case(
        world,
        _CHECKS[number % len(_CHECKS)],
        "stranger",
        unit_name=unit.name,
        credit_code=unit.code,
        pooling_area=unit.place.area,
    )


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
