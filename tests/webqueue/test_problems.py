"""Error pages: plain words, a way out, and nothing of the engine."""

from __future__ import annotations

import logging

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from tests.webqueue.conftest import Visit
from tests.webqueue.world import PASSWORD, World, add_case
from webqueue import health
from webqueue.review import pages


def test_what_is_not_there_is_said_with_a_way_out(visit: Visit) -> None:
    answer = visit("reviewer").get("/review/cases/99999")
    assert answer.status_code == 404
    assert "不存在，或不在您的权限范围内" in answer.text
    assert 'href="/"' in answer.text


@pytest.mark.parametrize("address", ["/review/cases/99999999999999999999999", "/cases/1/pages/99999999999999999999999"])
def test_a_number_that_no_database_holds_is_not_there(visit: Visit, address: str) -> None:
    assert visit("reviewer").get(address).status_code == 404


def test_what_one_may_not_do_is_said_with_a_way_out(visit: Visit) -> None:
    answer = visit("operator").get("/review/")
    assert answer.status_code == 403
    assert "没有权限" in answer.text


def test_a_wrong_method_is_said(visit: Visit) -> None:
    assert visit("reviewer").get("/sign-out").status_code == 405


def test_the_unexpected_shows_and_logs_nothing_of_what_was_in_hand(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, world: World
) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError("430602199001010013 in /var/secret")

    client = visit("reviewer")
    submission_id = add_case(world)
    monkeypatch.setattr(pages, "take_decision", break_down)
    with caplog.at_level(logging.DEBUG):
        form = {"outcome": "returned", "opinion": "写了很久的意见", "revision": "1"}
        answer = client.post(f"/review/cases/{submission_id}/decision", data=form)
    assert answer.status_code == 500
    assert "写了很久的意见" in answer.text
    for text in (answer.text, caplog.text):
        assert "430602199001010013" not in text
        assert "secret" not in text
        assert "Traceback" not in text
    assert "RuntimeError" in caplog.text


def test_health_says_when_the_database_is_gone(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    assert visit("").get("/health").json == {"status": "ok"}

    def gone(_engine: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("unable to open /var/zhenghe.db"))

    monkeypatch.setattr(health, "reading", gone)
    answer = visit("").get("/health")
    assert answer.status_code == 503
    assert answer.json == {"status": "unavailable"}


def test_a_form_without_its_token_is_refused_everywhere(application: Flask, visit: Visit) -> None:
    client = visit("operator")
    application.config["WTF_CSRF_ENABLED"] = True
    for address in ("/sign-out", "/submissions/1/documents", "/review/cases/1/decision", "/sign-in"):
        assert client.post(address, data={"password": PASSWORD}).status_code == 400


def test_a_piece_of_a_page_leads_to_the_sign_in_when_it_has_expired(visit: Visit) -> None:
    answer = visit("").get("/submissions/1/progress", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in"
