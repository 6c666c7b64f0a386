"""A few rounds leave nothing behind; and what grew would be noticed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from flows import desk as desks
from models import accounts
from tests.soak.__main__ import soak
from tests.soak.measuring import ALLOWED, Sample, what_grows
from tests.soak.office import office

STEADY = Sample(megabytes=200.0, handles=30, threads=8, children=0, claims=0, lasting_holds=0)


def test_a_few_rounds_end_what_they_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_hasher", accounts._hasher)
    monkeypatch.setattr(desks, "READING_FUNCTIONS", desks.READING_FUNCTIONS)
    with office(tmp_path) as crew:
        samples = soak(crew, 0.0, submissions=2)
    assert crew.refused == {}
    assert crew.requests > 10
    assert [(each.claims, each.lasting_holds) for each in samples] == [(0, 0)] * len(samples)
    # Other tests of this process may have servers that run on.
    assert len({each.children for each in samples}) == 1


def test_a_steady_process_does_not_grow() -> None:
    assert what_grows([replace(STEADY, megabytes=100.0), *[STEADY] * 19]) == []


@pytest.mark.parametrize("what", ALLOWED)
def test_what_grows_round_after_round_is_named(what: str) -> None:
    samples = [replace(STEADY, **{what: getattr(STEADY, what) + 2 * number}) for number in range(20)]
    assert [line.split()[0] for line in what_grows(samples)] == [what]


@pytest.mark.parametrize(("lock", "words"), [("claims", "claimed by nobody"), ("lasting_holds", "held for ever")])
def test_a_lock_that_outlives_its_holder_is_named(lock: str, words: str) -> None:
    (line,) = what_grows([*[STEADY] * 5, replace(STEADY, **{lock: 1})])
    assert words in line
