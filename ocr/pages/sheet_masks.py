"""Several guesses at which pixels of a photo are paper; the border's own strength decides between them later."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

Lab = npt.NDArray[np.float32]
"""Height × width × 3 in CIE L*a*b*, each channel 0 to 255 (OpenCV's scaling)."""

Mask = npt.NDArray[np.uint8]


def paper_masks(lab: Lab) -> Iterator[Mask]:
    """Masks (255 for paper), each by another property: light, distance from the ground's colour, edges."""
    lightness = lab[:, :, 0].astype(np.uint8)
    yield _closed(_above_otsu(lightness))
    yield _closed(_above_otsu(_distance_from_ground(lab)))
    yield _closed(_above_otsu(_whiteness(lab)))
    for low, high in ((20, 60), (50, 120)):
        yield _filled_edges(lab, low, high)


def _above_otsu(values: Mask) -> Mask:
    _, mask = cv2.threshold(values, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.asarray(mask, np.uint8)


def _closed(mask: Mask) -> Mask:
    """Fill in the print, then cut thin bridges to other light things."""
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((15, 15), np.uint8)), np.uint8)


def _distance_from_ground(lab: Lab) -> Mask:
    """How far each pixel is from the colours along the picture's edge."""
    band = 6
    edges = (lab[:band], lab[-band:], lab[:, :band].swapaxes(0, 1), lab[:, -band:].swapaxes(0, 1))
    grounds = [np.median(edge.reshape(-1, 3), axis=0) for edge in edges]
    distance = np.min([np.linalg.norm(lab - ground, axis=2) for ground in grounds], axis=0)
    return np.asarray(np.clip(distance * 2, 0, 255), np.uint8)


def _whiteness(lab: Lab) -> Mask:
    """Light less colour: paper beside a light wooden table."""
    chroma = np.linalg.norm(lab[:, :, 1:] - 128, axis=2)
    return np.asarray(np.clip(lab[:, :, 0] - 2 * chroma, 0, 255), np.uint8)


def _filled_edges(lab: Lab, low: int, high: int) -> Mask:
    """What closed edges enclose."""
    edges = np.zeros(lab.shape[:2], np.uint8)
    for channel in range(3):
        found = cv2.Canny(lab[:, :, channel].astype(np.uint8), low, high)
        edges = np.maximum(edges, np.asarray(found, np.uint8))
    joined = cv2.dilate(edges, np.ones((3, 3), np.uint8), iterations=2)
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    mask = np.zeros_like(edges)
    cv2.drawContours(mask, contours, -1, 255, cv2.FILLED)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((15, 15), np.uint8)), np.uint8)
