"""An operator's full numbers: masked everywhere, shown for a reason, and never without a record."""

from __future__ import annotations

import pytest

from models.audit import Event, broken_links, history
from models.database import reading
from models.privacy import disclosure
from tests.webqueue.conftest import Visit
from tests.webqueue.world import ID_NUMBER, MOBILE, World, add_case

REASON = {"reason": "电话核实经办人身份"}


def disclosures(world: World, submission_id: int) -> list[Event]:
    with reading(world.engine) as session:
        assert broken_links(session) == ()
        return [event for event in history(session, submission_id) if event.action == "disclose"]


def test_the_case_shows_them_masked_and_leads_to_them(world: World, visit: Visit) -> None:
    submission_id = add_case(world)
    page = visit("reviewer").get(f"/review/cases/{submission_id}").text
    assert ID_NUMBER not in page
    assert MOBILE not in page
    assert f"/review/cases/{submission_id}/personal" in page
    assert f"/review/cases/{submission_id}/personal" not in visit("auditor").get(f"/review/cases/{submission_id}").text


def test_a_reason_is_asked_for_before_anything_is_shown(world: World, visit: Visit) -> None:
    submission_id = add_case(world)
    client = visit("reviewer")
    assert ID_NUMBER not in client.get(f"/review/cases/{submission_id}/personal").text
    refused = client.post(f"/review/cases/{submission_id}/personal", data={"reason": "看看"})
    assert refused.status_code == 422
    assert ID_NUMBER not in refused.text
    assert "看看" in refused.text
    assert disclosures(world, submission_id) == []


def test_they_are_shown_once_and_who_saw_them_and_why_is_recorded(world: World, visit: Visit) -> None:
    submission_id = add_case(world)
    client = visit("reviewer")
    shown = client.post(f"/review/cases/{submission_id}/personal", data=REASON)
    assert ID_NUMBER in shown.text
    assert MOBILE in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    assert ID_NUMBER not in client.get(f"/review/cases/{submission_id}/personal").text
    (event,) = disclosures(world, submission_id)
    assert (event.actor, event.details) == ("reviewer", REASON)
    assert event.before == event.after == "pending"
    assert "查看经办人完整号码" in visit("auditor").get(f"/review/cases/{submission_id}").text


def test_a_number_in_the_reason_is_not_kept(world: World, visit: Visit) -> None:
    submission_id = add_case(world)
    visit("reviewer").post(f"/review/cases/{submission_id}/personal", data={"reason": f"致电{MOBILE}核实"})
    (event,) = disclosures(world, submission_id)
    assert event.details == {"reason": "致电138****8000核实"}


def test_nobody_copies_the_queue(world: World, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disclosure, "MOST_AN_HOUR", 2)
    submission_id = add_case(world)
    client = visit("reviewer")
    answers = [client.post(f"/review/cases/{submission_id}/personal", data=REASON) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 403]
    assert ID_NUMBER not in answers[-1].text
    assert visit("supervisor").post(f"/review/cases/{submission_id}/personal", data=REASON).status_code == 200
