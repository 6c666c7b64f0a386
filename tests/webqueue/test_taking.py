"""Taking a case in hand: it is shown, it is kept from others, and it can be taken over."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from models.audit import history
from models.database import reading, writing
from models.holds import held_by, holder_of
from models.queue import QueueFilter, list_cases
from models.review import decisions_of
from tests.webqueue.conftest import Visit
from tests.webqueue.world import PASSED_NAME, World, add_case

FORM = {"outcome": "returned", "opinion": "缺公章，请补盖。", "revision": "1"}


@pytest.fixture
def client(visit: Visit) -> FlaskClient:
    return visit("reviewer")


def _held(world: World, submission_id: int) -> str:
    with reading(world.engine) as session:
        holder = holder_of(session, submission_id)
        return holder.name if holder else ""


def test_opening_the_page_looks_and_its_first_call_takes(world: World, client: FlaskClient) -> None:
    submission_id = add_case(world)
    assert 'hx-trigger="load' in client.get(f"/review/cases/{submission_id}").text
    assert _held(world, submission_id) == ""
    answer = client.post(f"/review/cases/{submission_id}/hold")
    assert "由您审核" in answer.text
    assert 'hx-trigger="every 40s"' in answer.text
    assert _held(world, submission_id) == "李审核"


def test_next_gives_the_same_case_until_it_is_left(world: World, client: FlaskClient) -> None:
    first, second = add_case(world), add_case(world)
    assert [client.post("/review/next").location for _ in range(2)] == [f"/review/cases/{first}"] * 2
    assert client.post(f"/review/cases/{first}/release").status_code == 204
    assert _held(world, first) == ""
    client.post(f"/review/cases/{second}/hold")
    assert client.post("/review/next").location == f"/review/cases/{second}"


def test_others_see_who_has_it_and_get_another_one(world: World, visit: Visit, client: FlaskClient) -> None:
    first, second = add_case(world), add_case(world)
    client.post("/review/next")
    supervisor = visit("supervisor")
    assert "李审核正在审核" in supervisor.get("/review/").text
    text = supervisor.get(f"/review/cases/{first}").text
    assert "<strong>李审核</strong>正在审核" in text
    assert "接手" in text
    assert "正在审核" in supervisor.post(f"/review/cases/{first}/hold").text
    assert supervisor.post("/review/next").location == f"/review/cases/{second}"
    assert "接手" not in client.get(f"/review/cases/{second}").text


def test_nobody_decides_on_what_another_has_in_hand_and_no_word_is_lost(
    world: World, visit: Visit, client: FlaskClient
) -> None:
    submission_id = add_case(world)
    client.post(f"/review/cases/{submission_id}/hold")
    answer = visit("supervisor").post(f"/review/cases/{submission_id}/decision", data=FORM)
    assert answer.status_code == 409
    assert "正由李审核审核" in answer.text
    assert FORM["opinion"] in answer.text
    with reading(world.engine) as session:
        assert decisions_of(session, submission_id) == ()
    assert client.post(f"/review/cases/{submission_id}/decision", data=FORM).status_code == 303


def test_a_supervisor_takes_over_and_the_first_one_learns_of_it(
    world: World, visit: Visit, client: FlaskClient
) -> None:
    submission_id = add_case(world)
    client.post(f"/review/cases/{submission_id}/hold")
    supervisor = visit("supervisor")
    answer = supervisor.post(f"/review/cases/{submission_id}/take-over", data={"verdict": "fail"})
    assert answer.location == f"/review/cases/{submission_id}?verdict=fail"
    assert "<strong>钱主管</strong>正在审核" in client.post(f"/review/cases/{submission_id}/hold").text
    assert client.post(f"/review/cases/{submission_id}/decision", data=FORM).status_code == 409
    with reading(world.engine) as session:
        assert history(session, submission_id)[-1].action == "take_over"
    assert "接手审核" in supervisor.get(f"/review/cases/{submission_id}").text


def test_a_settled_case_cannot_be_taken_over(world: World, visit: Visit, client: FlaskClient) -> None:
    submission_id = add_case(world)
    client.post(f"/review/cases/{submission_id}/decision", data=FORM)
    answer = visit("supervisor").post(f"/review/cases/{submission_id}/take-over", follow_redirects=True)
    assert "不在待审核状态" in answer.text


def test_the_decision_takes_the_next_case_in_hand(world: World, client: FlaskClient) -> None:
    first, second = add_case(world), add_case(world)
    client.post(f"/review/cases/{first}/decision", data=FORM)
    with reading(world.engine) as session:
        assert held_by(session, world.reviewer.id) == second


def test_a_reviewer_sees_the_cases_of_the_own_areas_alone(world: World, visit: Visit) -> None:
    here, there = add_case(world), add_case(world, pooling_area="汨罗市")
    faraway = visit("faraway")
    text = faraway.get("/review/?state=all").text
    assert f"/review/cases/{there}" in text
    assert f"/review/cases/{here}" not in text
    assert faraway.post("/review/next").location == f"/review/cases/{there}"
    assert faraway.get(f"/review/cases/{here}").status_code == 404


def test_what_has_waited_too_long_comes_first(world: World, client: FlaskClient) -> None:
    late, failed = add_case(world, [PASSED_NAME]), add_case(world)
    with writing(world.engine) as session:
        entries = list_cases(session, QueueFilter())
        assert [entry.submission.id for entry in entries] == [failed, late]
        standing = next(entry.standing for entry in entries if entry.submission.id == late)
        standing.waiting_since = standing.waiting_since.replace(year=2020)
    assert "逾期" in client.get("/review/").text
    assert client.post("/review/next").location == f"/review/cases/{late}"
    assert client.post("/review/next", data={"after": str(late)}).location == f"/review/cases/{failed}"
