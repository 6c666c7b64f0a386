"""A worker process without the engine: reads its share of the documents, or races for every document with the others.

python -m tests.benchmarks.scale.alone NUMBER WORKERS [race]
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence

from flows import desk as desks
from flows.checking import verify
from flows.desk import open_desk
from flows.one_document import Desk, read_one
from flows.workplace import Workplace, open_workplace
from models import reading_work
from models.database import reading
from models.settings import load_settings
from tests.benchmarks.scale.filling import DOCUMENTS

STAND_IN = "tests.flows.stand_in"


def main(number: int, workers: int, *, race: bool) -> None:
    """Read until nothing is left of this worker's share."""
    desks.READING_FUNCTIONS = STAND_IN
    workplace = open_workplace(load_settings())
    with reading(workplace.engine) as session:
        waiting = reading_work.unfinished(session)
    read_all(workplace, _in_any_order(waiting, number) if race else _share(waiting, number, workers))


def read_all(workplace: Workplace, documents: Sequence[int]) -> None:
    """Read and check these documents, one after the other."""
    with open_desk(workplace) as desk:
        for document in documents:
            _read(desk, document)


def _share(waiting: Sequence[int], number: int, workers: int) -> Sequence[int]:
    """Whole submissions, so that each worker has as many to check as the others: who reads the last document checks."""
    return [each for each in waiting if (each - 1) // DOCUMENTS % workers == number]


def _in_any_order(waiting: Sequence[int], number: int) -> Sequence[int]:
    """All documents, so that every one of them is wanted by every worker."""
    order = list(waiting)
    random.Random(number // 2).shuffle(order)
    return order


def _read(desk: Desk, document: int) -> None:
    submission = read_one(desk, document)
    if submission is not None:
        verify(desk.workplace, submission)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), race="race" in sys.argv)
