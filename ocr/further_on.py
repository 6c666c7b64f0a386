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
SEVERAL = 2
"""So many looks that agree are no chance."""


@dataclass(frozen=True)
class Further(Generic[Value]):
    """What a row says."""

    value: Value
    looks: int
    """How many looks read it."""
    share: float
    """Which share of all looks these are."""
    is_disputed: bool
    """Whether other looks read something else."""


def read_further_on(
    picture: Picture, begun: Corners, room_for: str, parse: Callable[[str], Value | None], reader: Reader
) -> Further[Value] | None:
    """What the row that has `begun` says; None where no look reads anything.

    The row is as long as `room_for` would be. `parse` gives the value that a text says, or None. Of values that several
    looks agree on, the longest is taken: beneath other ink a character is lost, as one of two ones, and none is added.
    """
    readings = reader.recognise(list(looks_at(picture, to_the_right(begun, room_for))))
    said = [(value, reading.text) for reading in readings if (value := parse(reading.text)) is not None]
    if not said:
        return None
    looks = Counter(value for value, _ in said)
    value, _ = max(said, key=lambda one: (looks[one[0]] >= SEVERAL, len(one[1]), looks[one[0]]))
    return Further(value, looks[value], looks[value] / len(readings), is_disputed=len(looks) > 1)
