"""Submissions that wait to be read, written by the intake's own service; each document takes a known time."""

from __future__ import annotations

from flows.workplace import Workplace
from models.database import writing
from models.findings import Slot
from models.intake import keep_file, take_in
from tests.factories import form_reading

A_TRANSACTION = 200
DOCUMENTS = len(Slot)
"""Of one submission."""


def fill(workplace: Workplace, count: int, cost: float) -> None:
    """Take in `count` submissions, whose documents take `cost` seconds each to be read; no two files are the same."""
    for begin in range(0, count, A_TRANSACTION):
        with writing(workplace.engine) as session:
            for number in range(begin, min(begin + A_TRANSACTION, count)):
                files = {
                    slot: keep_file(
                        workplace.store, f"sleep {cost} {number} {slot.value}".encode(), f"{slot.value}.pdf"
                    )
                    for slot in Slot
                }
                form = form_reading(unit_name=f"岳阳市第{number}号示例技术有限公司")
                take_in(session, f"2026-{number:06}", form, files)
