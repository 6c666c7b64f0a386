"""The usual reasons of an initial review."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.errors import ConfigurationError
from models.life_cycles.registration import SHORTEST_REASON
from models.review_reasons import opinion_of, use_review_reasons, usual_reasons
from models.steps.reviewing import ReviewOutcome


def test_a_return_and_a_rejection_have_usual_reasons_and_approval_has_none() -> None:
    assert set(usual_reasons()) == {ReviewOutcome.RETURNED.value, ReviewOutcome.REJECTED.value}
    assert all(len(set(reasons)) == len(reasons) > 0 for reasons in usual_reasons().values())


def test_each_is_reason_enough_alone() -> None:
    assert all(len(reason) >= SHORTEST_REASON for reasons in usual_reasons().values() for reason in reasons)


@pytest.mark.parametrize("outcome", ["returned", "rejected"])
def test_chosen_reasons_come_in_their_order_before_the_own_words(outcome: str) -> None:
    first, second, *_ = usual_reasons()[outcome]
    assert opinion_of(outcome, [second, first, "别的"], " 请于周五前补齐 ") == f"{first}；{second}；请于周五前补齐"
    assert opinion_of(outcome, [], "请补齐材料") == "请补齐材料"


@pytest.fixture
def own_file(tmp_path: Path) -> Iterator[Path]:
    """A place for the authority's own file; afterwards the packaged one holds again."""
    yield tmp_path / "reasons.json"
    use_review_reasons(None)


def test_the_authority_may_keep_its_own_reasons(own_file: Path) -> None:
    own_file.write_text('{"returned": ["请补充社保证明"], "rejected": ["不在申报范围"]}', encoding="utf-8")
    use_review_reasons(own_file)
    assert usual_reasons() == {"returned": ("请补充社保证明",), "rejected": ("不在申报范围",)}


@pytest.mark.parametrize("content", ["{", '{"returned": []}', '{"returned": [""], "rejected": []}'])
def test_a_broken_file_is_refused_and_what_was_there_stays(own_file: Path, content: str) -> None:
    before = usual_reasons()
    own_file.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError):
        use_review_reasons(own_file)
    assert usual_reasons() == before


def test_reasons_of_another_outcome_are_left_out() -> None:
    assert opinion_of("passed", [usual_reasons()["returned"][0]], "") == ""
