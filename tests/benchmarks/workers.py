"""One reading process against two: the reading pool of the nightly run on the same documents, in turn."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.desk import equipment_of
from flows.reading_outcomes import Outcome, Read
from flows.reading_pool import ReadingPool
from flows.reading_process import Order
from models.form import Form, read_form
from models.settings import Settings
from models.store import Store
from tests.benchmarks.contest import ONE_THREAD, in_turn
from tests.benchmarks.memory import PeakMemory, memory_of_workers
from tests.evaluation.running import Specimen
from tests.specimens.case import Case, draw_case

CROWDS = (1, 2)
"""Reading processes in each pool."""


@dataclass(frozen=True)
class Round:
    """Some documents read by each pool: seconds by its number of processes, and the memory since the beginning."""

    documents: int
    seconds: Mapping[int, float]
    read_by_one: int
    """Documents that the process which works alone has read by the end of the round."""
    peak: int
    """Bytes of the largest reading process so far, the second reader that it calls included."""


class NotRead(Exception):
    """A document was not read, so that its time says nothing; the message names what came of it."""


def rounds(specimens: Sequence[Specimen], documents_a_round: int) -> Iterator[Round]:
    """Each round as it ends; the pools take turns at beginning. Raises NotRead where one is not read."""
    os.environ.update(ONE_THREAD)
    with ExitStack() as stack:
        home = Path(stack.enter_context(TemporaryDirectory()))
        # Neither the environment nor a file has a say here.
        settings = Settings.model_validate({"home": home})
        orders = _orders(specimens, Store(settings.store))
        pools = {
            count: stack.enter_context(ReadingPool(equipment_of(settings), count, settings.document_seconds))
            for count in CROWDS
        }
        for count, pool in pools.items():
            _seconds(pool, count, orders[:1] * count * 2)
        memory = stack.enter_context(PeakMemory(memory_of_workers))
        read = 0
        for place, chunk in enumerate(chunks(orders, documents_a_round)):
            seconds = {count: _seconds(pools[count], count, chunk) for count in in_turn(CROWDS, place)}
            read += len(chunk)
            yield Round(len(chunk), seconds, read, memory.most)


def chunks(orders: Sequence[Order], size: int) -> Iterator[Sequence[Order]]:
    """`orders` in chunks of `size`; what is left over at the end is left out, so that rounds are alike."""
    for start in range(0, len(orders) - size + 1, size):
        yield orders[start : start + size]


def _orders(specimens: Sequence[Specimen], store: Store) -> list[Order]:
    cases = [draw_case(specimen.seed, specimen.kind, specimen.quality) for specimen in specimens]
    return [Order(store.put(content), _form(case)) for case in cases for content in case.files.values()]


def _form(case: Case) -> Form:
    return read_form(json.dumps(case.form).encode()).form


def _seconds(pool: ReadingPool, count: int, orders: Sequence[Order]) -> float:
    with ThreadPoolExecutor(count) as askers:
        begun = time.perf_counter()
        outcomes = list(askers.map(pool.read, orders))
        seconds = time.perf_counter() - begun
    require_read(outcomes)
    return seconds


def require_read(outcomes: Sequence[Outcome]) -> None:
    """Raise NotRead unless all documents were read."""
    for outcome in outcomes:
        if not isinstance(outcome, Read):
            raise NotRead(f"a document was not read: {outcome}")
