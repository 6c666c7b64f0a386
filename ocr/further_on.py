"""A value of which the beginning was found, and the rest lies beneath a seal or a marking: its row, looked at anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from models.findings import Corners
from ocr.borne_out import looks_at, to_the_right
from ocr.engines import Picture, Reader

Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True)
class Further(Generic[Value]):
    """What a row says."""

    value: Value
    looks: int
    """How many looks read it."""
    share: float
    """Which share of all looks these are."""


def read_further_on(
    picture: Picture, begun: Corners, room_for: str, parse: Callable[[str], Value | None], reader: Reader
) -> Further[Value] | None:
    """What most looks at the row that has `begun` read; None where none reads anything.

    The row is as long as `room_for` would be. `parse` gives the value that a text says, or None.
    """
    readings = reader.recognise(list(looks_at(picture, to_the_right(begun, room_for))))
    values = Counter(value for reading in readings if (value := parse(reading.text)) is not None)
    if not values:
        return None
    value, count = values.most_common(1)[0]
    return Further(value, count, count / len(readings))
