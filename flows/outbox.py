"""Working off an outbox (待发): each delivery is claimed first, then tried, and settled in a transaction of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple, Protocol, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.database import writing
from models.outbox import Delivery, settle

LONGEST_SECONDS = 45.0
"""A run takes up no more of an outbox after that; the next one follows within a minute."""


class Claimed(Protocol):
    """What one process alone is to send."""

    @property
    def delivery_id(self) -> int:
        """Its row."""
        ...

    @property
    def tries(self) -> int:
        """This one included."""
        ...


Thing = TypeVar("Thing", bound=Claimed)


class Answer(NamedTuple):
    """What came of a try."""

    outcome: str
    delivered: bool


def work_off(
    engine: Engine,
    outbox: type[Delivery],
    waiting: Collection[int],
    claim: Callable[[Session, int], Thing | None],
    send: Callable[[Thing], Answer],
) -> Iterator[tuple[Thing, Answer]]:
    """Send what waits in `outbox`, and give each thing with what came of it; what another process has is left to it."""
    until = time.monotonic() + LONGEST_SECONDS
    for delivery_id in waiting:
        if time.monotonic() > until:
            return
        with writing(engine) as session:
            thing = claim(session, delivery_id)
        if thing is None:
            continue
        answer = send(thing)
        with writing(engine) as session:
            delivery = session.get_one(outbox, thing.delivery_id)
            settle(session, delivery, thing.tries, answer.outcome, delivered=answer.delivered)
        yield thing, answer
