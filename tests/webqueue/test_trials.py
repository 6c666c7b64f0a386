"""Trials of the rules on their page."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from models.base import now
from models.database import reading, writing
from models.rule_trials import RuleTrial
from tests.webqueue.conftest import Visit
from tests.webqueue.world import NAME, World, add_case


def _trial(world: World) -> RuleTrial:
    with reading(world.engine) as session:
        return session.scalars(select(RuleTrial).order_by(RuleTrial.id.desc())).first() or RuleTrial()


def test_a_supervisor_asks_for_a_trial(world: World, visit: Visit) -> None:
    client = visit("supervisor")
    answer = client.post("/trials/", data={"since": "2026-11-01", "most": "20"}, follow_redirects=True)
    assert "试算已登记" in answer.text
    assert "等待运行" in answer.text
    trial = _trial(world)
    assert (trial.most_cases, trial.asked_by) == (20, world.supervisor.id)
    assert trial.since == dt.datetime(2026, 10, 31, 16, 0, tzinfo=dt.UTC)


def test_nonsense_asks_for_the_usual(world: World, visit: Visit) -> None:
    visit("supervisor").post("/trials/", data={"since": "yesterday", "most": "-3"})
    assert _trial(world).most_cases == 500


def test_the_page_shows_who_would_change(world: World, visit: Visit) -> None:
    case = add_case(world)
    checks = [{"check": "marking", "before": "fail", "after": "pass", "reason": "OK"}]
    change = {"submission": case, "outcome": "returned", "before": "fail", "after": "pass", "checks": checks}
    with writing(world.engine) as session:
        session.add(
            RuleTrial(
                asked_by=world.supervisor.id,
                since=now(),
                most_cases=5,
                finished_at=now(),
                rules="2026.9",
                checked=7,
                changes=[change],
            )
        )
    text = visit("auditor").get("/trials/").text
    for words in ("规则版本2026.9：试算7件，1件会改变", NAME, "用途标注：不通过 → 通过", f"/review/cases/{case}"):
        assert words in text
    assert "开始试算" not in text
