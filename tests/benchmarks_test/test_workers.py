"""Rounds are alike, and no time counts in which a document was not read."""

from __future__ import annotations

import pytest

from flows.reading_outcomes import NotNow, Read, ReadersUnavailable, Unusable
from flows.reading_process import Order
from tests.benchmarks.workers import NotRead, chunks, require_read
from tests.readings import a_certificate


def test_rounds_hold_as_many_documents_each_and_what_is_left_over_is_left_out() -> None:
    orders = [Order(str(number)) for number in range(7)]
    assert [[order.sha256 for order in chunk] for chunk in chunks(orders, 3)] == [["0", "1", "2"], ["3", "4", "5"]]
    assert list(chunks(orders, 8)) == []


def test_documents_that_were_read_are_accepted() -> None:
    require_read([Read(a_certificate(), 1.0)])


@pytest.mark.parametrize("outcome", [NotNow(ReadersUnavailable.code), Unusable("PDF_ENCRYPTED", "有密码")])
def test_one_that_was_not_read_is_named(outcome: NotNow | Unusable) -> None:
    with pytest.raises(NotRead, match=outcome.code):
        require_read([Read(a_certificate(), 1.0), outcome])
