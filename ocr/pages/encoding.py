"""The stored form of a page: a JPEG that is made once, and decoded in one way."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.pages.page import Picture

# Full colour resolution: halved, the thin red strokes of a seal bleed into the black ones beneath.
_PARAMETERS = (
    cv2.IMWRITE_JPEG_QUALITY,
    92,
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR,
    cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444,
)


def encode_picture(picture: Picture) -> bytes:
    """`picture` (BGR) as JPEG bytes; the same bytes for the same picture."""
    _, encoded = cv2.imencode(".jpg", picture, _PARAMETERS)
    return encoded.tobytes()


def decode_picture(encoded: bytes) -> Picture:
    """The BGR picture of bytes that `encode_picture` made. Not for bytes from outside."""
    picture = cv2.imdecode(np.frombuffer(encoded, np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise ValueError("not a stored page")
    return np.asarray(picture, np.uint8)
