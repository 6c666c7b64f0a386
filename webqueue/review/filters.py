"""The queue's filter in an address, there and back; what cannot be understood filters nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from models.findings import CheckId, Verdict
from models.queue import Place, QueueFilter
from models.submissions import SubmissionState
from webqueue.row_numbers import LARGEST

ALL_STATES = "all"
YES = "1"
_Value = TypeVar("_Value", bound=StrEnum)


def read_filter(arguments: Mapping[str, str]) -> QueueFilter:
    """The filter that an address asks for; pending cases where it says nothing of a state."""
    state = arguments.get("state", "")
    return QueueFilter(
        state=None if state == ALL_STATES else _value(SubmissionState, state) or SubmissionState.PENDING,
        verdict=_value(Verdict, arguments.get("verdict", "")),
        check=_value(CheckId, arguments.get("check", "")) or "",
        pooling_area=arguments.get("area", ""),
        second_person=arguments.get("second", "") == YES,
        search=arguments.get("search", "").strip(),
    )


def filter_arguments(wanted: QueueFilter) -> dict[str, Any]:
    """The arguments that `read_filter` makes `wanted` of; only what differs from the plain queue."""
    arguments = {
        "state": "" if wanted.state is SubmissionState.PENDING else (wanted.state or ALL_STATES),
        "verdict": wanted.verdict or "",
        "check": wanted.check,
        "area": wanted.pooling_area,
        "search": wanted.search,
        "second": YES if wanted.second_person else "",
    }
    return {name: str(value) for name, value in arguments.items() if value}


def place_argument(place: Place) -> str:
    """A place in the list, for the address of the page that begins after it."""
    return f"{place.segment}_{place.rank}_{place.since.timestamp():.6f}_{place.submission_id}"


def read_place(text: str) -> Place | None:
    """The place that `place_argument` made `text` of; None, the list's beginning, for anything else."""
    parts = text.split("_")
    try:
        segment, rank, seconds, identity = (Decimal(part) for part in parts)
        since = dt.datetime.fromtimestamp(0, dt.UTC) + dt.timedelta(microseconds=int(seconds * 1_000_000))
        place = Place(int(segment), int(rank), since, int(identity))
    except (ValueError, ArithmeticError):
        return None
    return place if max(place.segment, place.rank, place.submission_id) <= LARGEST else None


def _value(kind: type[_Value], text: str) -> _Value | None:
    try:
        return kind(text)
    except ValueError:
        return None
