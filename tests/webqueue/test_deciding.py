"""Deciding: once, on what was seen, with a reason; and no typed word is lost."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from models.accounts import Account
from models.audit import history
from models.database import reading, writing
from models.findings import Slot
from models.form import read_form
from models.intake import keep_file, take_in
from models.review import Decision, Outcome, decisions_of
from models.submissions import Submission
from tests.webqueue.conftest import Visit
from tests.webqueue.world import PASSED_NAME, World, add_case, form_bytes

TYPED = "请加盖公章，谢谢配合。"


@pytest.fixture
def client(visit: Visit) -> FlaskClient:
    return visit("reviewer")


def _decide(client: FlaskClient, submission_id: int, outcome: str, **more: str) -> TestResponse:
    form = {"outcome": outcome, "revision": "1", **more}
    return client.post(f"/review/cases/{submission_id}/decision", data=form)


def _decisions(world: World, submission_id: int) -> tuple[Decision, ...]:
    with reading(world.engine) as session:
        return decisions_of(session, submission_id)


def test_a_decision_is_kept_with_who_and_why_and_the_next_case_follows(world: World, client: FlaskClient) -> None:
    submission_id, following = add_case(world), add_case(world)
    answer = _decide(client, submission_id, "returned", opinion=f"第一行\r\n{TYPED}", verdict="fail")
    assert answer.location == f"/review/cases/{following}?verdict=fail"
    (decision,) = _decisions(world, submission_id)
    assert (decision.outcome, decision.opinion) == ("returned", f"第一行\n{TYPED}")
    assert decision.reviewer_id == world.reviewer.id
    with reading(world.engine) as session:
        assert history(session, submission_id)[-1].action == "decide"


def test_after_the_decision_the_next_page_says_that_it_is_kept(world: World, client: FlaskClient) -> None:
    answer = client.post(
        f"/review/cases/{add_case(world, [PASSED_NAME])}/decision",
        data={"outcome": "approved", "revision": "1"},
        follow_redirects=True,
    )
    assert "审核通过，已保存" in answer.text


@pytest.mark.parametrize("outcome", ["returned", "rejected"])
@pytest.mark.parametrize("opinion", ["", "  \r\n "])
def test_without_a_reason_nothing_is_returned_or_rejected(
    world: World, client: FlaskClient, outcome: str, opinion: str
) -> None:
    submission_id = add_case(world)
    answer = _decide(client, submission_id, outcome, opinion=opinion)
    assert answer.status_code == 409
    assert "须填写审核意见" in answer.text
    assert not _decisions(world, submission_id)


@pytest.mark.parametrize("outcome", ["", "maybe", "pending"])
def test_without_an_outcome_the_words_stay_on_the_page(world: World, client: FlaskClient, outcome: str) -> None:
    answer = _decide(client, add_case(world), outcome, opinion=TYPED)
    assert answer.status_code == 409
    assert "还没有选择审核结果" in answer.text
    assert TYPED in answer.text


def test_approving_against_a_failed_check_asks_for_a_reason(world: World, client: FlaskClient) -> None:
    submission_id = add_case(world)
    answer = _decide(client, submission_id, "approved", opinion=TYPED)
    assert answer.status_code == 409
    assert "请在备注中写明理由" in answer.text
    assert TYPED in answer.text
    assert not _decisions(world, submission_id)
    assert _decide(client, submission_id, "approved", remark="已电话核实").status_code == 303
    assert _decisions(world, submission_id)[0].opinion == "已电话核实"


def test_the_written_reasons_do_not_go_with_an_approval(world: World, client: FlaskClient) -> None:
    submission_id = add_case(world, [PASSED_NAME])
    _decide(client, submission_id, "approved", opinion="1. 未见公章")
    assert _decisions(world, submission_id)[0].opinion == ""


def test_a_second_decision_is_refused_with_the_words_kept(world: World, client: FlaskClient) -> None:
    submission_id = add_case(world)
    _decide(client, submission_id, "returned", opinion="第一次")
    answer = _decide(client, submission_id, "rejected", opinion=TYPED)
    assert answer.status_code == 409
    assert "已有变化" in answer.text
    assert TYPED in answer.text
    assert [decision.opinion for decision in _decisions(world, submission_id)] == ["第一次"]


def test_a_page_of_an_older_revision_decides_nothing(world: World, client: FlaskClient) -> None:
    submission_id = add_case(world)
    with reading(world.engine) as session:
        reference = session.get_one(Submission, submission_id).reference
    with writing(world.engine) as session:
        changed = {Slot.LETTER: keep_file(world.store, b"another letter", "new.pdf")}
        take_in(session, reference, read_form(form_bytes()), changed)
    answer = _decide(client, submission_id, "returned", opinion=TYPED)
    assert answer.status_code == 409
    assert "已有变化" in answer.text
    assert TYPED in answer.text
    assert not _decisions(world, submission_id)


@pytest.mark.parametrize("revision", ["", "x", "0", "2", "-1", "9" * 40, "１"])
def test_a_senseless_revision_is_a_page_that_is_out_of_date(world: World, client: FlaskClient, revision: str) -> None:
    submission_id = add_case(world)
    answer = _decide(client, submission_id, "returned", opinion=TYPED, revision=revision)
    assert answer.status_code == 409
    assert not _decisions(world, submission_id)


def test_an_opinion_that_is_too_long_is_refused_and_kept(world: World, client: FlaskClient) -> None:
    answer = _decide(client, add_case(world), "returned", opinion="长" * 4001)
    assert answer.status_code == 409
    assert "超过4000字" in answer.text
    assert "长" * 4001 in answer.text


def test_nobody_decides_on_an_own_submission(world: World, client: FlaskClient) -> None:
    submission_id = add_case(world)
    with writing(world.engine) as session:
        session.execute(update(Submission).values(operator_id=world.reviewer.id))
    assert _decide(client, submission_id, "returned", opinion=TYPED).status_code == 403
    assert not _decisions(world, submission_id)


def test_an_expired_sign_in_gives_the_words_back(world: World, client: FlaskClient) -> None:
    submission_id = add_case(world)
    with writing(world.engine) as session:
        session.execute(update(Account).values(password_hash="changed"))
    answer = _decide(client, submission_id, "returned", opinion=TYPED)
    assert answer.status_code == 401
    assert "登录已过期" in answer.text
    assert TYPED in answer.text


def test_a_forged_form_decides_nothing_and_an_old_one_gives_the_words_back(
    world: World, application: Flask, client: FlaskClient
) -> None:
    submission_id = add_case(world)
    application.config["WTF_CSRF_ENABLED"] = True
    answer = _decide(client, submission_id, "returned", opinion=TYPED)
    assert answer.status_code == 400
    assert "页面已过期" in answer.text
    assert TYPED in answer.text
    assert not _decisions(world, submission_id)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_each_outcome_is_a_state_of_the_case(world: World, client: FlaskClient, outcome: Outcome) -> None:
    submission_id = add_case(world, [PASSED_NAME])
    _decide(client, submission_id, outcome, opinion=TYPED)
    assert f"state-{outcome}" in client.get(f"/review/cases/{submission_id}").text
