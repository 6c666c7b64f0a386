"""How sure a reading must be before a check believes it. The values stand in thresholds.json, with how they were found.

`make evaluate CALIBRATE=1` fits them on specimens and writes that file (docs/calibration.md); nobody sets them by hand.
A confidence is the share of the worst character against its likeliest rival (ocr.expected_text): ½ where another one is
as likely.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Protocol

from pydantic import BaseModel, ConfigDict, Field, model_validator

CALIBRATION = Path(__file__).with_name("thresholds.json")


class Threshold(StrEnum):
    """What a confidence must reach, and for what."""

    CODE = "code"
    """Of a code's least certain character, where the code agrees with a valid typed one, to pass."""
    NAME = "name"
    """Of the unit name's least certain character, where it agrees with the typed one, to pass."""
    FIELD = "field"
    """Of a number or a person's name in the letter that agrees with the form, to pass."""
    SEAL = "seal"
    """Of the agreement of a unit seal's ring with the unit's name, to pass."""
    MARKING = "marking"
    """Of the agreement of the annotation's place with the required words, where no reading gave them all, to pass."""
    DIFFERENT = "different"
    """Of the characters of what differs, to fail: below it the difference may be a misreading, and a person looks."""
    ANOTHER = "another"
    """Of the likeliest other text in a letter's field, to fail although little differs."""


class Thresholds(Protocol):
    """Whatever says from which confidence on a reading is believed."""

    def reached(self, threshold: Threshold, confidence: float, value: str) -> bool:
        """Whether `confidence` is enough; `value` names what was read: a check, or a field as `letter.date`."""
        ...


@dataclass(frozen=True)
class FixedThresholds:
    """Thresholds that are numbers."""

    values: Mapping[Threshold, float]

    def reached(self, threshold: Threshold, confidence: float, value: str) -> bool:  # noqa: ARG002  (of no concern)
        """Whether `confidence` is the threshold's number or more."""
        return confidence >= self.values[threshold]

    @property
    def digest(self) -> str:
        """Eight characters that change with every number."""
        numbers = json.dumps({threshold.value: self.values[threshold] for threshold in Threshold})
        return hashlib.sha256(numbers.encode()).hexdigest()[:8]


class Calibration(BaseModel):
    """The file's contents: the thresholds, and the figures of their fitting for whoever reads them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    thresholds: dict[Threshold, Annotated[float, Field(gt=0, le=1)]]
    fitted: dict[str, Any] = Field(default_factory=dict)
    """On which specimens they were fitted, and what came of it."""
    checked: dict[str, Any] = Field(default_factory=dict)
    """On which others they were checked, and what came of it."""

    @model_validator(mode="after")
    def _is_whole(self) -> Calibration:
        missing = [threshold.value for threshold in Threshold if threshold not in self.thresholds]
        if missing:
            raise ValueError(f"no value for {', '.join(missing)}")
        return self


@cache
def calibrated(path: Path = CALIBRATION) -> FixedThresholds:
    """The thresholds in force; raises pydantic.ValidationError for a file that is not what the command writes."""
    return FixedThresholds(Calibration.model_validate_json(path.read_bytes()).thresholds)
