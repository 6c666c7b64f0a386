"""The publicity's life cycle, as its rules are written down elsewhere than in the table."""

from __future__ import annotations

import pytest

from models.errors import DecisionError
from models.life_cycles.publicity import PUBLICITY, PublicityAction, PublicityFacts, PublicityState
from models.life_cycles.table import Party


def after(state: str, action: str, party: Party = Party.OPERATOR, **facts: object) -> str:
    """The state that the step leads to, or the code that it is refused with."""
    known = PublicityFacts(**facts)  # type: ignore[arg-type]
    try:
        return PUBLICITY.step(PublicityState(state), PublicityAction(action), party, known).after
    except DecisionError as error:
        return error.code


def test_the_way_of_the_guide_from_the_list_to_the_result() -> None:
    assert after("draft", "publish") == "active"
    assert after("active", "expire", Party.SYSTEM) == "expired"
    assert after("expired", "save_result", results_left=True) == "expired"
    assert after("expired", "save_result") == "result_saved"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"complete": False}, "PUBLICITY_INCOMPLETE"),
        ({"enough_days": False}, "PUBLICITY_TOO_SHORT"),
        ({"not_too_early": False}, "PUBLICITY_TOO_EARLY"),
        ({"last_day_known": False}, "CALENDAR_UNAVAILABLE"),
        ({"unit_involved": True}, "OWN_APPLICATION"),
    ],
)
def test_what_stands_in_the_way_of_publishing(facts: dict[str, object], code: str) -> None:
    assert after("draft", "publish", Party.OPERATOR, **facts) == code


@pytest.mark.parametrize("state", ["draft", "active"])
def test_no_result_before_the_last_day_has_ended(state: str) -> None:
    assert after(state, "save_result") == "PUBLICITY_NOT_EXPIRED"


def test_no_result_while_the_clock_says_otherwise() -> None:
    assert after("expired", "save_result", period_over=False) == "PUBLICITY_NOT_EXPIRED"
    assert after("active", "expire", Party.SYSTEM, period_over=False) == "PUBLICITY_NOT_EXPIRED"


def test_a_publicity_is_changed_before_it_begins_and_not_after() -> None:
    assert after("active", "edit", begun=False) == "active"
    assert after("active", "edit", begun=True) == "PUBLICITY_LOCKED"
    for state in ("expired", "result_saved", "cancelled"):
        assert after(state, "edit", begun=False) == "PUBLICITY_LOCKED"


def test_cancelling_a_running_one_takes_a_reason_and_no_open_objection() -> None:
    assert after("draft", "cancel") == "cancelled"
    assert after("active", "cancel") == "REASON_REQUIRED"
    assert after("active", "cancel", reason="名单有误，重新公示", objections_open=True) == "OBJECTION_OPEN"
    assert after("active", "cancel", reason="名单有误，重新公示") == "cancelled"
    assert after("expired", "cancel", reason="名单有误，重新公示") == "PUBLICITY_LOCKED"
