"""The protocol that every engine fulfils, and the reading of a page's lines by any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, runtime_checkable

import cv2
import numpy as np
from numpy.typing import NDArray

from models.findings import BoxValue, TextLine

Picture = NDArray[np.uint8]
"""Height × width × 3, BGR."""

Quad = NDArray[np.float32]
"""4 × 2: the corners of a line of text, clockwise from its upper left, in pixels."""

AnyReader = TypeVar("AnyReader")

TALL = 1.5
"""A box this many times higher than wide holds a line that runs downwards."""


@dataclass(frozen=True)
class Recognition:
    """The text on one crop."""

    text: str
    score: float
    """The mean of the characters' scores, 0 to 1; 0 where nothing was read."""
    character_scores: tuple[float, ...] = ()
    character_places: tuple[float, ...] = ()
    """Where each character stands along the crop, from 0 (its left edge) to 1 (its right edge)."""


class Reader(Protocol):
    """An engine: finds lines of text on a picture, and reads crops of single lines."""

    @property
    def identity(self) -> dict[str, str]:
        """The engine's name with its version, and each model's name with its hash."""
        ...

    def detect(self, picture: Picture) -> tuple[Quad, ...]:
        """The lines of text on `picture`, from top to bottom."""
        ...

    def recognise(self, crops: Sequence[Picture]) -> tuple[Recognition, ...]:
        """The text on each of `crops`, each of which holds one line that runs from left to right."""
        ...


@runtime_checkable
class PractisedReader(Protocol):
    """A reader that has another one for what is hard to read."""

    @property
    def hard_text(self) -> Any:
        """One of the same kind, practised on the rings of worn seals and on handwriting."""
        ...


def for_hard_text(reader: AnyReader) -> AnyReader:
    """The one that `reader` has for hard text; itself where it has none."""
    return reader.hard_text if isinstance(reader, PractisedReader) else reader


def crop_of(picture: Picture, quad: Quad) -> Picture:
    """The line inside `quad`, straightened; a line that runs downwards is turned to run from left to right."""
    sides = np.linalg.norm(quad - np.roll(quad, -1, axis=0), axis=1)
    width, height = (max(1, round(float(max(sides[edge], sides[edge + 2])))) for edge in (0, 1))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    transform = cv2.getPerspectiveTransform(quad.astype(np.float32), corners)
    crop = cv2.warpPerspective(
        picture, transform, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    if height >= width * TALL:
        crop = cv2.rotate(crop, cv2.ROTATE_90_COUNTERCLOCKWISE)
    return np.ascontiguousarray(crop, np.uint8)


def upright_crop(picture: Picture, box: BoxValue) -> Picture:
    """The part of `picture` inside `box`."""
    x, y, width, height = box
    return np.ascontiguousarray(picture[max(0, y) : y + height, max(0, x) : x + width])


def bounding_box(quad: Quad, picture: Picture) -> BoxValue:
    """The upright box around `quad`, kept inside `picture`."""
    height, width = picture.shape[:2]
    left, top = (max(0, int(np.floor(value))) for value in quad.min(axis=0))
    right, bottom = quad.max(axis=0)
    right, bottom = min(width, int(np.ceil(right))), min(height, int(np.ceil(bottom)))
    return left, top, max(0, right - left), max(0, bottom - top)


def read_lines(
    reader: Reader, picture: Picture, page: int = 1, quads: Sequence[Quad] | None = None
) -> tuple[TextLine, ...]:
    """Every line of text on `picture` that `reader` finds and can read; `quads` spares a detection done before."""
    found = reader.detect(picture) if quads is None else tuple(quads)
    recognitions = reader.recognise([crop_of(picture, quad) for quad in found])
    return tuple(
        TextLine(
            text=recognition.text,
            score=recognition.score,
            box=bounding_box(quad, picture),
            page=page,
            corners=tuple((float(x), float(y)) for x, y in quad),
            character_scores=recognition.character_scores,
            character_places=recognition.character_places,
        )
        for quad, recognition in zip(found, recognitions, strict=True)
        if recognition.text.strip()
    )
