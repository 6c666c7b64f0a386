"""How a night's documents are shared among the machines of a work pool."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from flows.spreading import fair_share
from flows.work import chunks
from models.base import now
from models.database import reading, writing
from models.operation import ServingProcess, machines_seen, sign_in_process
from tests.factories import new_workplace


@pytest.mark.parametrize(
    ("documents", "machines", "runs"),
    [
        (2, 2, [2]),
        (48, 2, [24, 24]),
        (300, 2, [150, 150]),
        (500, 2, [125, 125, 125, 125]),
        (500, 1, [167, 167, 166]),
        (60, 50, [20, 20, 20]),
    ],
)
def test_every_machine_gets_as_much_to_read_as_the_others(documents: int, machines: int, runs: list[int]) -> None:
    shares = chunks(range(documents), fair_share(documents, machines))
    assert [len(share) for share in shares] == runs


def test_machines_count_once_each_and_only_while_they_are_there(tmp_path: Path) -> None:
    workplace = new_workplace(tmp_path)
    with writing(workplace.engine) as session:
        for process in ("reader-1:7:0.00", "reader-1:8:0.00", "reader-2:7:0.00"):
            sign_in_process(session, process, 2)
        session.add(ServingProcess(worker="reader-3:7:0.00", readers=2, seen_at=now() - dt.timedelta(minutes=5)))
    with reading(workplace.engine) as session:
        assert machines_seen(session) == {"reader-1", "reader-2"}
