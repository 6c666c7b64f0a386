"""The administrator's page of webhooks."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import select, text

from models.database import reading
from models.histories import steps_of
from models.webhooks import Webhook, WebhookDelivery
from tests.webqueue.conftest import Visit
from tests.webqueue.world import World, add_case

PAGE = "/administration/webhooks"


def text_of(answer: Any) -> str:
    return str(answer.get_data(as_text=True))


def test_a_webhook_is_added_told_of_changes_and_closed(world: World, visit: Visit) -> None:
    administrator = visit("administrator")
    page = text_of(administrator.post(PAGE, data={"url": "https://hr.example/told"}))
    found = re.search(r"data-secret>([\w-]+)<", page)
    assert found is not None
    add_case(world)
    listed = text_of(administrator.get(PAGE))
    assert found[1] not in listed
    assert "<td>0</td><td>2</td><td>0</td>" in listed
    with reading(world.engine) as session:
        assert found[1] not in str(session.execute(text("select secret from webhook")).one())
        assert session.scalars(select(Webhook.secret)).one() == found[1]
    assert administrator.post(f"{PAGE}/1/close").status_code == 303
    add_case(world)
    with reading(world.engine) as session:
        given_up = session.scalars(select(WebhookDelivery.given_up_at)).all()
        assert [moment is not None for moment in given_up] == [True, True]
        assert [step.action for step in steps_of(session, "webhook", 1)] == ["create", "close"]
    assert administrator.post(f"{PAGE}/9/close").status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://hr.example/",
        "ftp://hr.example/",
        "https://",
        "https://name:word@hr.example/",
        "https://hr.example:0/",
        "https://hr.example:99999/",
        "https://hr.example/ x",
        "https://[::1",
        f"https://hr.example/{'x' * 500}",
    ],
)
def test_an_address_that_cannot_be_told_is_refused_and_stays_in_its_field(visit: Visit, url: str) -> None:
    answer = visit("administrator").post(PAGE, data={"url": url})
    assert answer.status_code == 422
    assert "推送地址应为" in text_of(answer)
