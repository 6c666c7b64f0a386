"""Ways to unroll a ring (环行文字): in which band its characters are looked for, and on what picture of the seal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from ocr.engines import Picture
from ocr.seals.outline import Ellipse
from ocr.seals.unroll import Band, Stretch, unroll
from ocr.seals.view import SealView

LOW, USUAL, HIGH, NARROW = Band(0.45, 0.85), Band(0.50, 0.90), Band(0.55, 0.95), Band(0.62, 0.95)
ROUND_WAYS = (
    (USUAL, False),
    (HIGH, True),
    (LOW, False),
    (NARROW, True),
    (USUAL, True),
    (HIGH, False),
    (NARROW, False),
    (LOW, True),
)
"""Where the characters of usual engravings stand, and whether to look at the ink alone."""
OVAL_BANDS = (NARROW, HIGH, Band(0.68, 0.96))
OVAL_ASPECT = 1.2
"""From here on an outline may be an oval as well as a circle seen at an angle."""


class Source(Enum):
    """What a ring is unrolled from."""

    PICTURE = auto()
    INK = auto()
    FILLED = auto()


@dataclass(frozen=True)
class Way:
    """One way to unroll a ring."""

    band: Band
    parallel: bool
    source: Source

    def strip(self, view: SealView, stretch: Stretch) -> Picture:
        """The ring of `view` along `stretch`."""
        picture = {Source.PICTURE: view.picture, Source.INK: view.ink, Source.FILLED: view.filled}[self.source]
        return unroll(picture, view.ellipse, self.band, stretch, self.parallel)


def ways_around(ellipse: Ellipse) -> list[Way]:
    """Ways to unroll, most promising and most different ones first."""
    if ellipse.aspect > OVAL_ASPECT:
        sources = (Source.PICTURE, Source.INK)
        return [Way(band, parallel, source) for source in sources for band in OVAL_BANDS for parallel in (False, True)]
    return [Way(band, parallel=False, source=Source.INK if ink else Source.PICTURE) for band, ink in ROUND_WAYS]
