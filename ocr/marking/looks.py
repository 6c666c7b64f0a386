"""Ways to look harder at a page for an annotation, from cheap to costly; each gives fragments in pixels of the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import cv2
import numpy as np

from models.findings import TextLine
from ocr.engines import Picture, Quad, Reader, crop_of
from ocr.marking.candidates import shared
from ocr.marking.cut_out import CutOut, band_of, fragment_in, level_crop, strip_around, turned_page
from ocr.marking.fragments import Fragment, Vector, fragment_of, turned_over
from ocr.marking.views import ALL_VIEWS, View, coloured_ink, pale_ink, plain_view, thick_strokes, without_red

PAGE_SIDES = (640, 1280)
"""Pixels along the reduced page. On the smaller one print is too small to hide an annotation that is larger than it;
thin strokes stay on the larger one."""
BARE_SIDES = (416, 512)
"""The same for a page without its print: large characters that stand far apart are joined to a line on the smallest."""
PAGE_VIEWS: tuple[tuple[View, float], ...] = (
    (without_red, 0),
    (plain_view, -30),
    (plain_view, 30),
    (plain_view, 90),
    (coloured_ink, 0),
    (thick_strokes, 0),
    (pale_ink, 0),
    (pale_ink, -35),
    (pale_ink, 35),
    (pale_ink, 90),
)
"""How the page is looked at, and degrees clockwise at which text is taken for level."""
MOST_SEEDS, MOST_TILES = 2, 6
TELLING = 5
"""Characters in a row of the annotation that show another writing of it, where it is tiled over the page."""
MARGIN = 2.0
"""In heights: what a strip holds beyond the place where the annotation should end."""
LEGIBLE = 0.75
"""Lines with a lower score may have been read the wrong way round."""
SLANTED = (7.0, 83.0)
"""Degrees between which a line runs neither along nor across the page, as nothing printed does."""
ALIKE_HEIGHT = (0.65, 1.6)
"""Of a known line's height: what is as high as this and lies on it is the same line."""
LOWEST = 0.014
"""Of the reduced page's longer side: the height of the smallest annotation that is looked for there."""


def seeds(fragments: Sequence[Fragment], expected: str) -> list[Fragment]:
    """The fragments around which the annotation may stand, the most telling ones first."""
    weighed = [(_weight(fragment, expected), fragment) for fragment in fragments]
    telling = sorted((pair for pair in weighed if pair[0]), key=lambda pair: pair[0], reverse=True)
    tiles = [pair for pair in telling[MOST_SEEDS:MOST_TILES] if pair[0] >= TELLING]
    return [fragment for _, fragment in telling[:MOST_SEEDS] + tiles]


def turned_lines(picture: Picture, lines: Sequence[TextLine], reader: Reader) -> list[Fragment]:
    """Lines that run across the page, or were hardly legible, read from the other side."""
    doubtful = [
        fragment
        for line in lines
        if (fragment := fragment_of(line)) and (line.score < LEGIBLE or abs(fragment.direction[1]) > 0.5)
    ]
    return _read_at(picture, [turned_over(fragment).corners for fragment in doubtful], plain_view, reader)


def around(picture: Picture, seed: Fragment, reader: Reader, expected: str) -> Iterator[list[Fragment]]:
    """What stands where the rest of `seed` must be, seen in one way after the other."""
    for view in ALL_VIEWS:
        strip = strip_around(picture, seed, *_reach(seed, expected))
        seen = CutOut(view(strip.picture), strip.to_page)
        quads = [*reader.detect(seen.picture), band_of(seen)]
        recognitions = reader.recognise([crop_of(seen.picture, quad) for quad in quads])
        found = [fragment_in(seen.on_page(quad), read) for quad, read in zip(quads, recognitions, strict=True)]
        yield [fragment for fragment in found if fragment]
        # A longer piece tells better in which direction the line runs.
        seed = max([seed, *filter(None, found[:-1])], key=lambda fragment: _shared_length(fragment, expected))


def _shared_length(fragment: Fragment, expected: str) -> int:
    run = shared(fragment, expected)
    return run[2] if run else 0


def over_the_page(picture: Picture, lines: Sequence[TextLine], reader: Reader) -> Iterator[list[Fragment]]:
    """What stands anywhere on the page apart from the lines that were legible already."""
    known = [line for line in lines if line.score >= LEGIBLE]
    bare = _without(picture, known)
    for side in BARE_SIDES:
        yield _found_on(turned_page(bare, 0, side), picture, known, reader, plain_view)
    for side, (view, degrees) in product(PAGE_SIDES, PAGE_VIEWS):
        yield _found_on(turned_page(picture, degrees, side), picture, known, reader, view)


def _found_on(page: CutOut, picture: Picture, known: Sequence[TextLine], reader: Reader, view: View) -> list[Fragment]:
    """What stands where `page`, a reduced one, shows anything that is none of the `known` lines."""
    lowest = LOWEST * max(page.picture.shape[:2])
    quads = [quad for quad in reader.detect(view(page.picture)) if _is_level(quad) and _height(quad) >= lowest]
    corners = [page.on_page(quad) for quad in quads]
    new = [place for place in corners if not any(_is_part_of(place, line) for line in known)]
    return _read_at(picture, new + [_other_way(place) for place in new if _runs_across(place)], view, reader)


def _without(picture: Picture, known: Sequence[TextLine]) -> Picture:
    """`picture` with paper in place of the `known` lines, where nothing else joins to them."""
    bare = picture.copy()
    paper = [float(level) for level in np.percentile(picture[::4, ::4].reshape(-1, 3), 60, axis=0)]
    for line in known:
        if line.corners:
            cv2.fillConvexPoly(bare, np.array(line.corners, np.int32), paper)
    return bare


def _weight(fragment: Fragment, expected: str) -> float:
    slope = np.degrees(np.arctan2(abs(fragment.direction[1]), abs(fragment.direction[0])))
    slanted = SLANTED[0] < slope < SLANTED[1] and fragment.length > 2 * fragment.height
    return _shared_length(fragment, expected) + (1.5 if slanted else 0)


def _reach(seed: Fragment, expected: str) -> tuple[float, float]:
    """How many heights before and behind `seed` the rest of the annotation must lie."""
    run = shared(seed, expected)
    if run is None:
        return len(expected) * 0.7, len(expected) * 0.7
    start, place, size = run
    pitch = seed.length / max(1, len(seed.text)) / max(seed.height, 1.0)
    before = (place - start) * pitch
    behind = (len(expected) - place - size - (len(seed.text) - start - size)) * pitch
    return max(0.0, before) + MARGIN, max(0.0, behind) + MARGIN


def _read_at(picture: Picture, places: Sequence[Vector], view: View, reader: Reader) -> list[Fragment]:
    crops = [view(level_crop(picture, place)) for place in places]
    recognitions = reader.recognise(crops) if crops else ()
    found = (fragment_in(place, read) for place, read in zip(places, recognitions, strict=True))
    return [fragment for fragment in found if fragment]


def _height(quad: Vector | Quad) -> float:
    return float(min(np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[3] - quad[0])))


def _is_part_of(corners: Vector, line: TextLine) -> bool:
    """Whether `corners` lie on `line` and are about as high, and so hold nothing new."""
    x, y, width, height = line.box
    thickness = min(width, height)
    inside = (corners >= (x - thickness / 2, y - thickness / 2)).all() and (
        corners <= (x + width + thickness / 2, y + height + thickness / 2)
    ).all()
    alike = ALIKE_HEIGHT[0] * thickness < _height(corners) < ALIKE_HEIGHT[1] * thickness
    return bool(inside) and alike and _is_level(corners) == (width >= height)


def _is_level(corners: Vector | Quad) -> bool:
    along = corners[1] - corners[0]
    return bool(abs(along[0]) >= abs(along[1]))


def _runs_across(corners: Vector) -> bool:
    return not _is_level(corners)


def _other_way(corners: Vector) -> Vector:
    return corners[[2, 3, 0, 1]]
