"""From a decoded page to the one picture that everybody sees: straightened, sized, encoded, upright."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import cv2
import numpy as np

from ocr.pages.encoding import decode_picture, encode_picture
from ocr.pages.limits import Limits
from ocr.pages.orientation import Orient
from ocr.pages.page import Box, Note, Page, Picture, Points
from ocr.pages.rectify import Transform, rectify
from ocr.pages.sheet import find_sheet
from ocr.pages.source_page import SourcePage
from ocr.pages.turning import turn_box, turn_picture


def normalise(source: SourcePage, number: int, limits: Limits, orient: Orient | None) -> Page:
    """Page `number` (1-based) of `source`, whose longer side has at most `limits.longest_side` pixels.

    Its sheet is straightened where one is certain, and it is turned upright as `orient` says.
    """
    corners = find_sheet(source.picture) if source.may_show_a_sheet else None
    picture, transform = _straightened(source.picture, corners, limits.longest_side)
    page = _page(source, number, picture, transform, corners)
    if orient is None:
        return page
    orientation = orient(page.picture)
    if orientation.turn:
        return _turned(page, picture, orientation.turn)
    return replace(page, text_boxes=orientation.boxes)


def _straightened(picture: Picture, corners: Points | None, longest_side: int) -> tuple[Picture, Transform]:
    if corners is not None:
        return rectify(picture, corners, longest_side)
    scale = min(1.0, longest_side / max(picture.shape[:2]))
    if scale == 1.0:
        return picture, np.eye(3)
    reduced = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(reduced, np.uint8), np.diag([scale, scale, 1.0])


def _page(source: SourcePage, number: int, picture: Picture, transform: Transform, corners: Points | None) -> Page:
    encoded = encode_picture(picture)
    height, width = source.picture.shape[:2]
    known = source.pixels_per_millimetre if corners is None else None
    reduced = corners is None and transform[0, 0] < 1
    return Page(
        number=number,
        picture=decode_picture(encoded),
        encoded=encoded,
        sha256=hashlib.sha256(encoded).hexdigest(),
        pixels_per_millimetre=known * float(transform[0, 0]) if known is not None else None,
        words=tuple(replace(word, box=_moved(word.box, transform)) for word in source.words),
        has_text_layer=source.has_text_layer,
        images=tuple(_moved(box, transform) for box in source.images),
        rectified=corners is not None,
        sheet=() if corners is None else tuple((float(x) / width, float(y) / height) for x, y in corners),
        notes=tuple(dict.fromkeys((*source.notes, *((Note.REDUCED,) if reduced else ())))),
    )


def _moved(box: Box, transform: Transform) -> Box:
    """The upright box around `box` after `transform`."""
    x, y, width, height = box
    corners = np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height]], np.float64)
    moved = cv2.perspectiveTransform(corners.reshape(1, 4, 2), transform)[0]
    left, top = moved.min(axis=0)
    right, bottom = moved.max(axis=0)
    return Box(round(float(left)), round(float(top)), round(float(right - left)), round(float(bottom - top)))


def _turned(page: Page, picture: Picture, turn: int) -> Page:
    """`page` turned clockwise, encoded from `picture`, its form before the first encoding: none is lost twice."""
    height, width = picture.shape[:2]
    encoded = encode_picture(turn_picture(picture, turn))
    return replace(
        page,
        picture=decode_picture(encoded),
        encoded=encoded,
        sha256=hashlib.sha256(encoded).hexdigest(),
        words=tuple(replace(word, box=turn_box(word.box, turn, width, height)) for word in page.words),
        images=tuple(turn_box(box, turn, width, height) for box in page.images),
        turned=turn,
    )
