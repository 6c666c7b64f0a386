"""Every page with something on it, served without reading anything: cases as reading would have left them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from models import audit
from models.api_tokens import make_token
from models.database import writing
from models.remarks import RemarkKind, write_remark
from models.review import Outcome
from models.saved_filters import save_filter
from models.steps.settling import settle
from models.submissions import Submission
from models.webhooks import open_webhook
from tests.browser import screenshots
from tests.browser.crowd import draw_crowd
from tests.browser.drawn_pages import all_passed, drawn_page, drawn_ring, drawn_seals
from tests.browser.employers_year import EmployersYear, live_a_year
from tests.browser.night import pass_a_night
from tests.models.steps.employers import submission_of, submitted
from tests.serving import served
from tests.webqueue import world as world_of_pages
from tests.webqueue.world import FAILED_SEAL, PASSED_NAME, World, add_case, correct, decide_case, make_world
from webqueue.application import create_application

_OTHER_EMPLOYER = {
    "credit_code": "92430611MA4TT0017K",
    "unit_name": "岳阳市另一示例商行",
    "pooling_area": "君山区",
    "username": "junshan01",
}


@dataclass(frozen=True)
class Gallery:
    """A served world, and the cases in it."""

    world: World
    address: str
    flagged: int
    green: tuple[int, ...]
    returned: int
    corrected: int
    asked: int
    approved: int


@contextmanager
def open_gallery(home: Path, **settings: Any) -> Iterator[Gallery]:
    """A gallery in an empty folder; at its end nothing of it runs.

    For pictures its pages are drawn documents, and some cases are drawn for full review.
    """
    if screenshots.wanted():
        with patch.multiple(world_of_pages, page_of=drawn_page, draw_ring=drawn_ring, seals_on=drawn_seals):
            yield from _gallery(home, 0.2, settings)
    else:
        yield from _gallery(home, 0, settings)


def _gallery(home: Path, audit_share: float, settings: dict[str, Any]) -> Iterator[Gallery]:
    world = make_world(home, audit_share=audit_share, **settings)
    flagged, returned, corrected, asked = (add_case(world) for _ in range(4))
    passed = all_passed() if screenshots.wanted() else [PASSED_NAME]
    green = tuple(add_case(world, passed) for _ in range(3))
    decide_case(world, returned, Outcome.RETURNED)
    decide_case(world, corrected, Outcome.RETURNED)
    correct(world, corrected, [FAILED_SEAL, PASSED_NAME])
    approved = add_case(world, [PASSED_NAME])
    decide_case(world, approved, Outcome.APPROVED, "")
    if screenshots.wanted():
        draw_crowd(world)
        pass_a_night(world)
    with writing(world.engine) as session:
        reviewer = audit.Actor("reviewer", "reviewer", world.reviewer.id)
        write_remark(session, session.get_one(Submission, asked), RemarkKind.QUESTION, "是否在职？", reviewer)
    with serving(world) as address:
        yield Gallery(world, address, flagged, green, returned, corrected, asked, approved)


def furnish(world: World) -> EmployersYear:
    """Everything else that pages are about: an employer's year, a registration, a token, a webhook, a filter."""
    with writing(world.engine) as session:
        reviewer = audit.Actor("reviewer", "reviewer", world.reviewer.id)
        registration = submitted(session, world.store, _OTHER_EMPLOYER)
        settle(session, submission_of(session, registration), Outcome.APPROVED, "", reviewer)
        administrator = audit.Actor("administrator", "administrator", world.administrator.id)
        open_webhook(session, "https://hr.example/told", (), administrator)
        make_token(session, world.reviewer, "夜间对账程序", (30, 365), reviewer)
        save_filter(session, world.reviewer.id, "等我的绿色件", {"verdict": "pass"})
    return live_a_year(world)


@contextmanager
def serving(world: World) -> Iterator[str]:
    """The address under which the world is served."""
    application = create_application(world.settings, start_verification=lambda _: True, start_trial=lambda _: False)
    with served(application) as address:
        yield address
