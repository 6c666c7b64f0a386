"""The pages of API tokens."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from sqlalchemy import select

from models.api_tokens import ApiToken
from models.database import reading
from models.histories import steps_of
from tests.webqueue.conftest import Visit
from tests.webqueue.world import World

FORM = {"name": "人事系统", "days": "30"}


def text_of(answer: Any) -> str:
    return str(answer.get_data(as_text=True))


def token_shown(page: str) -> str:
    found = re.search(r"data-token>(zh_[\w-]+)<", page)
    assert found is not None
    return found[1]


def test_a_token_is_shown_once_used_and_revoked(application: Flask, world: World, visit: Visit) -> None:
    reviewer = visit("reviewer")
    own = reviewer.get("/tokens/").location
    token = token_shown(text_of(reviewer.post(own, data=FORM)))
    listed = text_of(reviewer.get(own))
    assert "人事系统" in listed
    assert token not in listed
    program, headers = application.test_client(), {"Authorization": f"Bearer {token}"}
    assert program.get("/api/v1/cases", headers=headers).status_code == 200
    with reading(world.engine) as session:
        kept = session.scalars(select(ApiToken)).one()
        assert kept.last_used_at is not None
    assert reviewer.post(f"/tokens/{kept.id}/revocation").status_code == 303
    assert program.get("/api/v1/cases", headers=headers).status_code == 401
    assert "已撤销" in text_of(reviewer.get(own))
    reviewer.post(f"/tokens/{kept.id}/revocation")
    assert "该令牌已被撤销" in text_of(reviewer.get(own))


def test_an_administrator_keeps_the_tokens_of_others_on_record(world: World, visit: Visit) -> None:
    administrator = visit("administrator")
    page = f"/tokens/of/{world.operator.id}"
    token_shown(text_of(administrator.post(page, data=FORM)))
    with reading(world.engine) as session:
        kept = session.scalars(select(ApiToken)).one()
        assert (kept.account_id, kept.created_by) == (world.operator.id, world.administrator.id)
    administrator.post(f"/tokens/{kept.id}/revocation")
    with reading(world.engine) as session:
        assert [(step.actor, step.action) for step in steps_of(session, "api_token", kept.id)] == [
            ("administrator", "create"),
            ("administrator", "revoke"),
        ]


def test_nobody_else_finds_them(world: World, visit: Visit) -> None:
    visit("operator").post(f"/tokens/of/{world.operator.id}", data=FORM)
    stranger = visit("stranger")
    assert stranger.get(f"/tokens/of/{world.operator.id}").status_code == 404
    assert stranger.post(f"/tokens/of/{world.operator.id}", data=FORM).status_code == 404
    assert stranger.post("/tokens/1/revocation").status_code == 404
    assert stranger.post("/tokens/99/revocation").status_code == 404


def test_a_faulty_token_is_refused_and_the_words_stay(world: World, visit: Visit) -> None:
    page = f"/tokens/of/{world.reviewer.id}"
    answer = visit("reviewer").post(page, data={**FORM, "days": "9999"})
    assert answer.status_code == 422
    assert 'value="人事系统"' in text_of(answer)
