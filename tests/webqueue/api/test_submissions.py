"""Handing in and correcting through the API."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask

from models.database import reading
from models.findings import Slot
from models.review import Outcome
from models.submissions import Submission, current_documents
from tests.webqueue.api.conftest import Call
from tests.webqueue.world import FAILED_SEAL, World, add_case, decide_case, form_bytes, verify


def parts(**changes: Any) -> dict[str, Any]:
    """A submission as it is uploaded."""
    files = {slot.value: (io.BytesIO(f"%PDF {slot}".encode()), f"{slot}.pdf") for slot in Slot}
    return {"form": form_bytes("yyshili01").decode(), **files, **changes}


def test_a_submission_is_handed_in_read_and_shown_to_its_operator(world: World, call: Call, started: list[int]) -> None:
    operator = call("operator")
    answer = operator.upload("/submissions", parts())
    assert answer.status_code == 201
    assert answer.json is not None
    number = answer.json["id"]
    assert (answer.json["state"], answer.json["revision"], started) == ("reading", 1, [number])
    assert answer.json["reference"].startswith("JK")
    verify(world, number, (FAILED_SEAL,))
    shown = operator.get(f"/submissions/{number}").json
    assert shown is not None
    assert (shown["state"], shown["checks"], [one["slot"] for one in shown["documents"]]) == (
        "pending",
        [],
        ["certificate", "letter"],
    )
    assert [item["id"] for item in operator.get("/submissions").json["items"]] == [number]  # type: ignore[index]
    assert call("stranger").get(f"/submissions/{number}").status_code == 404


def test_a_submission_belongs_to_whoever_hands_it_in_whatever_its_form_says(world: World, call: Call) -> None:
    answer = call("operator").upload("/submissions", parts(form=form_bytes("stranger").decode()))
    assert answer.json is not None
    assert world.state(answer.json["id"]).operator_id == world.operator.id
    assert call("stranger").get("/submissions").json["items"] == []  # type: ignore[index]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"form": "{"}, "FORM_INVALID"),
        ({"form": form_bytes(credit_code="").decode()}, "FORM_INVALID"),
        ({"letter": (io.BytesIO(b""), "letter.pdf")}, "UPLOAD_EMPTY"),
        ({"letter": (io.BytesIO(b"x" * 1_100_000), "letter.pdf")}, "UPLOAD_TOO_LARGE"),
    ],
)
def test_a_faulty_submission_is_refused_whole(world: World, call: Call, changes: dict[str, Any], code: str) -> None:
    answer = call("operator").upload("/submissions", parts(**changes))
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (422, code)
    with reading(world.engine) as session:
        assert session.query(Submission).count() == 0


def test_a_submission_without_a_document_names_the_field(call: Call) -> None:
    answer = call("operator").upload("/submissions", {"form": form_bytes().decode()})
    assert answer.status_code == 422
    assert answer.json is not None
    assert set(answer.json["fields"]) == {"certificate", "letter"}


def test_a_body_of_the_wrong_kind_is_refused(application: Flask, call: Call) -> None:
    operator = call("operator")
    headers = {"Authorization": f"Bearer {operator.token}"}
    client = application.test_client()
    assert operator.post("/submissions", {"form": "{}"}).status_code == 415
    answered = [
        client.post("/api/v1/submissions/1/answer", data=body, content_type=kind, headers=headers).status_code
        for body, kind in (
            (b"{", "application/json"),
            (b"[" * 100_000, "application/json"),
            (b"[]", "application/json"),
            (b"text=1", "application/x-www-form-urlencoded"),
            (b"{}" * 200_000, "application/json"),
        )
    ]
    assert answered == [400, 400, 422, 415, 413]


def test_one_document_is_replaced_and_read_at_once(world: World, call: Call, started: list[int]) -> None:
    number = add_case(world)
    decide_case(world, number, Outcome.RETURNED)
    operator = call("operator")
    shown = operator.get(f"/submissions/{number}").json
    assert shown is not None
    assert shown["checks"][0]["check"] == "certificate_seal"
    upload = {"revision": "1", "certificate": (io.BytesIO(b"corrected"), "corrected.pdf")}
    answer = operator.upload(f"/submissions/{number}/documents", upload)
    assert answer.json is not None
    assert (answer.status_code, answer.json["revision"], started) == (200, 2, [number])
    with reading(world.engine) as session:
        documents = current_documents(session, session.get_one(Submission, number))
        assert {slot: document.revision for slot, document in documents.items()} == {
            Slot.CERTIFICATE: 2,
            Slot.LETTER: 1,
        }


@pytest.mark.parametrize(
    ("outcome", "content", "status", "code"),
    [
        (Outcome.RETURNED, None, 422, "NOTHING_UPLOADED"),
        (Outcome.RETURNED, "the same", 422, "UPLOAD_UNCHANGED"),
        (Outcome.REJECTED, "another", 409, "FROZEN"),
    ],
)
def test_a_replacement_that_changes_nothing_is_refused(
    world: World, call: Call, outcome: Outcome, content: str | None, status: int, code: str
) -> None:
    number = add_case(world)
    decide_case(world, number, outcome)
    with reading(world.engine) as session:
        same = world.store.get(current_documents(session, session.get_one(Submission, number))[Slot.LETTER].sha256)
    upload: dict[str, Any] = {"revision": "1"}
    if content is not None:
        upload["letter"] = (io.BytesIO(same if content == "the same" else content.encode()), "letter.pdf")
    answer = call("operator").upload(f"/submissions/{number}/documents", upload)
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (status, code)
