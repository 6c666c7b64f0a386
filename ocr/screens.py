"""Pictures of screens: a screenshot (截屏) of a photograph, and a photograph of a screen (翻拍屏幕).

Both lose what the paper's own picture has. A screenshot is known by the bars of a telephone around it, a screen by the
pattern (摩尔纹) in which its dots beat with the camera's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from models.findings import TextLine
from ocr.engines import Picture

NARROW = 1.65
"""Height by width of a telephone's screen at the least; paper has 1.41."""
BAR = 0.07
"""Of the height, in which a telephone shows the time above and its buttons below."""
FLAT = 1.5
"""Grey levels by which the pixels of a bar's row differ; paper that a camera saw differs by more."""
BARS = 0.12
"""Of the height, that bars above and below cover together."""
_CLOCK = re.compile(r"^\D{0,3}([01]?\d|2[0-3])[:：][0-5]\d(?![:：\d])")
_STATUS = re.compile(r"([2345]G|LTE|HD|WLAN|Wi-?Fi|K/s|KB/s|\d{1,3}%)", re.IGNORECASE)

PATCH = 256
PATCHES = 12
"""The most even patches of a page, which hold the least print."""
COARSEST = 0.07
"""Cycles a pixel; anything coarser is light and print."""
BESIDE_AXES = 1
"""Bins on either side of the axes, on which the blocks of compression and ruled lines lie."""
PEAK = 5.0
"""Of the natural logarithm of power, that a pattern stands above what surrounds it on all patches together."""

Spectrum = NDArray[np.float32]


def is_screenshot(picture: Picture, lines: Sequence[TextLine]) -> bool:
    """Whether `picture` is as narrow as a telephone, and has its status bar or its empty bars."""
    height, width = picture.shape[:2]
    if height < NARROW * width:
        return False
    above = [line.text for line in lines if line.box[1] + line.box[3] <= BAR * height]
    if any(_CLOCK.search(text) for text in above) or sum(bool(_STATUS.search(text)) for text in above) > 1:
        return True
    return _bars(picture) >= BARS


def _bars(picture: Picture) -> float:
    """The share of the height that rows of one single colour take, from above and from below."""
    spread = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.float32).std(axis=1)
    even = spread < FLAT
    above = len(even) if even.all() else int(np.argmin(even))
    below = 0 if even.all() else int(np.argmin(even[::-1]))
    return (above + below) / len(even) if above and below else 0.0


def is_of_a_screen(picture: Picture) -> bool:
    """Whether a fine pattern runs over the whole of `picture`."""
    return pattern_strength(picture) >= PEAK


def pattern_strength(picture: Picture) -> float:
    """How far the strongest fine pattern of `picture` stands above its surroundings, in powers of e."""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.float32)
    patches = _even_patches(grey)
    if not patches:
        return 0.0
    spectrum = np.asarray(np.mean([_log_power(patch) for patch in patches], axis=0), np.float32)
    above = spectrum - cv2.blur(spectrum, (15, 15))
    return float(above[_fine()].max())


def _even_patches(grey: Spectrum) -> list[Spectrum]:
    height, width = grey.shape
    patches = [
        grey[top : top + PATCH, left : left + PATCH]
        for top in range(0, height - PATCH, PATCH)
        for left in range(0, width - PATCH, PATCH)
    ]
    return sorted(patches, key=lambda patch: float(patch.std()))[:PATCHES]


def _log_power(patch: Spectrum) -> Spectrum:
    window = np.outer(np.hanning(PATCH), np.hanning(PATCH))
    fine = patch - cv2.GaussianBlur(patch, (0, 0), 6)
    power = np.abs(np.fft.fftshift(np.fft.fft2(fine * window))) ** 2
    return np.asarray(np.log(power + 1), np.float32)


def _fine() -> NDArray[np.bool_]:
    down, across = np.mgrid[-PATCH // 2 : PATCH // 2, -PATCH // 2 : PATCH // 2]
    beside = (np.abs(down) > BESIDE_AXES) & (np.abs(across) > BESIDE_AXES)
    return np.asarray(beside & (np.hypot(down, across) > COARSEST * PATCH), np.bool_)
