"""The list of cases."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from models.review import Outcome
from tests.webqueue.conftest import Visit
from tests.webqueue.world import DOUBTFUL_LETTER, PASSED_NAME, World, add_case, decide_case


@pytest.fixture
def client(visit: Visit) -> FlaskClient:
    return visit("reviewer")


def _listed(client: FlaskClient, query: str = "") -> list[int]:
    text = client.get(f"/review/{query}").text
    return [int(number) for number in re.findall(r'class="row-link" href="/review/cases/(\d+)', text)]


def _next(client: FlaskClient, **form: str) -> str:
    return client.post("/review/next", data=form).location


def test_failed_cases_come_first_and_then_the_oldest(world: World, client: FlaskClient) -> None:
    fine = add_case(world, [PASSED_NAME])
    doubtful = add_case(world, [DOUBTFUL_LETTER])
    failed = add_case(world)
    also_fine = add_case(world, [PASSED_NAME])
    assert _listed(client) == [failed, doubtful, fine, also_fine]


def test_filters_narrow_the_list(world: World, client: FlaskClient) -> None:
    failed = add_case(world, pooling_area="云溪区")
    doubtful = add_case(world, [DOUBTFUL_LETTER], unit_name="岳阳市另一单位")
    returned = add_case(world, [PASSED_NAME])
    decide_case(world, returned, Outcome.RETURNED)
    assert _listed(client, "?verdict=fail") == [failed]
    assert _listed(client, "?check=letter_fields") == [failed, doubtful]
    assert _listed(client, "?area=云溪区") == [failed]
    assert _listed(client, "?search=另一") == [doubtful]
    assert _listed(client, "?search=91430602ma4tt") == [failed, doubtful]
    assert _listed(client, "?state=returned") == [returned]
    assert _listed(client, "?state=all") == [returned, doubtful, failed]
    assert _listed(client, "?search=%25") == []


def test_a_row_says_what_a_reviewer_needs_to_choose(world: World, client: FlaskClient) -> None:
    add_case(world)
    text = client.get("/review/").text
    for words in (
        "岳阳市示例技术有限公司",
        "91430602MA4TT0009T",
        "岳阳楼区",
        "有不通过项",
        "证书公章",
        "承诺书填写",
        "刚刚",
    ):
        assert words in text


def test_states_are_counted(world: World, client: FlaskClient) -> None:
    add_case(world)
    decide_case(world, add_case(world), Outcome.RETURNED)
    text = re.sub(r"<svg.*?</svg>|\s+", "", client.get("/review/").text, flags=re.DOTALL)
    assert '待审核<spanclass="count">1' in text
    assert '已退回<spanclass="count">1' in text
    assert '全部<spanclass="count">2' in text


def test_long_lists_are_paged_and_the_filter_stays(world: World, client: FlaskClient) -> None:
    cases = [add_case(world, [PASSED_NAME]) for _ in range(22)]
    assert _listed(client, "?verdict=pass") == cases[:20]
    following = re.search(r'rel="next" href="/review/(\?[^"]+)"', client.get("/review/?verdict=pass").text)
    assert following is not None
    assert _listed(client, following[1].replace("&amp;", "&")) == cases[20:]
    assert "回到第一页" in client.get(f"/review/{following[1].replace('&amp;', '&')}").text


def test_names_are_shown_as_text(world: World, client: FlaskClient) -> None:
    add_case(world, unit_name="<script>alert(1)</script>")
    text = client.get("/review/").text
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;" in text


def test_next_goes_through_the_list_and_round(world: World, client: FlaskClient) -> None:
    first, second, third = add_case(world), add_case(world, [DOUBTFUL_LETTER]), add_case(world, [PASSED_NAME])
    assert _next(client) == f"/review/cases/{first}"
    assert _next(client, after=f"{first}") == f"/review/cases/{second}"
    assert _next(client, after=f"{second}") == f"/review/cases/{third}"
    assert _next(client, after=f"{third}") == f"/review/cases/{first}"
    assert _next(client, after=f"{first}", verdict="pass") == f"/review/cases/{third}?verdict=pass"
    assert _next(client, after=f"{third}", verdict="pass") == "/review/?verdict=pass"
    assert _next(client, after="x") == f"/review/cases/{first}"
    assert _next(client, after=f"{9**40}") == f"/review/cases/{first}"


def test_an_empty_queue_says_so(client: FlaskClient) -> None:
    assert "没有待审核的申请" in client.get("/review/").text
    assert "没有符合条件" in client.get("/review/?search=x").text
    answer = client.post("/review/next", follow_redirects=True)
    assert "没有更多待处理的申请" in answer.text
