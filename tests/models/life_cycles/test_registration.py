"""The registration's life cycle, as its rules are written down elsewhere than in the table."""

from __future__ import annotations

import pytest

from models.errors import DecisionError
from models.life_cycles.registration import REGISTRATION, RegistrationAction, RegistrationFacts, RegistrationState
from models.life_cycles.table import Party

REASON = "证书已过期，请更换。"
WORKED_ON = ("draft", "form_complete", "attached", "saved", "returned", "withdrawn")


def after(state: str, action: str, party: Party = Party.OPERATOR, **facts: object) -> str:
    """The state that the step leads to, or the code that it is refused with."""
    known = RegistrationFacts(**facts)  # type: ignore[arg-type]
    try:
        return REGISTRATION.step(RegistrationState(state), RegistrationAction(action), party, known).after
    except DecisionError as error:
        return error.code


def test_the_way_of_the_guide_from_the_form_to_the_approval() -> None:
    assert after("draft", "fill") == "attached"
    assert after("draft", "fill", attached=False) == "form_complete"
    assert after("form_complete", "upload", attached=False) == "form_complete"
    assert after("form_complete", "upload") == "attached"
    assert after("attached", "save") == "saved"
    assert after("saved", "submit") == "submitted"
    assert after("submitted", "approve", Party.REVIEWER) == "approved"


@pytest.mark.parametrize("state", WORKED_ON)
def test_a_change_that_leaves_a_field_wrong_makes_it_a_draft_again(state: str) -> None:
    assert after(state, "fill", form_complete=False) == "draft"


def test_attachments_come_after_all_mandatory_fields() -> None:
    assert after("draft", "upload") == "UPLOAD_BEFORE_COMPLETE"


@pytest.mark.parametrize("state", ["draft", "form_complete"])
def test_saving_comes_after_both_attachments(state: str) -> None:
    assert after(state, "save") == "SAVE_BEFORE_ATTACHED"


@pytest.mark.parametrize("state", ["draft", "form_complete", "attached", "returned", "withdrawn"])
def test_registering_comes_after_saving(state: str) -> None:
    assert after(state, "submit") == "SUBMIT_BEFORE_SAVE"


def test_a_replaced_picture_has_to_be_saved_again() -> None:
    assert after("saved", "upload") == "attached"


@pytest.mark.parametrize("action", ["fill", "upload", "save"])
@pytest.mark.parametrize("state", ["submitted", "approved", "rejected", "suspended", "closed"])
def test_what_was_handed_in_is_frozen(state: str, action: str) -> None:
    assert after(state, action) == "FROZEN"


@pytest.mark.parametrize("decision", ["approve", "return", "reject"])
@pytest.mark.parametrize("state", ["approved", "rejected", "returned", "suspended", "closed"])
def test_a_decision_is_taken_once(state: str, decision: str) -> None:
    assert after(state, decision, Party.REVIEWER, reason=REASON) == "TERMINAL"


@pytest.mark.parametrize("decision", ["approve", "return", "reject"])
@pytest.mark.parametrize("state", ["draft", "form_complete", "attached", "saved", "withdrawn"])
def test_nothing_is_decided_before_it_is_handed_in(state: str, decision: str) -> None:
    assert after(state, decision, Party.REVIEWER, reason=REASON) == "NOT_SUBMITTED"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"verified": False}, "NOT_VERIFIED"),
        ({"failed_checks": True}, "CHECKS_FAILED"),
        ({"failed_checks": True, "override": "无误"}, "CHECKS_FAILED"),
        ({"failed_checks": True, "override": "单位刚更名，证书在办"}, "submitted"),
        ({"identity_broken": True}, "IDENTITY_RULE"),
        ({"other_open": True}, "OTHER_APPLICATION_OPEN"),
    ],
)
def test_what_stands_in_the_way_of_registering(facts: dict[str, object], code: str) -> None:
    assert after("saved", "submit", Party.OPERATOR, **facts) == code


@pytest.mark.parametrize("decision", ["approve", "return", "reject"])
def test_reviewers_decide_on_their_area_and_never_on_their_own(decision: str) -> None:
    assert after("submitted", decision, Party.REVIEWER, reason=REASON, own_area=False) == "FORBIDDEN_AREA"
    assert after("submitted", decision, Party.REVIEWER, reason=REASON, own=True) == "OWN_APPLICATION"
    assert after("submitted", decision, Party.OPERATOR, reason=REASON) == "WRONG_PARTY"
    assert after("submitted", decision, Party.ADMINISTRATOR, reason=REASON) == "WRONG_PARTY"


@pytest.mark.parametrize("decision", ["return", "reject"])
@pytest.mark.parametrize("reason", ["", "    ", "不清楚"])
def test_a_return_and_a_rejection_take_a_reason(decision: str, reason: str) -> None:
    assert after("submitted", decision, Party.REVIEWER, reason=reason) == "REASON_REQUIRED"


def test_returned_and_withdrawn_ones_are_worked_on_and_come_again() -> None:
    assert after("submitted", "return", Party.REVIEWER, reason=REASON) == "returned"
    assert after("submitted", "withdraw") == "withdrawn"
    for state in ("returned", "withdrawn"):
        assert after(state, "upload") == "attached"


def test_accounts_are_suspended_resumed_and_closed_by_an_administrator() -> None:
    assert after("approved", "suspend", Party.ADMINISTRATOR, reason=REASON) == "suspended"
    assert after("suspended", "resume", Party.ADMINISTRATOR, reason=REASON) == "approved"
    for state in ("approved", "suspended"):
        assert after(state, "close", Party.ADMINISTRATOR, reason=REASON) == "closed"
        assert after(state, "close", Party.REVIEWER, reason=REASON) == "WRONG_PARTY"
    assert {"closed"} == REGISTRATION.endings


@pytest.mark.parametrize("state", ["returned", "rejected"])
def test_a_decision_is_taken_back_as_long_as_nothing_came_of_it(state: str) -> None:
    assert after(state, "reconsider", Party.REVIEWER) == "submitted"
    assert after(state, "reconsider", Party.REVIEWER, own_area=False) == "FORBIDDEN_AREA"
    assert after(state, "reconsider", Party.OPERATOR) == "WRONG_PARTY"


@pytest.mark.parametrize("state", ["approved", "suspended", "closed"])
def test_an_approval_that_opened_an_account_is_not_taken_back(state: str) -> None:
    assert after(state, "reconsider", Party.REVIEWER) == "ACCOUNT_OPENED"
