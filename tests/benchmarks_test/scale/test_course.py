"""The course of a run says how fast it was, whether time was linear, and whether memory grew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.scale.course import PARTS, Look, costlier, growth, parts_of, rate_of, slowing, start_of

TOTAL = 1000


def course(seconds_a_tenth: list[float], megabytes: list[float], start: float = 5.0) -> list[Look]:
    looks, moment = [Look(0.0, 0, 10.0), Look(start, 0, 50.0, processor=3.0 + start / 2)], start
    for number, (seconds, size) in enumerate(zip(seconds_a_tenth, megabytes, strict=True), 1):
        moment += seconds
        looks.append(Look(moment, TOTAL * number // PARTS, size, processor=3.0 + moment / 2))
    return looks


def test_the_start_does_not_count_for_the_pace() -> None:
    looks = course([10.0] * 10, [100.0] * 10, start=30.0)
    assert start_of(looks) == 30.0
    assert rate_of(looks) == pytest.approx(10.0)


def test_looks_after_the_last_document_do_not_count_either() -> None:
    looks = [*course([10.0] * 10, [100.0] * 10), Look(1000.0, TOTAL, 100.0)]
    assert rate_of(looks) == pytest.approx(10.0)


@given(st.floats(0.5, 100), st.floats(10, 5000))
def test_an_even_run_is_linear_and_flat(seconds: float, size: float) -> None:
    parts = parts_of(course([seconds] * 10, [size] * 10), TOTAL)
    assert len(parts) == PARTS
    assert slowing(parts) == pytest.approx(0.0, abs=1e-6)
    assert costlier(parts) == pytest.approx(0.0, abs=1e-6)
    assert growth(parts) == 0.0


def test_a_run_that_slows_down_and_grows_is_told_as_that() -> None:
    parts = parts_of(course([10.0] * 5 + [20.0] * 5, [100.0 + 10 * number for number in range(10)]), TOTAL)
    assert slowing(parts) == pytest.approx(0.5)
    assert costlier(parts) == pytest.approx(1.0)
    assert growth(parts) == pytest.approx(80.0)


def test_a_process_that_ends_before_the_others_hides_no_growth() -> None:
    assert growth(parts_of(course([10.0] * 10, [100.0] * 5 + [130.0] * 4 + [0.0]), TOTAL)) == pytest.approx(30.0)


def test_a_run_in_which_nothing_was_done_has_no_pace() -> None:
    looks = [Look(0.0, 0, 10.0), Look(9.0, 0, 10.0)]
    assert rate_of(looks) == 0.0
    assert parts_of(looks, TOTAL) == ()
    assert slowing(()) == costlier(()) == growth(()) == 0.0
