"""A phone camera: perspective on a desk, uneven light, shadow, a bent sheet, blur, noise, and how it was held."""

import math
import random
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.specimens.pictures import Colour, Picture, numeric_chance, resized, smooth_field
from tests.specimens.scanner import Taken, with_noise

DESKS: tuple[Colour, ...] = (
    (60, 95, 140), (90, 120, 160), (40, 45, 55), (150, 155, 160), (110, 100, 90),
    (35, 60, 95), (200, 200, 195), (120, 80, 60),
)  # fmt: skip
SURFACES = ("wood", "wood", "cloth", "plain")
EXIF_TURNS = {1: 0, 6: 1, 3: 2, 8: 3}


@dataclass(frozen=True)
class Handling:
    """How badly the photograph is taken; lengths as a part of the sheet's longer side."""

    tilt: float
    perspective: float
    bend: float
    shade: float
    blur: tuple[float, float]
    noise: tuple[float, float]
    margin: tuple[float, float]
    content_turn: float


GOOD = Handling(3.0, 0.025, 0.004, 0.35, (0.0, 0.7), (0, 4), (0.02, 0.09), 0.15)
BAD = Handling(7.0, 0.06, 0.010, 0.6, (0.6, 1.3), (3, 9), (0.03, 0.14), 0.2)


def photographed(picture: Picture, chance: random.Random, handling: Handling, longer_side: int) -> Taken:
    """Gives a photograph of the sheet, its longer side about `longer_side` pixels."""
    frame, matrix = _framing(picture, chance, handling, longer_side)
    photograph = _laid_on_desk(picture, chance, handling, frame, matrix)
    photograph = _lit(photograph, chance, handling.shade)
    photograph = _blurred(photograph, chance, handling.blur)
    photograph = with_noise(photograph, chance, chance.uniform(*handling.noise) + 0.5)
    return _as_held(photograph, matrix, chance, handling.content_turn)


def _framing(
    picture: Picture, chance: random.Random, handling: Handling, longer_side: int
) -> tuple[tuple[int, int], NDArray[np.float64]]:
    height, width = picture.shape[:2]
    factor = longer_side / max(height, width) / (1 + 2 * handling.margin[1])
    margins = [chance.uniform(*handling.margin) * max(height, width) * factor for _ in range(2)]
    size = (round(width * factor + 2 * margins[0]), round(height * factor + 2 * margins[1]))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    angle = math.radians(chance.gauss(0, handling.tilt / 2))
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    middle = np.array([width / 2, height / 2])
    placed = (corners - middle) @ turn.T * factor + np.array(size) / 2
    reach = handling.perspective * max(height, width) * factor
    placed += numeric_chance(chance).uniform(-reach, reach, (4, 2))
    matrix = cv2.getPerspectiveTransform(corners, placed.astype(np.float32))
    return size, np.asarray(matrix, np.float64)


def _laid_on_desk(
    picture: Picture, chance: random.Random, handling: Handling, size: tuple[int, int], matrix: NDArray[np.float64]
) -> Picture:
    width, height = size
    across, down = _lookup(matrix, size, picture.shape, chance.uniform(-1, 1) * handling.bend, chance.uniform(0, 6))
    desk = _with_shadow(_desk(chance, width, height), picture, chance, matrix)
    cv2.remap(picture, across, down, cv2.INTER_LINEAR, dst=desk, borderMode=cv2.BORDER_TRANSPARENT)
    return desk


def _with_shadow(desk: Picture, picture: Picture, chance: random.Random, matrix: NDArray[np.float64]) -> Picture:
    """Darkens the desk beside the sheet; worked out at a quarter of the size, since shadows are soft."""
    height, width = desk.shape[:2]
    sheet_height, sheet_width = picture.shape[:2]
    corners = np.array([[[0, 0]], [[sheet_width, 0]], [[sheet_width, sheet_height]], [[0, sheet_height]]], np.float64)
    outline = cv2.perspectiveTransform(corners, matrix) / 4 + chance.uniform(0.5, 4)
    light = np.full((height // 4, width // 4), 255, np.uint8)
    cv2.fillPoly(light, [np.round(outline).astype(np.int32)], chance.randint(110, 210))
    soft = cv2.resize(cv2.blur(light, (7, 7)), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(desk, cv2.cvtColor(soft, cv2.COLOR_GRAY2BGR), scale=1 / 255), np.uint8)


def _lookup(
    matrix: NDArray[np.float64], size: tuple[int, int], shape: tuple[int, ...], bend: float, phase: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Gives for each pixel of the photograph where on the sheet it looks; the bend is a wave across the sheet."""
    width, height = size
    inverse = np.linalg.inv(matrix)
    columns, rows = np.meshgrid(np.linspace(0, width - 1, 97), np.linspace(0, height - 1, 97))
    points = np.stack([columns, rows, np.ones_like(rows)]).reshape(3, -1)
    looked = inverse @ points
    x, y = (looked[:2] / looked[2]).reshape(2, 97, 97)
    y = y + bend * shape[0] * np.sin(2.2 * x / shape[1] + phase)
    x = x + 0.4 * bend * shape[1] * np.sin(2.6 * y / shape[0] + phase)
    grid = np.stack([x, y], axis=2).astype(np.float32)
    shift = np.array([[(width - 1) / 96, 0, 0], [0, (height - 1) / 96, 0]], np.float32)
    full = cv2.warpAffine(grid, shift, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.ascontiguousarray(full[:, :, 0]), np.ascontiguousarray(full[:, :, 1])


def _desk(chance: random.Random, width: int, height: int) -> Picture:
    colour = np.array(chance.choice(DESKS), np.float32) * chance.uniform(0.75, 1.15)
    random_numbers = numeric_chance(chance)
    style = chance.choice(SURFACES)
    small = (max(8, height // 4), max(8, width // 4))
    if style == "wood":
        grain = random_numbers.random((chance.randint(40, 160), 4), np.float32)
        grain = resized(grain, small[1], small[0])
        if chance.random() < 0.5:
            grain = resized(np.ascontiguousarray(grain.T), small[1], small[0])
    elif style == "cloth":
        grain = random_numbers.random(small, np.float32)
    else:
        grain = smooth_field(chance, small[1], small[0], 5)
    depth = chance.uniform(0.1, 0.4)
    texture = np.clip(colour * (1 - depth / 2 + depth * grain[:, :, None]), 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(texture, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _lit(photograph: Picture, chance: random.Random, shade: float) -> Picture:
    height, width = photograph.shape[:2]
    columns, rows = np.meshgrid(np.linspace(-1, 1, 64, dtype=np.float32), np.linspace(-1, 1, 64, dtype=np.float32))
    angle = chance.uniform(0, 2 * math.pi)
    slope = columns * math.cos(angle) + rows * math.sin(angle)
    light = 1 - chance.uniform(0.05, shade) * (slope + 1) / 2
    if chance.random() < 0.5:
        edge = columns * math.cos(angle + 1) + rows * math.sin(angle + 1) - chance.uniform(-0.6, 0.8)
        light = light * (1 - chance.uniform(0.1, shade) / (1 + np.exp(-edge * chance.uniform(4, 16))))
    if chance.random() < 0.25:
        light = light * (1 + chance.uniform(0.02, 0.07) * np.tanh(14 * (columns - chance.uniform(-0.2, 0.2))))
    if chance.random() < 0.25:
        reach = (columns - chance.uniform(-1, 1)) ** 2 + (rows - chance.uniform(-1, 1)) ** 2
        light = light * (1 + chance.uniform(0.05, 0.2) * np.exp(-reach * chance.uniform(3, 12)))
    light = np.maximum(light, 0.42) * chance.uniform(0.82, 1.04)
    warmth = chance.uniform(-0.1, 0.08)
    tint = np.array([1 + warmth, 1.0, 1 - warmth], np.float32)
    field = np.clip(light[:, :, None] * tint * 200, 0, 255).astype(np.uint8)
    full = cv2.resize(field, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(photograph, full, scale=1 / 200), np.uint8)


def _blurred(photograph: Picture, chance: random.Random, blur: tuple[float, float]) -> Picture:
    sigma = chance.uniform(*blur) * max(photograph.shape) / 2600
    if sigma < 0.3:
        return photograph
    if chance.random() < 0.3:
        length = max(2, round(sigma * 2.5))
        kernel = np.eye(length, dtype=np.float32) / length
        return np.asarray(cv2.filter2D(photograph, -1, kernel), np.uint8)
    return np.asarray(cv2.GaussianBlur(photograph, (0, 0), sigma), np.uint8)


def _as_held(photograph: Picture, matrix: NDArray[np.float64], chance: random.Random, content_turn: float) -> Taken:
    turned = chance.choice((1, 2, 3)) if chance.random() < content_turn else 0
    height, width = photograph.shape[:2]
    matrix = quarter_turns(turned, width, height) @ matrix
    photograph = _turned_clockwise(photograph, turned)
    orientation = chance.choice((6, 8, 3)) if chance.random() < 0.4 else 1
    stored = _turned_clockwise(photograph, -EXIF_TURNS[orientation])
    return Taken(stored, matrix, orientation, turned * 90)


def _turned_clockwise(photograph: Picture, turns: int) -> Picture:
    codes = {1: cv2.ROTATE_90_CLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_COUNTERCLOCKWISE}
    return np.asarray(cv2.rotate(photograph, codes[turns % 4]), np.uint8) if turns % 4 else photograph


def quarter_turns(turns: int, width: int, height: int) -> NDArray[np.float64]:
    """Gives the matrix of turning a picture of width × height clockwise by quarter turns."""
    clockwise = {
        0: [[1, 0, 0], [0, 1, 0]],
        1: [[0, -1, height - 1], [1, 0, 0]],
        2: [[-1, 0, width - 1], [0, -1, height - 1]],
        3: [[0, 1, 0], [-1, 0, width - 1]],
    }
    return np.array([*clockwise[turns], [0, 0, 1]], np.float64)
