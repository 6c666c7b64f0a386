"""Reviewing through the API."""

from __future__ import annotations

import pytest

from models.review import Outcome
from models.submissions import SubmissionState
from tests.webqueue.api.conftest import Call
from tests.webqueue.world import ID_NUMBER, MOBILE, PASSED_NAME, SEAL_BOX, World, add_case, decide_case

RETURN = {"revision": 1, "outcome": "returned", "opinion": "证书上未见单位公章，请补盖后重新上传。"}


def test_a_program_takes_the_next_case_looks_and_decides(world: World, call: Call) -> None:
    submission_id = add_case(world)
    reviewer = call("reviewer")
    assert reviewer.post("/cases/next", {}).json == {"id": submission_id}
    case = reviewer.get(f"/cases/{submission_id}").json
    assert case is not None
    assert (case["state"], case["verdict"], case["holder"]) == ("pending", "fail", "李审核")
    seal = case["checks"][0]
    assert (seal["check"], seal["verdict"], seal["evidence"][0]["box"]) == (
        "certificate_seal",
        "fail",
        list(SEAL_BOX),
    )
    answer = reviewer.post(f"/cases/{submission_id}/decision", RETURN)
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["state"] == SubmissionState.RETURNED
    assert reviewer.get(f"/cases/{submission_id}").json["decisions"][0]["opinion"] == RETURN["opinion"]  # type: ignore[index]


def test_personal_numbers_are_masked(world: World, call: Call) -> None:
    text = call("auditor").get(f"/cases/{add_case(world)}").get_data(as_text=True)
    assert ID_NUMBER not in text
    assert MOBILE not in text
    assert "430602********0013" in text


def test_a_case_in_other_hands_is_refused_with_its_code(world: World, call: Call) -> None:
    submission_id = add_case(world)
    assert call("supervisor").post(f"/cases/{submission_id}/hold", {}).json["holder"] == "钱主管"  # type: ignore[index]
    answer = call("reviewer").post(f"/cases/{submission_id}/decision", RETURN)
    assert answer.status_code == 409
    assert answer.json is not None
    assert answer.json["code"] == "HELD_BY_ANOTHER"
    assert "钱主管" in answer.json["message_zh"]
    assert call("supervisor").post(f"/cases/{submission_id}/release", {}).status_code == 200
    assert call("reviewer").post(f"/cases/{submission_id}/decision", RETURN).status_code == 200


def test_a_supervisor_takes_over_and_undoes(world: World, call: Call) -> None:
    submission_id = add_case(world)
    call("reviewer").post(f"/cases/{submission_id}/hold", {})
    supervisor = call("supervisor")
    assert supervisor.post(f"/cases/{submission_id}/take-over", {}).json["holder"] == "钱主管"  # type: ignore[index]
    supervisor.post(f"/cases/{submission_id}/decision", RETURN)
    assert supervisor.post(f"/cases/{submission_id}/undo", {}).json["state"] == "pending"  # type: ignore[index]


@pytest.mark.parametrize("outcome", ["returned", "rejected", "approved"])
def test_a_decision_asks_for_the_reason_that_its_rule_asks_for(world: World, call: Call, outcome: str) -> None:
    answer = call("reviewer").post(f"/cases/{add_case(world)}/decision", {"revision": 1, "outcome": outcome})
    assert answer.status_code == 409
    assert answer.json is not None
    assert answer.json["code"] in ("REASON_REQUIRED", "OVERRIDE_REASON_REQUIRED")


def test_a_decision_on_an_older_revision_is_refused(world: World, call: Call) -> None:
    answer = call("reviewer").post(f"/cases/{add_case(world)}/decision", {**RETURN, "revision": 2})
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (409, "CASE_CHANGED")


def test_the_list_is_filtered_and_goes_on_from_page_to_page(world: World, call: Call) -> None:
    green = [add_case(world, (PASSED_NAME,)) for _ in range(3)]
    add_case(world)
    reviewer = call("reviewer")
    first = reviewer.get("/cases", verdict="pass", limit=2).json
    assert first is not None
    second = reviewer.get("/cases", verdict="pass", limit=2, after=first["next"]).json
    assert second is not None
    assert [item["id"] for item in (*first["items"], *second["items"])] == green
    assert second["next"] is None


def test_a_filter_that_is_not_known_is_refused_and_told(call: Call) -> None:
    answer = call("reviewer").get("/cases", verdict="green", colour="red", after="nowhere")
    assert answer.status_code == 422
    assert answer.json is not None
    assert set(answer.json["fields"]) == {"verdict", "colour"}
    assert set(call("reviewer").get("/cases", after="nowhere").json["fields"]) == {"after"}  # type: ignore[index]


def test_reviewers_see_the_cases_of_their_areas_alone(world: World, call: Call) -> None:
    submission_id = add_case(world)
    assert call("faraway").get("/cases").json == {"items": [], "next": None}
    assert call("faraway").get(f"/cases/{submission_id}").status_code == 404


def test_a_case_is_put_aside_with_a_question_that_its_operator_answers(world: World, call: Call) -> None:
    submission_id = add_case(world)
    reviewer, operator = call("reviewer"), call("operator")
    assert reviewer.post(f"/cases/{submission_id}/note", {"text": "来过电话"}).status_code == 200
    assert reviewer.post(f"/cases/{submission_id}/question", {"text": "公章何时补盖？"}).status_code == 200
    assert reviewer.post("/cases/next", {}).json == {"id": None}
    shown = operator.get(f"/submissions/{submission_id}")
    assert shown.json is not None
    assert shown.json["question"] == "公章何时补盖？"
    assert "来过电话" not in shown.get_data(as_text=True)
    assert operator.post(f"/submissions/{submission_id}/answer", {"text": "明天。"}).status_code == 200
    assert reviewer.post("/cases/next", {}).json == {"id": submission_id}
    assert reviewer.post(f"/cases/{submission_id}/deferral", {"hours": 1.5, "note": "等补章"}).status_code == 200
    assert reviewer.post("/cases/next", {}).json == {"id": None}


def test_the_catalogue_of_reasons(world: World, call: Call) -> None:
    items = call("auditor").get("/reasons").json["items"]  # type: ignore[index]
    assert {item["outcome"] for item in items} == {"approved", "returned", "rejected"}
    reason = next(item["id"] for item in items if item["outcome"] == "returned")
    submission_id = add_case(world)
    answer = call("reviewer").post(f"/cases/{submission_id}/decision", {**RETURN, "reasons": [reason]})
    assert answer.status_code == 200


def test_a_case_that_was_decided_is_not_decided_again(world: World, call: Call) -> None:
    submission_id = add_case(world)
    decide_case(world, submission_id, Outcome.RETURNED)
    answer = call("reviewer").post(f"/cases/{submission_id}/decision", RETURN)
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (409, "CASE_CHANGED")
