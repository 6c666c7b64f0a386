"""Quarter turns of pictures and of the boxes on them."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.pages.page import Box, Picture

_ROTATIONS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def turn_picture(picture: Picture, turn: int) -> Picture:
    """`picture` turned clockwise by `turn` degrees: 0, 90, 180 or 270."""
    return np.asarray(cv2.rotate(picture, _ROTATIONS[turn]), np.uint8) if turn else picture


def turn_box(box: Box, turn: int, width: int, height: int) -> Box:
    """`box` on a picture of `width` × `height` pixels, after that picture is turned clockwise by `turn` degrees."""
    right, bottom = box.x + box.width, box.y + box.height
    return {
        0: box,
        90: Box(height - bottom, box.x, box.height, box.width),
        180: Box(width - right, height - bottom, box.width, box.height),
        270: Box(box.y, width - right, box.height, box.width),
    }[turn]
