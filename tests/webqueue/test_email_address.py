"""The page of one's own e-mail address."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.database import reading
from models.email_addresses import address_of
from tests.webqueue.conftest import Visit
from tests.webqueue.world import PASSWORD, World, make_world
from webqueue.application import create_application

ADDRESS = "zhang@example.com"


def kept(world: World) -> str:
    with reading(world.engine) as session:
        return address_of(session, world.operator.id)


def test_it_is_entered_changed_and_removed_by_its_person_alone(world: World, visit: Visit) -> None:
    operator, stranger = visit("operator"), visit("stranger")
    assert operator.post("/email/", data={"address": ADDRESS}).status_code == 303
    assert ADDRESS in operator.get("/email/").text
    assert ADDRESS not in stranger.get("/email/").text
    stranger.post("/email/removal")
    operator.post("/email/", data={"address": "li@example.com"})
    assert kept(world) == "li@example.com"
    assert "不再发送邮件" in operator.post("/email/removal", follow_redirects=True).text
    assert kept(world) == ""


def test_what_is_no_address_is_refused_and_stays_in_the_field(world: World, visit: Visit) -> None:
    operator = visit("operator")
    operator.post("/email/", data={"address": ADDRESS})
    answer = operator.post("/email/", data={"address": "zhang at example"})
    assert answer.status_code == 422
    assert "邮箱地址不正确" in answer.text
    assert 'value="zhang at example"' in answer.text
    assert kept(world) == ADDRESS


def test_the_own_account_leads_there(visit: Visit) -> None:
    assert 'href="/email/"' in visit("operator").get("/tokens/", follow_redirects=True).text


def test_the_page_says_where_nothing_can_be_sent(visit: Visit) -> None:
    assert "尚未设置邮件服务器" in visit("operator").get("/email/").text


@pytest.mark.parametrize("scheme", ["mailto", "mailtos"])
def test_with_a_server_it_does_not(tmp_path: Path, scheme: str) -> None:
    settings = {"mail_server": f"{scheme}://mail.example.com", "public_address": "https://zhenghe.example"}
    client = create_application(make_world(tmp_path / "mailing", **settings).settings).test_client()
    client.application.config["WTF_CSRF_ENABLED"] = False
    client.post("/sign-in", data={"username": "operator", "password": PASSWORD})
    assert "邮件服务器" not in client.get("/email/").text
