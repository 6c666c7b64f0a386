"""Correcting a reading in the workbench."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from models.corrections import ReadingCorrection
from models.database import reading
from models.review import Outcome
from models.verifications import verification_of
from tests.webqueue.conftest import Visit
from tests.webqueue.world import CODE, ID_NUMBER, World, add_case, decide_case


@pytest.fixture
def client(visit: Visit) -> FlaskClient:
    return visit("reviewer")


def _correct(client: FlaskClient, case: int, part: str, value: str, revision: str = "1") -> TestResponse:
    form = {"part": part, "value": value, "revision": revision}
    return client.post(f"/review/cases/{case}/correction", data=form, follow_redirects=True)


def _corrections(world: World) -> list[ReadingCorrection]:
    with reading(world.engine) as session:
        return list(session.scalars(select(ReadingCorrection)))


def test_the_check_shows_both_and_keeps_its_verdict(world: World, client: FlaskClient) -> None:
    case = add_case(world)
    answer = _correct(client, case, "certificate.ring.0", "岳阳市示例技术有限公司")
    assert "更正已保存；核验结论不变" in answer.text
    for words in ("人工更正", '<del lang="zh-CN">岳阳市市场监督管理局</del>', "与填写一致", "李审核"):
        assert words in answer.text
    with reading(world.engine) as session:
        verification = verification_of(session, case, 1)
        assert verification is not None
        assert verification.verdict == "fail"
    assert "更正读数" in answer.text.split('class="history"')[1]


def test_personal_values_are_not_shown(world: World, client: FlaskClient) -> None:
    case = add_case(world)
    answer = _correct(client, case, "letter.field.id_number", ID_NUMBER)
    assert _corrections(world)[0].new_value == ID_NUMBER
    assert ID_NUMBER not in answer.text
    assert "与填写一致" in answer.text


def test_nonsense_is_answered_in_a_sentence(world: World, client: FlaskClient) -> None:
    case = add_case(world)
    for part, value, revision, words in (
        ("certificate.nonsense", "x", "1", "没有找到要更正的内容"),
        ("nowhere", "x", "1", "没有找到要更正的内容"),
        ("certificate.credit_code", CODE, "1", "与现有内容相同"),
        ("certificate.credit_code", "x", "2", "已有变化"),
    ):
        assert words in _correct(client, case, part, value, revision).text
    assert _corrections(world) == []


def test_a_settled_case_offers_no_correction(world: World, client: FlaskClient) -> None:
    case = add_case(world)
    assert "correct-button" in client.get(f"/review/cases/{case}").text
    decide_case(world, case, Outcome.RETURNED)
    assert "correct-button" not in client.get(f"/review/cases/{case}").text


def test_who_has_not_the_case_in_hand_corrects_nothing(world: World, visit: Visit, client: FlaskClient) -> None:
    case = add_case(world)
    visit("supervisor").post(f"/review/cases/{case}/hold")
    assert "正由钱主管审核" in _correct(client, case, "certificate.unit_name", "别的名称").text
    assert _corrections(world) == []
