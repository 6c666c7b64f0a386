"""Four eyes on the pages: the first approval waits, somebody else confirms, and everybody is told how to go on."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from models.accounts import Role, create_account
from models.audit import history
from models.database import reading, writing
from models.first_approvals import first_approvals_of
from models.holds import holder_of
from models.review import decisions_of
from tests.webqueue.conftest import Visit
from tests.webqueue.world import PASSED_NAME, PASSWORD, World, add_case, make_world
from webqueue.application import create_application

REASON = "已查验原件，公章在背面。"


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = make_world(tmp_path, second_person=True)
    with writing(world.engine) as session:
        create_account(session, "second", "周复核", Role.REVIEWER, PASSWORD)
    return world


@pytest.fixture
def application(world: World) -> Flask:
    application = create_application(world.settings, start_verification=lambda _: True)
    application.config["WTF_CSRF_ENABLED"] = False
    return application


def _approve(client: FlaskClient, submission_id: int, remark: str = REASON) -> TestResponse:
    form = {"outcome": "approved", "revision": "1", "remark": remark}
    return client.post(f"/review/cases/{submission_id}/decision", data=form, follow_redirects=True)


def test_the_first_approval_waits_in_the_queue_for_somebody_else(world: World, visit: Visit) -> None:
    first, second = visit("reviewer"), visit("second")
    case, other = add_case(world), add_case(world, [PASSED_NAME])
    assert "已登记您的同意，等待另一人复核" in _approve(first, case).text
    assert "您已同意，待另一人复核" in first.get("/review/").text
    listed = second.get("/review/?second=1").text
    assert "等待第二人复核" in listed
    assert f"/review/cases/{case}" in listed
    assert f"/review/cases/{other}?" not in listed
    assert first.post("/review/next").location == f"/review/cases/{other}"
    assert second.post("/review/next").location == f"/review/cases/{case}"


def test_a_second_person_sees_the_first_ones_reason_and_confirms(world: World, visit: Visit) -> None:
    case = add_case(world)
    _approve(visit("reviewer"), case)
    second = visit("second")
    page = second.get(f"/review/cases/{case}").text
    assert "李审核已同意通过" in page
    assert REASON in page
    assert "审核通过，已保存" in _approve(second, case, "").text
    with reading(world.engine) as session:
        (decision,) = decisions_of(session, case)
        (first,) = first_approvals_of(session, case)
        assert (decision.opinion, decision.first_approval_id) == (REASON, first.id)
        assert [event.action for event in history(session, case)][-2:] == ["approve_first", "decide"]


def test_who_approved_first_neither_decides_nor_keeps_the_case_from_others(world: World, visit: Visit) -> None:
    case = add_case(world)
    supervisor = visit("supervisor")
    _approve(supervisor, case)
    page = supervisor.get(f"/review/cases/{case}").text
    assert "您已同意通过，等待另一人复核" in page
    assert "data-decide" not in page
    supervisor.post(f"/review/cases/{case}/hold")
    with reading(world.engine) as session:
        assert holder_of(session, case) is None
    supervisor.post(f"/review/cases/{case}/take-over")
    refused = _approve(supervisor, case)
    assert refused.status_code == 409
    assert "须由另一人复核" in refused.text
    assert REASON in refused.text


def test_the_first_approval_is_withdrawn_like_a_decision(world: World, visit: Visit) -> None:
    case = add_case(world)
    first = visit("reviewer")
    assert 'id="undo"' in _approve(first, case).text
    assert visit("second").post(f"/review/cases/{case}/undo").status_code == 403
    answer = first.post(f"/review/cases/{case}/undo", follow_redirects=True)
    assert "同意已撤回" in answer.text
    assert "须另一人复核后生效" in answer.text
    with reading(world.engine) as session:
        assert [each.ending for each in first_approvals_of(session, case)] == ["withdrawn"]


def test_green_cases_and_returns_need_one_person(world: World, visit: Visit) -> None:
    green, failed = add_case(world, [PASSED_NAME]), add_case(world)
    first = visit("reviewer")
    assert "审核通过，已保存" in _approve(first, green, "").text
    form = {"outcome": "returned", "revision": "1", "opinion": "请盖章。"}
    first.post(f"/review/cases/{failed}/decision", data=form)
    with reading(world.engine) as session:
        assert len(decisions_of(session, green)) == len(decisions_of(session, failed)) == 1


def test_the_evidence_names_both_people(world: World, visit: Visit) -> None:
    case = add_case(world)
    _approve(visit("reviewer"), case)
    _approve(visit("second"), case, "")
    bundle = visit("supervisor").post(f"/review/cases/{case}/bundle")
    with zipfile.ZipFile(io.BytesIO(bundle.data)) as files:
        record = json.loads(next(files.read(name) for name in files.namelist() if name.endswith("case.json")))
    assert record["first_approvals"][0]["reviewer"] == "李审核"
    assert record["decisions"][0]["reviewer"] == "周复核"
    assert record["decisions"][0]["confirms_first_approval"] is True
