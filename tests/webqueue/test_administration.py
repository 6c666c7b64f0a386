"""Keeping accounts and the catalogue of reasons."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models.accounts import SUBJECT, Account, find_account
from models.database import reading
from models.histories import broken_steps, steps_of
from models.reasons import Reason
from tests.webqueue.conftest import Visit
from tests.webqueue.world import PASSWORD, World, add_case


@pytest.fixture
def client(visit: Visit) -> FlaskClient:
    return visit("administrator")


def _shown_password(text: str) -> str:
    found = re.search(r"data-password>([^<]+)<", text)
    assert found is not None
    return found[1]


def _account(world: World, account_id: int) -> Account:
    with reading(world.engine) as session:
        return session.get_one(Account, account_id)


def _steps(world: World, account_id: int) -> list[str]:
    with reading(world.engine) as session:
        assert broken_steps(session) == ()
        return [step.action for step in steps_of(session, SUBJECT, account_id)]


def test_a_new_account_signs_in_with_the_password_that_was_shown_once(
    world: World, visit: Visit, client: FlaskClient
) -> None:
    form = {"username": "Chen_Li", "name": "陈丽", "role": "reviewer"}
    password = _shown_password(client.post("/administration/accounts", data=form).text)
    assert password not in client.get("/administration/accounts").text
    answer = visit("").post("/sign-in", data={"username": "chen_li", "password": password})
    assert answer.location == "/review/"
    with reading(world.engine) as session:
        account = find_account(session, "chen_li")
        assert account is not None
        assert account.name == "陈丽"
    assert _steps(world, account.id) == ["create"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"username": "reviewer"}, "已被使用"),
        ({"username": "REVIEWER"}, "已被使用"),
        ({"username": "1abc"}, "字母开头"),
        ({"username": "陈丽"}, "字母开头"),
        ({"username": "a"}, "字母开头"),
        ({"name": " "}, "姓名和角色"),
        ({"role": "king"}, "姓名和角色"),
    ],
)
def test_what_is_wrong_with_a_new_account_is_told_and_the_words_stay(
    client: FlaskClient, changes: dict[str, str], words: str
) -> None:
    form = {"username": "chenli", "name": "陈丽", "role": "auditor", **changes}
    answer = client.post("/administration/accounts", data=form)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{form["username"]}"' in answer.text


def test_a_blocked_account_is_out_at_once_and_back_when_unblocked(
    world: World, visit: Visit, client: FlaskClient
) -> None:
    reviewer = visit("reviewer")
    client.post(f"/administration/accounts/{world.reviewer.id}/block")
    assert reviewer.get("/review/").status_code == 302
    assert "已停用" in client.get("/administration/accounts").text
    client.post(f"/administration/accounts/{world.reviewer.id}/unblock")
    assert visit("reviewer").get("/review/").status_code == 200
    assert _steps(world, world.reviewer.id) == ["block", "unblock"]


def test_nobody_locks_the_own_account(world: World, client: FlaskClient) -> None:
    answer = client.post(f"/administration/accounts/{world.administrator.id}/block", follow_redirects=True)
    assert "不能停用自己的账号" in answer.text
    assert _account(world, world.administrator.id).blocked_at is None


def test_a_new_password_ends_the_old_one_and_its_sign_ins(world: World, visit: Visit, client: FlaskClient) -> None:
    reviewer = visit("reviewer")
    password = _shown_password(client.post(f"/administration/accounts/{world.reviewer.id}/password").text)
    assert reviewer.get("/review/").status_code == 302
    assert reviewer.post("/sign-in", data={"username": "reviewer", "password": PASSWORD}).status_code == 401
    assert reviewer.post("/sign-in", data={"username": "reviewer", "password": password}).status_code == 302


def test_areas_decide_what_a_reviewer_sees(world: World, visit: Visit, client: FlaskClient) -> None:
    submission_id = add_case(world)
    reviewer = visit("reviewer")
    assert reviewer.get(f"/review/cases/{submission_id}").status_code == 200
    client.post(f"/administration/accounts/{world.reviewer.id}/areas", data={"area": ["汨罗市", "no such area"]})
    assert _account(world, world.reviewer.id).areas == ["汨罗市"]
    assert reviewer.get(f"/review/cases/{submission_id}").status_code == 404
    client.post(f"/administration/accounts/{world.reviewer.id}/areas")
    assert reviewer.get(f"/review/cases/{submission_id}").status_code == 200


def test_an_unknown_account_is_not_found(client: FlaskClient) -> None:
    assert client.post("/administration/accounts/999/block").status_code == 404
    assert client.post("/administration/reasons/999/retire").status_code == 404


def test_a_reason_is_added_offered_and_retired(world: World, visit: Visit, client: FlaskClient) -> None:
    submission_id = add_case(world)
    form = {"outcome": "returned", "title": "缺页", "sentence": "请补齐缺页后上传。", "check": ""}
    client.post("/administration/reasons", data=form)
    reviewer = visit("reviewer")
    assert "请补齐缺页后上传。" in reviewer.get(f"/review/cases/{submission_id}").text
    with reading(world.engine) as session:
        reason = session.scalars(select(Reason).where(Reason.title == "缺页")).one()
    client.post(f"/administration/reasons/{reason.id}/retire")
    assert "请补齐缺页后上传。" not in reviewer.get(f"/review/cases/{submission_id}").text
    assert "已停用" in client.get("/administration/reasons").text


def test_half_a_reason_is_refused_and_its_words_stay(client: FlaskClient) -> None:
    form = {"outcome": "returned", "title": " ", "sentence": "请补齐缺页后上传。", "check": ""}
    answer = client.post("/administration/reasons", data=form)
    assert answer.status_code == 422
    assert ">请补齐缺页后上传。</textarea>" in answer.text


def test_an_auditor_looks_and_finds_no_button(visit: Visit) -> None:
    auditor = visit("auditor")
    for page in ("/administration/accounts", "/administration/reasons"):
        assert 'action="/administration' not in auditor.get(page).text
