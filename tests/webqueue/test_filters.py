"""The queue's filter in an address."""

import pytest

from models.findings import CheckId, Verdict
from models.queue import QueueFilter
from models.submissions import SubmissionState
from webqueue.review.filters import filter_arguments, page_number, read_filter


@pytest.mark.parametrize(
    "wanted",
    [
        QueueFilter(),
        QueueFilter(state=None),
        QueueFilter(state=SubmissionState.RETURNED, verdict=Verdict.FAIL),
        QueueFilter(check=CheckId.MARKING, pooling_area="岳阳楼区", search="MA4"),
    ],
)
def test_a_filter_comes_back_from_its_address(wanted: QueueFilter) -> None:
    assert read_filter(filter_arguments(wanted)) == wanted


def test_what_cannot_be_understood_filters_nothing() -> None:
    assert read_filter({"state": "x", "verdict": "%", "check": "no_such"}) == QueueFilter()


@pytest.mark.parametrize(
    ("text", "number"), [("3", 3), ("0", 1), ("-1", 1), ("x", 1), ("", 1), ("9" * 30, 1), ("²", 1)]
)
def test_the_page_is_counted_from_one(text: str, number: int) -> None:
    assert page_number({"page": text}) == number
