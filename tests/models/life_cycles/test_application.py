"""The application's life cycle, as its rules are written down elsewhere than in the table."""

from __future__ import annotations

import pytest

from models.errors import DecisionError
from models.life_cycles.application import APPLICATION, ApplicationAction, ApplicationFacts, ApplicationState
from models.life_cycles.table import Party

REASON = "学历证书不清晰，请重新拍照。"


def after(state: str, action: str, party: Party = Party.OPERATOR, **facts: object) -> str:
    """The state that the step leads to, or the code that it is refused with."""
    known = ApplicationFacts(**{"reason": REASON, **facts})  # type: ignore[arg-type]
    try:
        return APPLICATION.step(ApplicationState(state), ApplicationAction(action), party, known).after
    except DecisionError as error:
        return error.code


def test_the_way_of_the_guide_from_the_applicant_to_the_superior_unit() -> None:
    assert after("draft", "submit", Party.APPLICANT) == "pending"
    assert after("pending", "pass") == "passed"
    assert after("passed", "publish") == "public"
    assert after("public", "expire", Party.SYSTEM) == "expired"
    assert after("expired", "pass_publicity") == "publicity_passed"
    assert after("publicity_passed", "recommend") == "reported"
    assert after("reported", "upper_approve", Party.SUPERIOR, received=True) == "upper_approved"


@pytest.mark.parametrize("decision", ["return", "reject"])
@pytest.mark.parametrize("reason", ["", "     ", "不清楚"])
def test_the_initial_review_takes_a_reason_unless_it_passes(decision: str, reason: str) -> None:
    assert after("pending", decision, reason=reason) == "REASON_REQUIRED"
    assert after("pending", "pass", reason=reason) == "passed"


@pytest.mark.parametrize(
    ("state", "action"),
    [
        ("pending", "pass"),
        ("pending", "return"),
        ("pending", "reject"),
        ("passed", "publish"),
        ("expired", "pass_publicity"),
        ("publicity_passed", "recommend"),
    ],
)
def test_no_operator_takes_a_step_on_an_own_application(state: str, action: str) -> None:
    assert after(state, action, own=True) == "OWN_APPLICATION"


def test_returned_is_mended_and_rejected_is_final() -> None:
    assert after("pending", "return") == "returned"
    assert after("returned", "edit", Party.APPLICANT) == "returned"
    assert after("returned", "submit", Party.APPLICANT) == "pending"
    assert after("pending", "reject") == "rejected"
    assert after("rejected", "submit", Party.APPLICANT) == "REJECTED_FINAL"
    assert after("rejected", "edit", Party.APPLICANT) == "REJECTED_FINAL"


@pytest.mark.parametrize("state", ["draft", "pending", "returned", "rejected"])
def test_nobody_is_published_or_recommended_before_the_review_is_passed(state: str) -> None:
    assert after(state, "publish") == "NOT_PASSED"
    assert after(state, "recommend") == "NOT_PASSED"


@pytest.mark.parametrize("state", ["passed", "public", "objected", "expired"])
def test_nobody_is_recommended_before_the_publicity_is_passed(state: str) -> None:
    assert after(state, "recommend") == "PUBLICITY_REQUIRED"


def test_whoever_failed_the_publicity_is_not_recommended() -> None:
    assert after("publicity_failed", "recommend") == "PUBLICITY_FAILED"


@pytest.mark.parametrize("result", ["pass_publicity", "fail_publicity"])
def test_a_result_is_saved_after_the_last_day_and_without_open_objections(result: str) -> None:
    assert after("public", result) == "PUBLICITY_NOT_EXPIRED"
    assert after("expired", result, period_over=False) == "PUBLICITY_NOT_EXPIRED"
    assert after("objected", result) == "OBJECTION_OPEN"
    assert after("expired", result, objections_open=True) == "OBJECTION_OPEN"


def test_failing_a_publicity_takes_a_reason_and_a_report() -> None:
    assert after("expired", "fail_publicity", reason="") == "REASON_REQUIRED"
    assert after("expired", "fail_publicity", report=" ") == "REPORT_REQUIRED"
    assert after("expired", "fail_publicity") == "publicity_failed"


def test_the_period_is_over_by_the_clock_alone() -> None:
    assert after("public", "expire", Party.SYSTEM, period_over=False) == "PUBLICITY_NOT_EXPIRED"
    assert after("public", "expire", Party.OPERATOR) == "WRONG_PARTY"


def test_an_objection_freezes_the_applicant_until_it_is_resolved() -> None:
    assert after("public", "object") == "objected"
    assert after("objected", "dismiss", period_over=False) == "public"
    assert after("objected", "dismiss", period_over=True) == "expired"
    assert after("objected", "dismiss", objections_open=True) == "objected"
    assert after("objected", "uphold") == "publicity_failed"
    assert after("objected", "dismiss", report="") == "REPORT_REQUIRED"
    assert after("objected", "uphold", report="") == "REPORT_REQUIRED"


def test_an_objection_of_the_period_may_be_entered_after_it_and_a_later_one_not() -> None:
    assert after("expired", "object") == "objected"
    assert after("expired", "object", within_period=False) == "OBJECTION_TOO_LATE"


def test_a_recommendation_is_of_the_year_and_goes_to_a_unit_of_the_list() -> None:
    assert after("publicity_passed", "recommend", same_year=False) == "YEAR_DIFFERS"
    assert after("publicity_passed", "recommend", superior_known=False) == "SUPERIOR_UNKNOWN"


def test_a_recommendation_is_withdrawn_until_it_is_received() -> None:
    assert after("reported", "withdraw") == "publicity_passed"
    assert after("reported", "withdraw", received=True) == "ALREADY_RECEIVED"


def test_the_superior_unit_answers_what_it_received() -> None:
    assert after("reported", "upper_approve", Party.SUPERIOR) == "NOT_RECEIVED"
    assert after("reported", "upper_return", Party.SUPERIOR, received=True) == "upper_returned"
    assert after("reported", "upper_reject", Party.SUPERIOR, received=True) == "upper_rejected"
    assert after("reported", "upper_return", Party.SUPERIOR, received=True, reason="") == "REASON_REQUIRED"


def test_after_a_return_from_above_changed_content_goes_the_whole_way_again() -> None:
    assert after("upper_returned", "report_again") == "reported"
    assert after("upper_returned", "report_again", unchanged=False) == "PUBLICITY_REQUIRED"
    assert after("upper_returned", "turn_back") == "returned"
    assert after("publicity_failed", "correct") == "returned"


@pytest.mark.parametrize("state", set(ApplicationState) - {"draft", "returned", "rejected"})
def test_what_was_handed_in_is_frozen(state: str) -> None:
    assert after(state, "edit", Party.APPLICANT) == "FROZEN"


def test_a_review_may_be_reopened_before_the_publicity() -> None:
    assert after("passed", "reopen") == "pending"
    assert after("public", "reopen") == "STEP_FORBIDDEN"


def test_some_ends_are_final() -> None:
    assert {"rejected", "upper_approved", "upper_rejected"} == APPLICATION.endings
