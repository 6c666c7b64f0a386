"""Any Pillow picture as blue-green-red, eight bits each, over white."""

from __future__ import annotations

import numpy as np
from PIL import Image

from ocr.pages.page import Picture

_TRANSPARENT_MODES = frozenset({"RGBA", "LA", "PA", "RGBa", "La"})


def is_transparent(image: Image.Image) -> bool:
    """Whether `image` can let its ground shine through."""
    return image.mode in _TRANSPARENT_MODES or "transparency" in image.info


def to_picture(image: Image.Image) -> Picture:
    """`image` as BGR. Transparent parts become white, as on paper; 16 and 32 bits are scaled to 8."""
    if image.mode.startswith(("I", "F")):
        image = _to_eight_bits(image)
    elif is_transparent(image):
        image = _over_white(image)
    rgb = np.asarray(image.convert("RGB"), np.uint8)
    return np.ascontiguousarray(rgb[:, :, ::-1])


def _over_white(image: Image.Image) -> Image.Image:
    rgba = image.convert("RGBA")
    white = Image.new("RGBA", rgba.size, "white")
    white.alpha_composite(rgba)
    return white


def _to_eight_bits(image: Image.Image) -> Image.Image:
    """Scale by the range that the values are drawn from: 1, 255 or 65535, or else their own maximum."""
    values = np.nan_to_num(np.asarray(image, np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    highest = float(values.max(initial=0.0))
    white = 65535.0 if image.mode.startswith("I;16") else _range_of(highest, image.mode)
    return Image.fromarray(np.clip(values * (255.0 / white), 0, 255).astype(np.uint8))


def _range_of(highest: float, mode: str) -> float:
    ranges = (255.0, 65535.0) if mode == "I" else (1.0, 255.0, 65535.0)
    return next((top for top in ranges if highest <= top), highest)
