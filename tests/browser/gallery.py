"""Every page with something on it, served without reading anything: cases as reading would have left them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from models import audit
from models.database import writing
from models.remarks import RemarkKind, write_remark
from models.review import Outcome
from models.submissions import Submission
from tests.webqueue.world import (
    FAILED_SEAL,
    PASSED_NAME,
    World,
    add_case,
    correct,
    decide_case,
    make_world,
)
from webqueue.application import create_application
from webqueue.server import make_server


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


@contextmanager
def open_gallery(home: Path, **settings: Any) -> Iterator[Gallery]:
    """A gallery in an empty folder; at its end nothing of it runs."""
    world = make_world(home, audit_share=0, **settings)
    flagged, returned, corrected, asked = (add_case(world) for _ in range(4))
    green = tuple(add_case(world, [PASSED_NAME]) for _ in range(3))
    decide_case(world, returned, Outcome.RETURNED)
    decide_case(world, corrected, Outcome.RETURNED)
    correct(world, corrected, [FAILED_SEAL, PASSED_NAME])
    with writing(world.engine) as session:
        reviewer = audit.Actor("reviewer", "reviewer", world.reviewer.id)
        write_remark(session, session.get_one(Submission, asked), RemarkKind.QUESTION, "是否在职？", reviewer)
    with _serving(world) as address:
        yield Gallery(world, address, flagged, green, returned, corrected, asked)


@contextmanager
def _serving(world: World) -> Iterator[str]:
    application = create_application(world.settings, start_verification=lambda _: True, start_trial=lambda _: False)
    server = make_server(application, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        # Only the thread that runs the server may close its sockets.
        server.trigger.pull_trigger(server.close)
        thread.join()
