"""What the shapes have in common."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, StringConstraints, WithJsonSchema
from werkzeug.datastructures import FileStorage

from models.audit import Event
from models.histories import LifeEvent
from webqueue.row_numbers import LARGEST

LONGEST_TEXT = 4000
Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT, pattern=r"^[^\x00]*$")]
"""A longer text of a person; no database keeps a zero character."""
Line = Annotated[str, StringConstraints(max_length=255, pattern=r"^[^\x00-\x1f]*$")]
RowNumber = Annotated[int, Field(ge=0, le=LARGEST)]
"""In an address or a form, where everything is text."""
Number = Annotated[int, Field(ge=0, le=LARGEST, strict=True)]
"""In JSON."""
YesOrNo = Annotated[bool, Field(strict=True)]


def _spelled(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("a date is spelled")
    return value


Day = Annotated[dt.date, BeforeValidator(_spelled)]
"""2026-10-08."""


def _uploaded(value: object) -> FileStorage:
    if not isinstance(value, FileStorage) or not value.filename:
        raise ValueError("not a file")
    return value


File = Annotated[FileStorage, PlainValidator(_uploaded), WithJsonSchema({"type": "string", "format": "binary"})]
"""An uploaded file with its name."""


class Asked(BaseModel):
    """What a program sends; a field that is not known is refused, so that a slip is not taken for a wish."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Answered(BaseModel):
    """What a program is answered."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class Done(Answered):
    """It was done, and this is where the thing stands now."""

    id: int
    state: str


class Reasoned(Asked):
    """A step with its reason."""

    reason: Text = ""


class StepAnswer(Answered):
    """One step of a thing's history."""

    at: dt.datetime
    actor: str
    role: str
    action: str
    before: str
    after: str


def steps_answer(events: tuple[Event, ...] | tuple[LifeEvent, ...]) -> list[StepAnswer]:
    """A history, oldest first."""
    return [StepAnswer.model_validate(event) for event in events]
