"""Fingerprints (指纹) of impressions: 128 bits that a copy keeps, by which the same one is found among a million.

The seal is unrolled about the middle of its ink, and each bit is the sign of one Fourier coefficient along one of four
rings. Noise, compression and a finder that is some pixels off change few of them. The bits stand in eight words of
sixteen, and a copy has at least one word in common with its original, if need be after its unsurest bits are turned.
"""

from __future__ import annotations

import cv2
import numpy as np

from models.findings import Fingerprint
from ocr.engines import Picture
from ocr.integrity.impressions import SIDE, Layer, ink_of

RINGS = 4
HARMONICS = slice(3, 19)
"""The first two say where the seal lies in its square and how wide it is, which all seals have in common."""
WORD = 16
"""Bits of a word."""
UNSURE = 3
"""Bits of each word that are likeliest to be otherwise on a copy."""
RADIUS = 48
"""Samples from the middle to the edge, of which the innermost and outermost are left out."""
ANGLES = 120
FAINT = 0.15
"""Ink below this is the paper's noise."""
SPREAD = 0.28
"""Of the side, to which the ink's standard deviation is brought in both directions."""


def fingerprint_of(impression: Picture) -> Fingerprint:
    """The fingerprint of an impression of `impression_of`."""
    coefficients = _coefficients(_centred(ink_of(impression)))
    words = coefficients.reshape(-1, WORD)
    bits = words > 0
    unsure = np.sort(np.argsort(np.abs(words), axis=1)[:, :UNSURE], axis=1)
    values = bits @ (1 << np.arange(WORD))
    return Fingerprint(
        tuple(int(value) for value in values), tuple(tuple(int(place) for place in places) for places in unsure)
    )


def _centred(ink: Layer) -> Layer:
    """`ink` with its middle in the middle, and equally wide and high, whatever box it was cut out by."""
    weight = np.clip(ink - FAINT, 0, None)
    total = float(weight.sum()) + 1e-6
    down, across = np.mgrid[:SIDE, :SIDE].astype(np.float32)
    x, y = float((weight * across).sum()) / total, float((weight * down).sum()) / total
    wide = max(1.0, float(np.sqrt((weight * (across - x) ** 2).sum() / total))) / (SPREAD * SIDE)
    high = max(1.0, float(np.sqrt((weight * (down - y) ** 2).sum() / total))) / (SPREAD * SIDE)
    placed = np.array([[wide, 0, x - SIDE / 2 * wide], [0, high, y - SIDE / 2 * high]], np.float32)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(ink, placed, (SIDE, SIDE), flags=flags), np.float32)


def _coefficients(ink: Layer) -> Layer:
    """Fourier coefficients along each ring, each harmonic's of all rings together."""
    soft = cv2.GaussianBlur(ink, (0, 0), 1.5)
    middle = (SIDE / 2, SIDE / 2)
    unrolled = cv2.warpPolar(soft, (RADIUS, 360), middle, SIDE / 2, cv2.WARP_POLAR_LINEAR)
    rings = cv2.resize(unrolled[:, 4:-2], (RINGS, ANGLES), interpolation=cv2.INTER_AREA)
    harmonics = np.fft.rfft(rings, axis=0)[HARMONICS]
    return np.asarray(np.stack([harmonics.real, harmonics.imag], axis=-1).reshape(-1), np.float32)
