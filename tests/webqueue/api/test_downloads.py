"""Files that programs take: the same as people take, from those who may have them."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from flask import Flask
from sqlalchemy import select

from models import audit
from models.database import reading
from models.documents import Document, Page
from models.findings import Slot
from models.histories import steps_of
from models.review import Outcome
from models.submissions import Submission, current_documents
from tests.webqueue.api.conftest import Call
from tests.webqueue.world import FAILED_SEAL, PASSED_NAME, World, add_case, correct, decide_case


def _certificate(world: World, case: int) -> Document:
    with reading(world.engine) as session:
        return current_documents(session, session.get_one(Submission, case))[Slot.CERTIFICATE]


@pytest.mark.parametrize("person", ["reviewer", "operator", "auditor"])
def test_the_original_comes_as_it_was_handed_in(world: World, call: Call, person: str) -> None:
    case = add_case(world)
    document = _certificate(world, case)
    answer = call(person).get(f"/cases/{case}/documents/{document.id}")
    assert answer.data == world.store.get(document.sha256)
    assert answer.mimetype == "application/octet-stream"
    assert "filename*=UTF-8''certificate%20%E5%8E%9F%E4%BB%B6.pdf" in answer.headers["Content-Disposition"]


def test_a_case_names_what_can_be_downloaded(world: World, call: Call) -> None:
    case = add_case(world)
    program = call("reviewer")
    answer = program.get(f"/cases/{case}").json
    assert answer is not None
    assert [program.get(f"/cases/{case}/documents/{one['id']}").status_code for one in answer["documents"]] == [200] * 2


def test_old_versions_stay(world: World, call: Call) -> None:
    case = add_case(world)
    first = _certificate(world, case)
    decide_case(world, case, Outcome.RETURNED)
    correct(world, case, [FAILED_SEAL])
    assert _certificate(world, case).id != first.id
    assert call("reviewer").get(f"/cases/{case}/documents/{first.id}").data == world.store.get(first.sha256)


def test_a_page_is_the_picture_that_was_read(world: World, call: Call) -> None:
    case = add_case(world)
    document = _certificate(world, case)
    with reading(world.engine) as session:
        (page,) = session.scalars(select(Page).where(Page.document_id == document.id))
    answer = call("operator").get(f"/cases/{case}/documents/{document.id}/pages/1")
    assert (answer.mimetype, answer.data) == ("image/jpeg", world.store.get(page.sha256))
    assert call("operator").get(f"/cases/{case}/documents/{document.id}/pages/2").status_code == 404


def test_one_cases_files_are_not_found_under_another(world: World, call: Call) -> None:
    case, other = add_case(world), add_case(world, username="stranger")
    document = _certificate(world, case)
    for address in (f"/cases/{other}/documents/{document.id}", f"/cases/{other}/documents/{document.id}/pages/1"):
        for person in ("stranger", "reviewer"):
            assert call(person).get(address).status_code == 404


def test_the_bundle_is_whole_and_on_record(world: World, call: Call) -> None:
    case = add_case(world)
    answer = call("supervisor").get(f"/cases/{case}/bundle")
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        assert {"README.txt", "SHA256SUMS", "summary.pdf", "case.json", "events.json"} <= set(archive.namelist())
    with reading(world.engine) as session:
        event = audit.history(session, case)[-1]
    assert (event.action, event.actor) == ("bundle", "supervisor")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_filtered_list_is_on_record(world: World, call: Call, kind: str) -> None:
    add_case(world, unit_name='=HYPERLINK("x")')
    add_case(world, [PASSED_NAME])
    answer = call("auditor").get(f"/cases/list.{kind}", verdict="fail")
    assert answer.status_code == 200
    if kind == "csv":
        _, row = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
        assert row[2] == '\'=HYPERLINK("x")'
    with reading(world.engine) as session:
        (step,) = steps_of(session, "list", world.auditor.id)
        assert step.details == {"rows": 1, "filter": ["verdict"]}


def test_a_content_that_is_gone_is_told_as_such(world: World, call: Call) -> None:
    case = add_case(world)
    document = _certificate(world, case)
    world.store.remove_content(document.sha256)
    answer = call("reviewer").get(f"/cases/{case}/documents/{document.id}")
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["code"] == "CONTENT_MISSING"


def test_files_are_described_as_what_they_are(application: Flask) -> None:
    described = application.test_client().get("/api/openapi.json").json
    assert described is not None
    answers = described["paths"]["/api/v1/cases/{submission_id}/bundle"]["get"]["responses"]
    assert answers["200"]["content"] == {"application/zip": {"schema": {"type": "string", "format": "binary"}}}
    assert "503" in answers
