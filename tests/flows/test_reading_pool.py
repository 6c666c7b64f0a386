"""The reading processes end with their pool, and none comes back after it."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from flows import desk as desks
from flows.desk import equipment_of
from flows.reading_outcomes import NotNow
from flows.reading_pool import ReadingPool
from flows.reading_process import Order
from flows.workplace import Workplace


def test_what_is_read_while_the_pool_closes_is_given_back(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks, "READING_FUNCTIONS", "tests.flows.stand_in")
    order = Order(workplace.store.put(b"sleep 5"))
    with ThreadPoolExecutor() as threads:
        with ReadingPool(equipment_of(workplace.settings), workers=1, document_seconds=60) as pool:
            in_flight = threads.submit(pool.read, order)
            while not in_flight.running():
                time.sleep(0.01)
        assert isinstance(in_flight.result(), NotNow)
        assert isinstance(pool.read(order), NotNow)
