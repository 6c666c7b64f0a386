"""The queue's filter in an address."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.findings import CheckId, Verdict
from models.queue import Place, QueueFilter
from models.submissions import SubmissionState
from webqueue.review.filters import filter_arguments, place_argument, read_filter, read_place


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


EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
DAYS = st.integers(0, 73_000)
MICROSECONDS = st.integers(0, 86_400_000_000 - 1)


@given(
    segment=st.integers(0, 2),
    rank=st.integers(0, 3),
    since=st.builds(
        lambda days, microseconds: EPOCH + dt.timedelta(days=days, microseconds=microseconds), DAYS, MICROSECONDS
    ),
    submission_id=st.integers(1, 2**31 - 1),
)
def test_a_place_comes_back_from_its_address(segment: int, rank: int, since: dt.datetime, submission_id: int) -> None:
    place = Place(segment, rank, since, submission_id)
    assert read_place(place_argument(place)) == place


@pytest.mark.parametrize(
    "text", ["", "x", "1_2_3", "1_2_3_x", "nan_1_1_1", "1_1_1e400_1", "1_1_1_9999999999999", "1_1_Infinity_1"]
)
def test_a_senseless_place_is_the_beginning(text: str) -> None:
    assert read_place(text) is None
