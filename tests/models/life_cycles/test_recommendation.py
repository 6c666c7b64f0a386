"""The recommendation's life cycle, as its rules are written down elsewhere than in the table."""

from __future__ import annotations

from models.errors import DecisionError
from models.life_cycles.recommendation import (
    RECOMMENDATION,
    RecommendationAction,
    RecommendationFacts,
    RecommendationState,
)
from models.life_cycles.table import Party


def after(state: str, action: str, party: Party = Party.OPERATOR, **facts: object) -> str:
    """The state that the step leads to, or the code that it is refused with."""
    known = RecommendationFacts(**facts)  # type: ignore[arg-type]
    try:
        return RECOMMENDATION.step(RecommendationState(state), RecommendationAction(action), party, known).after
    except DecisionError as error:
        return error.code


def test_the_way_from_the_list_to_the_answer() -> None:
    assert after("draft", "report") == "reported"
    assert after("reported", "receive", Party.SUPERIOR) == "received"
    assert after("received", "answer", Party.SUPERIOR, answers_left=True) == "received"
    assert after("received", "answer", Party.SUPERIOR) == "answered"


def test_somebody_goes_to_a_unit_of_the_list() -> None:
    assert after("draft", "report", applicants=0) == "NOBODY_CHOSEN"
    assert after("draft", "report", superior_known=False) == "SUPERIOR_UNKNOWN"


def test_it_is_withdrawn_until_it_is_received() -> None:
    assert after("reported", "withdraw") == "withdrawn"
    for state in ("received", "answered"):
        assert after(state, "withdraw") == "ALREADY_RECEIVED"


def test_it_is_answered_once_and_after_it_was_received() -> None:
    assert after("reported", "answer", Party.SUPERIOR) == "NOT_RECEIVED"
    assert after("answered", "answer", Party.SUPERIOR) == "TERMINAL"
    assert after("received", "answer", Party.OPERATOR) == "WRONG_PARTY"
