"""A sheet of paper: what is printed on it as text and rules, what is painted, what is stamped or written by hand.

Lengths are millimetres from the upper left corner; `scale` is pixels per millimetre. Text and rules stay separate so
that a born-digital PDF can carry them as text and lines.
"""

from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from tests.specimens.fonts import Typeface, loaded
from tests.specimens.pictures import Colour, Picture

Box = tuple[float, float, float, float]
BLACK: Colour = (25, 22, 20)


@dataclass(frozen=True)
class TextRun:
    """One line of print: `x` is its left end, `y` its baseline; `tracking` is added after each character."""

    text: str
    x: float
    y: float
    size: float
    face: Typeface
    colour: Colour = BLACK
    tracking: float = 0.0
    angle: float = 0.0
    opacity: float = 1.0
    visible: bool = True


@dataclass(frozen=True)
class Rule:
    """A straight line of the given thickness."""

    x0: float
    y0: float
    x1: float
    y1: float
    thickness: float = 0.2
    colour: Colour = BLACK


@dataclass(frozen=True)
class Stamp:
    """Ink that came onto the sheet after printing, in pixels of the sheet: a seal, or writing."""

    ink: Picture
    colour: Colour
    left: int
    top: int


@dataclass
class Sheet:
    """One page while it is being made. `boxes` remembers where things stand, in millimetres.

    What is `laid` on comes over the finished picture of the page, by somebody who tampers with it.
    """

    width: float
    height: float
    scale: float
    paper: Colour = (255, 255, 255)
    texts: list[TextRun] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    laid: list[Stamp] = field(default_factory=list)
    boxes: dict[str, Box] = field(default_factory=dict)
    is_photocopy: bool = False
    is_painted: bool = False
    canvas: Picture = field(init=False)

    def __post_init__(self) -> None:
        shape = (round(self.height * self.scale), round(self.width * self.scale), 3)
        self.canvas = np.empty(shape, np.uint8)
        cv2.rectangle(self.canvas, (0, 0), (shape[1], shape[0]), self.paper, -1)

    def pixels(self, millimetres: float) -> int:
        """Gives the length in whole pixels."""
        return round(millimetres * self.scale)

    def stamp(self, ink: Picture, colour: Colour, x: float, y: float) -> Box:
        """Presses ink with its centre at x, y; gives its box in millimetres."""
        height, width = ink.shape
        left, top = round(x * self.scale - width / 2), round(y * self.scale - height / 2)
        self.stamps.append(Stamp(ink, colour, left, top))
        return left / self.scale, top / self.scale, width / self.scale, height / self.scale


@dataclass(frozen=True)
class Frame:
    """A part of a sheet with its own origin and size factor, so that a certificate can be copied smaller."""

    sheet: Sheet
    x: float = 0.0
    y: float = 0.0
    factor: float = 1.0
    width: float = 210.0
    height: float = 297.0

    @property
    def right(self) -> float:
        """Gives the frame's right edge on the sheet, in millimetres."""
        return self.x + self.width * self.factor

    def text(self, run: TextRun) -> Box:
        """Prints a run given in the frame's millimetres; gives its box on the sheet."""
        placed = replace(
            run,
            x=self.x + run.x * self.factor,
            y=self.y + run.y * self.factor,
            size=run.size * self.factor,
            tracking=run.tracking * self.factor,
        )
        self.sheet.texts.append(placed)
        return text_box(placed)

    def rule(self, rule: Rule) -> None:
        """Draws a rule given in the frame's millimetres."""
        x0, y0 = self.point(rule.x0, rule.y0)
        x1, y1 = self.point(rule.x1, rule.y1)
        self.sheet.rules.append(Rule(x0, y0, x1, y1, rule.thickness * self.factor, rule.colour))

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Gives the frame's point on the sheet, in millimetres."""
        return self.x + x * self.factor, self.y + y * self.factor

    def pixel(self, x: float, y: float) -> tuple[int, int]:
        """Gives the frame's point on the sheet, in pixels."""
        across, down = self.point(x, y)
        return self.sheet.pixels(across), self.sheet.pixels(down)


def text_width(text: str, face: Typeface, size: float, tracking: float = 0.0) -> float:
    """Gives the width of a line of print in millimetres."""
    return loaded(face, 100).getlength(text) * size / 100 + tracking * max(len(text) - 1, 0)


def text_box(run: TextRun) -> Box:
    """Gives the box of a level run in millimetres: x, y, width, height."""
    width = text_width(run.text, run.face, run.size, run.tracking)
    return run.x, run.y - run.size * 0.86, width, run.size


def wrapped(text: str, face: Typeface, size: float, width: float, tracking: float = 0.0) -> list[str]:
    """Breaks text into lines no wider than the width; closing punctuation never begins a line."""
    lines, line = [], ""
    for character in text:
        too_wide = text_width(line + character, face, size, tracking) > width
        if line and too_wide and character not in "，。；、：）》”":
            lines.append(line)
            line = ""
        line += character
    return [*lines, line] if line else lines
