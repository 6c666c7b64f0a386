"""The queue's filter in an address, there and back; what cannot be understood filters nothing."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from models.findings import CheckId, Verdict
from models.queue import QueueFilter
from models.submissions import SubmissionState
from webqueue.row_numbers import whole_number

ALL_STATES = "all"
_Value = TypeVar("_Value", bound=StrEnum)


def read_filter(arguments: Mapping[str, str]) -> QueueFilter:
    """The filter that an address asks for; pending cases where it says nothing of a state."""
    state = arguments.get("state", "")
    return QueueFilter(
        state=None if state == ALL_STATES else _value(SubmissionState, state) or SubmissionState.PENDING,
        verdict=_value(Verdict, arguments.get("verdict", "")),
        check=_value(CheckId, arguments.get("check", "")) or "",
        pooling_area=arguments.get("area", ""),
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
    }
    return {name: str(value) for name, value in arguments.items() if value}


def page_number(arguments: Mapping[str, str]) -> int:
    """The page of the list, counted from one."""
    return whole_number(arguments.get("page", "")) or 1


def _value(kind: type[_Value], text: str) -> _Value | None:
    try:
        return kind(text)
    except ValueError:
        return None
