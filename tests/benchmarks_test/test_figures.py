"""Means, ratios and rates come out as one would work them out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.figures import documents_a_minute, gain, stages, standings
from tests.benchmarks_test.measured import OTHER, OURS, a_round, timed

seconds = st.floats(0.01, 600)
times = st.lists(st.tuples(seconds, seconds), min_size=1, max_size=20)


def test_a_reader_that_takes_twice_as_long_stands_at_two() -> None:
    ours, other = standings([timed(1.0, 2.0), timed(3.0, 6.0)], OURS)
    assert (ours.name, ours.ratio, ours.mean) == (OURS, 1.0, 2.0)
    assert (other.name, other.ratio, other.mean, other.median) == (OTHER, 2.0, 4.0, 4.0)
    assert (other.processor, other.processor_ratio) == (2.0, 2.0)


def test_the_ratio_is_of_the_sums_and_the_spread_of_single_submissions() -> None:
    _, other = standings([timed(1.0, 3.0), timed(9.0, 7.0)], OURS)
    assert other.ratio == pytest.approx(1.0)
    assert [other.lowest, other.highest] == pytest.approx([7 / 9, 3.0])


@given(times)
def test_the_ratio_lies_within_its_spread(pairs: list[tuple[float, float]]) -> None:
    _, other = standings([timed(*pair) for pair in pairs], OURS)
    assert other.lowest <= other.ratio * (1 + 1e-9)
    assert other.ratio <= other.highest * (1 + 1e-9)


def test_stages_are_listed_from_the_longest_and_make_up_the_whole() -> None:
    listed = stages([timed(2.0, 1.0, seals=0.5, lines=1.0), timed(4.0, 1.0, lines=2.0)], OURS)
    assert [stage.name for stage in listed] == ["lines", "seals", "rest"]
    assert [stage.seconds for stage in listed] == pytest.approx([1.5, 0.25, 1.25])
    assert sum(stage.share for stage in listed) == pytest.approx(1.0)


def test_rates_are_of_all_rounds_together() -> None:
    rounds = [a_round(one=10.0, two=5.0), a_round(one=14.0, two=11.0)]
    assert documents_a_minute(rounds, 1) == pytest.approx(60.0)
    assert documents_a_minute(rounds, 2) == pytest.approx(90.0)
    assert gain(rounds, 1, 2) == pytest.approx(1.5)
