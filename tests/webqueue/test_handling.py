"""What a reviewer does besides deciding: putting aside, asking, noting, undoing."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models.audit import history
from models.database import reading
from models.holds import held_by
from models.reasons import DecisionReason, reasons_in_force
from models.remarks import remarks_on
from models.review import Outcome, decisions_of
from models.standing import Standing
from models.submissions import SubmissionState
from tests.webqueue.conftest import Visit
from tests.webqueue.world import World, add_case, decide_case

QUESTION = "经办人是否为本单位在职人员？"


@pytest.fixture
def client(visit: Visit) -> FlaskClient:
    return visit("reviewer")


def _actions(world: World, submission_id: int) -> list[str]:
    with reading(world.engine) as session:
        return [event.action for event in history(session, submission_id)]


def test_a_case_put_aside_waits_and_the_next_one_comes(world: World, client: FlaskClient) -> None:
    first, second = add_case(world), add_case(world)
    answer = client.post(f"/review/cases/{first}/defer", data={"hours": "1", "text": "等单位回电话", "verdict": "fail"})
    assert answer.location == f"/review/cases/{second}?verdict=fail"
    assert _actions(world, first)[-2:] == ["note", "defer"]
    assert "暂缓至" in client.get("/review/").text
    assert client.post("/review/next", data={"after": str(second)}).location == "/review/"


def test_a_question_goes_to_the_operator_and_the_answer_brings_the_case_back(
    world: World, visit: Visit, client: FlaskClient
) -> None:
    submission_id = add_case(world)
    client.post(f"/review/cases/{submission_id}/question", data={"text": QUESTION})
    assert client.post("/review/next").location == "/review/"
    assert "已询问经办人，尚未答复" in client.get(f"/review/cases/{submission_id}").text
    operator = visit("operator")
    assert QUESTION in operator.get(f"/submissions/{submission_id}").text
    answer = operator.post(
        f"/submissions/{submission_id}/answer", data={"text": "是，已签合同。"}, follow_redirects=True
    )
    assert "答复已提交" in answer.text
    assert QUESTION not in answer.text
    assert client.post("/review/next").location == f"/review/cases/{submission_id}"
    assert "是，已签合同。" in client.get(f"/review/cases/{submission_id}").text


def test_an_answer_that_cannot_be_taken_keeps_its_words(world: World, visit: Visit, client: FlaskClient) -> None:
    submission_id = add_case(world)
    client.post(f"/review/cases/{submission_id}/question", data={"text": QUESTION})
    answer = visit("operator").post(f"/submissions/{submission_id}/answer", data={"text": "长" * 1001})
    assert answer.status_code == 422
    assert "不超过1000字" in answer.text
    assert "长" * 1001 in answer.text


def test_a_note_is_for_the_reviewing_side_alone(world: World, visit: Visit, client: FlaskClient) -> None:
    submission_id = add_case(world)
    answer = client.post(f"/review/cases/{submission_id}/note", data={"text": "疑似代办"}, follow_redirects=True)
    assert "疑似代办" in answer.text
    decide_case(world, submission_id, Outcome.RETURNED)
    assert "疑似代办" not in visit("operator").get(f"/submissions/{submission_id}").text


@pytest.mark.parametrize("act", ["question", "note"])
def test_nothing_written_is_nothing_sent(world: World, client: FlaskClient, act: str) -> None:
    submission_id = add_case(world)
    answer = client.post(f"/review/cases/{submission_id}/{act}", data={"text": " "}, follow_redirects=True)
    assert "请填写内容" in answer.text
    with reading(world.engine) as session:
        assert remarks_on(session, submission_id) == ()


@pytest.mark.parametrize("act", ["defer", "question", "note"])
def test_what_another_has_in_hand_is_left_alone(world: World, visit: Visit, client: FlaskClient, act: str) -> None:
    submission_id = add_case(world)
    client.post(f"/review/cases/{submission_id}/hold")
    supervisor = visit("supervisor")
    answer = supervisor.post(f"/review/cases/{submission_id}/{act}", data={"text": "x"}, follow_redirects=True)
    assert "正由李审核审核" in answer.text
    assert _actions(world, submission_id) == ["take_in", "verify"]


def test_the_last_decision_is_undone_by_whoever_took_it(world: World, client: FlaskClient) -> None:
    submission_id = add_case(world)
    form = {"outcome": "returned", "opinion": "缺公章。", "revision": "1"}
    answer = client.post(f"/review/cases/{submission_id}/decision", data=form, follow_redirects=True)
    assert f'action="/review/cases/{submission_id}/undo"' in answer.text
    answer = client.post(f"/review/cases/{submission_id}/undo", follow_redirects=True)
    assert "决定已撤回" in answer.text
    assert 'name="outcome"' in answer.text
    with reading(world.engine) as session:
        assert session.get_one(Standing, submission_id).state == SubmissionState.PENDING
        assert held_by(session, world.reviewer.id) == submission_id
        assert decisions_of(session, submission_id) == ()
    assert client.post(f"/review/cases/{submission_id}/decision", data=form).status_code == 303


def test_nobody_but_a_supervisor_undoes_what_another_decided(world: World, visit: Visit, client: FlaskClient) -> None:
    submission_id = add_case(world)
    form = {"outcome": "rejected", "opinion": "资料不实。", "revision": "1"}
    visit("supervisor").post(f"/review/cases/{submission_id}/decision", data=form)
    assert "撤回该决定" not in client.get(f"/review/cases/{submission_id}").text
    assert client.post(f"/review/cases/{submission_id}/undo").status_code == 403
    answer = visit("supervisor").post(f"/review/cases/{submission_id}/undo", follow_redirects=True)
    assert "决定已撤回" in answer.text


def test_what_is_not_decided_cannot_be_undone(world: World, client: FlaskClient) -> None:
    answer = client.post(f"/review/cases/{add_case(world)}/undo", follow_redirects=True)
    assert "已不能撤回" in answer.text


def test_reasons_come_from_the_catalogue_and_are_kept(world: World, client: FlaskClient) -> None:
    submission_id = add_case(world)
    text = client.get(f"/review/cases/{submission_id}").text
    assert "未盖公章或盖专用章" in text
    assert "与核验相符" in text
    with reading(world.engine) as session:
        seal = next(reason for reason in reasons_in_force(session, "returned") if reason.check == "certificate_seal")
    form = {"outcome": "returned", "opinion": seal.sentence, "revision": "1", "reason": [str(seal.id), "x", "999"]}
    client.post(f"/review/cases/{submission_id}/decision", data=form)
    with reading(world.engine) as session:
        assert session.scalars(select(DecisionReason.reason_id)).all() == [seal.id]


def test_chosen_reasons_stay_chosen_where_the_decision_could_not_be_taken(world: World, client: FlaskClient) -> None:
    with reading(world.engine) as session:
        seal = next(reason for reason in reasons_in_force(session, "returned") if reason.check == "certificate_seal")
    form = {"outcome": "returned", "opinion": "", "revision": "1", "reason": [str(seal.id)]}
    answer = client.post(f"/review/cases/{add_case(world)}/decision", data=form)
    assert f'value="{seal.id}" data-for="returned" data-sentence="{seal.sentence}" checked' in answer.text
