"""One night and one morning: the inbox is taken in, read and checked, a case is returned, and comes back corrected."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from flask.testing import FlaskClient
from sqlalchemy import select

from flows.checking import unverified, verify, verify_settled
from flows.claims import worker_name
from flows.desk import equipment_of
from flows.intake import take_in_inbox
from flows.one_document import Desk, read_one
from flows.reading_outcomes import Outcome
from flows.reading_process import Order, read_document
from flows.work import take_stock
from flows.workplace import Workplace
from models import reading_work
from models.database import connect, reading
from models.privacy.keys import use_keys
from models.reading_work import MOST_TRIES
from models.settings import Settings
from models.store import Store
from models.submissions import Submission
from tests.models.postgresql import Cluster
from tests.torture.faults import Fault, Saboteur
from webqueue.application import create_application

PASSWORD = "正确-horse-电池"


class ReadHere:
    """Reads in this process by the stand-in, so that a kill takes reader and run at once."""

    def __init__(self, workplace: Workplace) -> None:
        """Read from the workplace's store."""
        self._equipment = replace(equipment_of(workplace.settings), functions="tests.flows.stand_in")

    def read(self, order: Order) -> Outcome:
        """What came of it."""
        return read_document(order, self._equipment)


def live_through(settings: Settings, inbox: Path, fault: Fault, server: Cluster | None = None) -> int:
    """Night and morning with the fault in it; gives how many writes there were."""
    use_keys(settings)
    workplace = Workplace(settings, connect(settings.database), Store(settings.store))
    saboteur = Saboteur(fault, server)
    saboteur.watch(workplace.engine)
    try:
        night(workplace, inbox)
        morning(settings, saboteur)
        night(workplace, inbox)
    finally:
        workplace.engine.dispose()
    return saboteur.writes


def night(workplace: Workplace, inbox: Path) -> None:
    """What a nightly run does, in one process."""
    take_in_inbox(workplace, inbox, move_away=True)
    take_stock(workplace)
    desk = Desk(workplace, cast(Any, ReadHere(workplace)), worker_name())
    for _ in range(MOST_TRIES):
        with reading(workplace.engine) as session:
            left = reading_work.unfinished(session)
        for document in left:
            submission = read_one(desk, document)
            if submission is not None:
                verify(workplace, submission)
    with reading(workplace.engine) as session:
        waiting = unverified(session)
    verify_settled(workplace, waiting)


def morning(settings: Settings, saboteur: Saboteur) -> None:
    """A reviewer returns the first case; its operator sends a corrected certificate."""
    application = create_application(settings, start_verification=lambda _: False)
    application.config["WTF_CSRF_ENABLED"] = False
    engine = application.extensions["zhenghe"].engine
    saboteur.watch(engine)
    with reading(engine) as session:
        first = session.scalars(select(Submission).order_by(Submission.id)).first()
    if first is None:
        return
    opinion = {"outcome": "returned", "opinion": "缺公章，请补盖后重新上传。", "revision": str(first.revision)}
    _client(application, "reviewer").post(f"/review/cases/{first.id}/decision", data=opinion)
    corrected = {"revision": str(first.revision), "certificate": (io.BytesIO(b"corrected certificate"), "new.pdf")}
    _client(application, "operator").post(f"/submissions/{first.id}/documents", data=corrected)
    engine.dispose()


def _client(application: Any, username: str) -> FlaskClient:
    client: FlaskClient = application.test_client()
    client.post("/sign-in", data={"username": username, "password": PASSWORD})
    return client
