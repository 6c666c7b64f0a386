"""Approving many green cases at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from models.database import reading, writing
from models.holds import take
from models.review import decisions_of
from tests.webqueue.conftest import Visit
from tests.webqueue.world import DOUBTFUL_LETTER, NAME, PASSED_NAME, World, add_case, make_world


@pytest.fixture
def world(tmp_path: Path) -> World:
    # Nothing is drawn, unless a test says so.
    return make_world(tmp_path, audit_share=0)


@pytest.fixture
def client(visit: Visit) -> FlaskClient:
    return visit("reviewer")


def _approved(world: World, submission_id: int) -> bool:
    with reading(world.engine) as session:
        return [decision.outcome for decision in decisions_of(session, submission_id)] == ["approved"]


def test_only_green_cases_that_nobody_has_in_hand_are_offered(world: World, client: FlaskClient) -> None:
    green, doubtful, held = (
        add_case(world, [PASSED_NAME]),
        add_case(world, [DOUBTFUL_LETTER]),
        add_case(world, [PASSED_NAME]),
    )
    with writing(world.engine) as session:
        take(session, held, world.supervisor.id, 60)
    text = client.get("/review/many").text
    assert f'value="{green}.1"' in text
    assert f'value="{doubtful}.1"' not in text
    assert f'value="{held}.1"' not in text
    assert "批量通过" in client.get("/review/").text


def test_each_chosen_case_is_approved_and_each_has_its_result(world: World, client: FlaskClient) -> None:
    green, doubtful, left = (
        add_case(world, [PASSED_NAME]),
        add_case(world, [DOUBTFUL_LETTER]),
        add_case(world, [PASSED_NAME]),
    )
    form = {"case": [f"{green}.1", f"{doubtful}.1", "x", "999.1"]}
    answer = client.post("/review/many", data=form)
    assert _approved(world, green)
    assert not _approved(world, doubtful)
    assert not _approved(world, left)
    assert "1件已通过" in answer.text
    assert "不是全部核验通过" in answer.text


def test_a_case_that_changed_or_is_in_other_hands_stays(world: World, visit: Visit, client: FlaskClient) -> None:
    changed, held = add_case(world, [PASSED_NAME]), add_case(world, [PASSED_NAME])
    visit("supervisor").post(f"/review/cases/{held}/hold")
    answer = client.post("/review/many", data={"case": [f"{changed}.2", f"{held}.1"]})
    assert "已有变化" in answer.text
    assert "正由钱主管审核" in answer.text
    assert not _approved(world, changed)
    assert not _approved(world, held)


def test_what_is_not_the_readers_to_know_approves_nothing(world: World, visit: Visit) -> None:
    green = add_case(world, [PASSED_NAME])
    answer = visit("faraway").post("/review/many", data={"case": [f"{green}.1"]})
    assert "没有找到该申请" in answer.text
    assert NAME not in answer.text
    assert not _approved(world, green)


class TestDrawn:
    @pytest.fixture
    def world(self, tmp_path: Path) -> World:
        return make_world(tmp_path, audit_share=1)

    def test_drawn_cases_go_to_full_review(self, world: World, client: FlaskClient) -> None:
        green = add_case(world, [PASSED_NAME])
        text = client.get("/review/many").text
        assert "抽中复核" in text
        assert 'name="case"' not in text
        assert "被抽中" in client.post("/review/many", data={"case": [f"{green}.1"]}).text
        assert not _approved(world, green)
        assert "抽中人工全面复核" in client.get(f"/review/cases/{green}").text
        form = {"outcome": "approved", "revision": "1"}
        assert client.post(f"/review/cases/{green}/decision", data=form).status_code == 303
