"""The usual reasons of an initial review."""

from __future__ import annotations

import pytest

from models.life_cycles.registration import SHORTEST_REASON
from models.review_reasons import opinion_of, usual_reasons
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


def test_reasons_of_another_outcome_are_left_out() -> None:
    assert opinion_of("passed", [usual_reasons()["returned"][0]], "") == ""
