"""What goes wrong when a seal is pressed: too much ink, too little, a hand that shook, an edge that did not touch."""

from __future__ import annotations

import math
import random

import cv2
import numpy as np

from tests.specimens.pictures import Picture, smooth_field

RUNS, IS_DRY, PRESSED_TWICE, HALF_TOUCHED = 0.16, 0.18, 0.1, 0.1
"""How often each of these happens."""


def spoilt(chance: random.Random, ink: Picture, scale: float) -> Picture:
    """`ink` of a seal at `scale` pixels per millimetre, as it is where something went wrong; often as it was."""
    flow = chance.random()
    if flow < RUNS:
        ink = _run(chance, ink, scale)
    elif flow < RUNS + IS_DRY:
        ink = _dry(chance, ink)
    if chance.random() < PRESSED_TWICE:
        ink = _pressed_twice(chance, ink, scale)
    if chance.random() < HALF_TOUCHED:
        ink = _half_touched(chance, ink)
    return ink


def _run(chance: random.Random, ink: Picture, scale: float) -> Picture:
    """Too much ink: strokes grow together, and pools fill what is between them."""
    reach = max(2, round(chance.uniform(0.18, 0.5) * scale)) | 1
    grown = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    run = cv2.GaussianBlur(grown, (0, 0), chance.uniform(0.05, 0.18) * scale)
    if chance.random() < 0.6:
        field = smooth_field(chance, ink.shape[1], ink.shape[0], chance.randint(3, 9))
        depth = np.clip(field - chance.uniform(0.55, 0.85), 0, 0.3) * 255 * chance.uniform(0.2, 1.5)
        is_near = cv2.GaussianBlur(run, (0, 0), scale) > 20
        run = np.maximum(run, np.clip(depth * is_near, 0, 255).astype(np.uint8))
    return np.asarray(run, np.uint8)


def _dry(chance: random.Random, ink: Picture) -> Picture:
    """Too little ink: specks are missing, in some places more than in others."""
    height, width = ink.shape
    specks = smooth_field(chance, width, height, chance.randint(25, 140))
    places = smooth_field(chance, width, height, chance.randint(2, 6))
    missing = chance.uniform(0.12, 0.46) + chance.uniform(0, 0.3) * (places - 0.5)
    return np.asarray(ink * np.clip((specks - missing) * chance.uniform(4, 14) + 0.5, 0, 1), np.uint8)


def _pressed_twice(chance: random.Random, ink: Picture, scale: float) -> Picture:
    """A paler impression a little beside the other."""
    height, width = ink.shape
    away, angle = chance.uniform(0.15, 0.9) * scale, chance.uniform(0, 2 * math.pi)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), chance.gauss(0, 1.2), 1)
    matrix[:, 2] += np.array([away * math.cos(angle), away * math.sin(angle)])
    second = cv2.warpAffine(ink, matrix, (width, height)) * chance.uniform(0.25, 0.85)
    return np.maximum(ink, second.astype(np.uint8))


def _half_touched(chance: random.Random, ink: Picture) -> Picture:
    """A seal held at a slant: its ink fades towards one side."""
    angle = chance.uniform(0, 2 * math.pi)
    y, x = np.mgrid[-1 : 1 : ink.shape[0] * 1j, -1 : 1 : ink.shape[1] * 1j]
    touched = x * math.cos(angle) + y * math.sin(angle) + chance.uniform(0.35, 1)
    return np.asarray(ink * np.clip(touched * chance.uniform(1.5, 4), 0, 1), np.uint8)
