from __future__ import annotations

import math

import numpy as np
import pytest

from ocr.seals.outline import Ellipse, fitted
from ocr.seals.unroll import Band, Stretch, unroll, upright


def around(ellipse: Ellipse, count: int = 90) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False, dtype=np.float32)
    x, y = ellipse.places(np.ones(1, np.float32), angles)
    return np.stack([x[0], y[0]], axis=1)


@pytest.mark.parametrize(("long", "short", "tilt"), [(100, 100, 0.0), (100, 80, 0.5), (90, 60, 2.0)])
def test_an_ellipse_is_fitted_in_spite_of_strays(long: float, short: float, tilt: float) -> None:
    drawn = Ellipse(300, 200, long, short, tilt)
    points = around(drawn)
    points[::9] += 25
    found = fitted(points)
    assert found is not None
    assert (found.x, found.y) == pytest.approx((300, 200), abs=2.5)
    assert (found.long, found.short) == pytest.approx((long, short), rel=0.03)


def test_too_few_points_are_no_ellipse() -> None:
    assert fitted(around(Ellipse(100, 100, 50, 40), count=8)) is None


def test_the_box_of_a_tilted_ellipse_stays_on_the_picture() -> None:
    assert Ellipse(50, 50, 40, 20, math.pi / 2).box((200, 200)) == (30, 10, 40, 80)
    assert Ellipse(190, 50, 40, 40).box((100, 200)) == (150, 10, 50, 80)


def test_unrolling_puts_the_top_of_the_seal_in_the_middle_of_the_line() -> None:
    picture = np.full((220, 220, 3), 255, np.uint8)
    picture[20:50, 100:120] = 0
    strip = unroll(picture, Ellipse(110, 110, 100, 100), Band(0.5, 0.95), Stretch())
    dark = np.flatnonzero((strip[..., 0] < 128).any(axis=0))
    assert dark.mean() / strip.shape[1] == pytest.approx(0.5, abs=0.02)


def test_an_oval_is_unrolled_at_a_constant_distance_from_its_edge() -> None:
    picture = np.full((220, 320), 255, np.uint8)
    ellipse = Ellipse(160, 110, 140, 90)
    inner = [(x, y) for x in range(320) for y in range(220) if math.hypot((x - 160) / 115, (y - 110) / 65) < 1]
    for x, y in inner:
        picture[y, x] = 0
    strip = unroll(picture, ellipse, Band(0.6, 1.0), Stretch(), parallel=True)
    edges = (strip < 128).argmax(axis=0)
    assert np.ptp(edges) < 0.12 * len(strip)


def test_a_line_read_from_the_centre_runs_the_other_way() -> None:
    stretch = Stretch(start=1.0, turn=2.0)
    assert stretch.angle(0.25) == pytest.approx(1.5)
    assert Stretch(start=1.0, turn=2.0, inward=True).angle(0.25) == pytest.approx(2.5)


def test_a_seal_is_turned_upright() -> None:
    picture = np.full((220, 220, 3), 255, np.uint8)
    picture[100:120, 180:200] = 0
    straight = upright(picture, Ellipse(110, 110, 100, 100), bottom=0.0, side=100)
    rows, columns = np.nonzero(straight[..., 0] < 128)
    assert (rows.mean(), columns.mean()) == pytest.approx((90, 50), abs=3)
