"""Saved filters on the pages."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from models.database import reading
from models.saved_filters import SavedFilter, filters_for
from tests.webqueue.conftest import Visit
from tests.webqueue.world import PASSED_NAME, World, add_case


@pytest.fixture
def client(visit: Visit) -> FlaskClient:
    return visit("reviewer")


def _saved(world: World, account_id: int) -> tuple[SavedFilter, ...]:
    with reading(world.engine) as session:
        return filters_for(session, account_id)


def _chips(client: FlaskClient) -> list[tuple[str, str]]:
    text = client.get("/review/").text
    found = re.findall(r'class="saved-filter"[^>]*>([^<]+)<span class="count">([^<]+)', text)
    return [(name, count) for name, count in found]


def test_a_saved_filter_stands_in_the_list_with_its_count(world: World, client: FlaskClient) -> None:
    add_case(world)
    add_case(world, [PASSED_NAME])
    answer = client.post("/review/filters", data={"name": "有问题", "verdict": "fail"})
    assert answer.location == "/review/?verdict=fail"
    client.post("/review/filters", data={"name": "云溪", "area": "云溪区", "nonsense": "x"})
    assert _chips(client) == [("有问题", "1"), ("云溪", "0")]
    assert 'href="/review/?verdict=fail" aria-current="page"' in client.get("/review/?verdict=fail").text


def test_a_supervisor_shares_with_all(world: World, visit: Visit, client: FlaskClient) -> None:
    supervisor = visit("supervisor")
    supervisor.post("/review/filters", data={"name": "重点", "verdict": "fail", "shared": "1"})
    supervisor.post("/review/filters", data={"name": "自留"})
    assert [name for name, _ in _chips(client)] == ["重点"]
    assert [name for name, _ in _chips(visit("auditor"))] == ["重点"]
    assert client.post("/review/filters", data={"name": "我也", "shared": "1"}).status_code == 403
    shared, own = _saved(world, world.supervisor.id)
    assert client.post(f"/review/filters/{shared.id}/remove").status_code == 403
    assert client.post(f"/review/filters/{own.id}/remove").status_code == 404


def test_a_filter_is_renamed_and_removed_on_its_page(world: World, client: FlaskClient) -> None:
    client.post("/review/filters", data={"name": "待办"})
    (saved,) = _saved(world, world.reviewer.id)
    answer = client.post(f"/review/filters/{saved.id}/rename", data={"name": "今日"}, follow_redirects=True)
    assert "筛选已改名为“今日”" in answer.text
    answer = client.post(f"/review/filters/{saved.id}/remove", follow_redirects=True)
    assert "“今日”已删除" in answer.text
    assert "还没有保存筛选" in answer.text


def test_a_name_that_cannot_be_is_told_in_a_sentence(client: FlaskClient) -> None:
    client.post("/review/filters", data={"name": "待办"})
    for name, words in (("", "筛选须有名称"), ("待办", "已有同名的筛选")):
        answer = client.post("/review/filters", data={"name": name, "verdict": "fail"}, follow_redirects=True)
        assert words in answer.text


def test_a_shared_filter_counts_what_its_reader_may_see(world: World, visit: Visit) -> None:
    add_case(world)
    visit("supervisor").post("/review/filters", data={"name": "全部失败", "verdict": "fail", "shared": "1"})
    assert _chips(visit("faraway")) == [("全部失败", "0")]
    assert _chips(visit("reviewer")) == [("全部失败", "1")]
