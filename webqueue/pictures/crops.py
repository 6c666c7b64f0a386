"""Cutting a piece out of a stored page picture."""

from __future__ import annotations

import io

from PIL import Image

from models.findings import BoxValue

LARGEST_SIDE = 900
"""Pixels; a crop is for reading at a glance, the page itself shows every pixel."""
_MARGIN = 0.12
_LEAST_MARGIN = 0.12 * 20
_NOTHING_THERE = 60
"""Pixels around the place of a blank field, which has no width of its own."""


def crop(content: bytes, box: BoxValue) -> bytes | None:
    """The piece of the picture in `box` with a margin around it, as JPEG; None where the box is beside the picture."""
    with Image.open(io.BytesIO(content)) as picture:
        frame = _frame(box, picture.size)
        if frame is None:
            return None
        piece = picture.convert("RGB").crop(frame)
    piece.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    encoded = io.BytesIO()
    piece.save(encoded, "JPEG", quality=88)
    return encoded.getvalue()


def _frame(box: BoxValue, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    left, top, width, height = box
    narrow = min(width, height)
    margin = _NOTHING_THERE if narrow == 0 else round(max(_MARGIN * narrow, _LEAST_MARGIN))
    frame = (
        max(left - margin, 0),
        max(top - margin, 0),
        min(left + width + margin, size[0]),
        min(top + height + margin, size[1]),
    )
    return frame if frame[0] < frame[2] and frame[1] < frame[3] and narrow >= 0 else None
