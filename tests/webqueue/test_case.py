"""The page of one case."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from models.database import reading, writing
from models.findings import Slot
from models.form import read_form
from models.impressions import SealCopy
from models.intake import Problem, keep_file, take_in
from models.review import Outcome
from models.submissions import Submission, current_documents
from models.verifications import verification_of
from tests.benchmarks.queue.plans import full_scans, noted_statements
from tests.webqueue.conftest import Visit
from tests.webqueue.world import ID_NUMBER, MOBILE, SEAL_BOX, World, add_case, decide_case, form_bytes
from webqueue.cases.related import related_submissions


@pytest.fixture
def client(visit: Visit) -> FlaskClient:
    return visit("reviewer")


def _case(client: FlaskClient, submission_id: int) -> str:
    answer = client.get(f"/review/cases/{submission_id}")
    assert answer.status_code == 200
    return answer.text


def test_checks_stand_worst_first_with_their_evidence(world: World, client: FlaskClient) -> None:
    text = _case(client, add_case(world))
    places = [text.index(f'<span class="check-name">{name}') for name in ("证书公章", "承诺书填写", "单位名称")]
    assert places == sorted(places)
    assert "box={},{},{},{}".format(*SEAL_BOX) in text
    assert 'x="{}" y="{}" width="{}" height="{}"'.format(*SEAL_BOX) in text
    assert "很有把握（97%）" in text
    assert "把握不大（62%）" in text


def test_differing_characters_are_marked(world: World, client: FlaskClient) -> None:
    text = _case(client, add_case(world))
    assert '岳阳市<mark class="run-different">示例技术有限公司</mark>' in text
    assert '岳阳市<mark class="run-different">市场监督管理局</mark>' in text


def test_personal_numbers_are_masked_everywhere(world: World, visit: Visit) -> None:
    submission_id = add_case(world)
    decide_case(world, submission_id, Outcome.RETURNED)
    for person, address in (("reviewer", "/review/cases"), ("operator", "/submissions")):
        text = visit(person).get(f"{address}/{submission_id}").text
        assert ID_NUMBER not in text
        assert ID_NUMBER[6:14] not in text
        assert MOBILE not in text
        assert "430602********001" in text


def test_the_seal_stands_beside_its_unrolled_ring(world: World, client: FlaskClient) -> None:
    submission_id = add_case(world)
    text = _case(client, submission_id)
    assert f"/cases/{submission_id}/seals/" in text
    assert "登记机关印章" in text
    assert "印文" in text


def test_typed_values_are_compared_with_the_documents(world: World, client: FlaskClient) -> None:
    text = _case(client, add_case(world))
    assert 'title="91430602MA4TT0009T"' in text
    assert "不一致" in text


def test_other_submissions_of_the_code_or_the_file_are_shown(world: World, client: FlaskClient) -> None:
    same_code = add_case(world)
    other = add_case(world, credit_code="12430600446600001X", unit_name="云溪区第一小学")
    text = _case(client, add_case(world))
    assert f'href="/review/cases/{same_code}"' in text
    assert "代码相同" in text
    assert f'href="/review/cases/{other}"' not in text


def test_the_same_name_under_another_code_is_shown_however_it_was_typed(world: World, client: FlaskClient) -> None:
    names = ("岳阳市样张（集团）有限公司", "岳阳市 样张(集团)有限公司", "岳阳市样张（集团）有限责任公司")
    one, same, other = (add_case(world, credit_code=f"CODE{len(name)}", unit_name=name) for name in names)
    text = _case(client, one)
    assert f'href="/review/cases/{same}"' in text
    assert "名称相同" in text
    assert f'href="/review/cases/{other}"' not in text


def test_submissions_without_a_name_have_no_name_in_common(world: World, client: FlaskClient) -> None:
    one, other = (add_case(world, credit_code=f"CODE{number}", unit_name="") for number in range(2))
    assert f'href="/review/cases/{other}"' not in _case(client, one)


def test_a_registration_that_is_not_handed_in_is_not_shown(world: World, client: FlaskClient) -> None:
    with writing(world.engine) as session:
        draft, _ = take_in(session, "draft", read_form(form_bytes()), {}, is_draft=True)
    assert f'href="/review/cases/{draft.id}"' not in _case(client, add_case(world))


def test_looking_for_related_submissions_walks_through_no_table(world: World) -> None:
    submission = world.state(add_case(world))
    with noted_statements(world.engine) as statements, reading(world.engine) as session:
        related_submissions(session, submission)
    assert len(statements) >= 4
    assert full_scans(world.engine, statements) == []


def test_the_same_file_under_another_code_is_shown(world: World, client: FlaskClient) -> None:
    cases = []
    for number in range(2):
        form = read_form(form_bytes(credit_code=f"CODE{number}"))
        files = {Slot.LETTER: keep_file(world.store, b"the same bytes", "letter.pdf")}
        with writing(world.engine) as session:
            cases.append(take_in(session, f"same-{number}", form, files)[0].id)
    text = _case(client, cases[0])
    assert f'href="/review/cases/{cases[1]}"' in text
    assert "文件相同" in text


@pytest.mark.parametrize("seen_from", [0, 1])
def test_a_seal_that_two_units_share_is_shown_with_either(world: World, client: FlaskClient, seen_from: int) -> None:
    cases = [add_case(world, credit_code=f"CODE{number}", unit_name=f"样张单位{number}") for number in range(2)]
    with writing(world.engine) as session:
        verification = verification_of(session, cases[0], 1)
        assert verification is not None
        letter = current_documents(session, session.get_one(Submission, cases[1]))[Slot.LETTER]
        session.add(SealCopy(verification_id=verification.id, slot="letter", document_id=letter.id))
    text = _case(client, cases[seen_from])
    assert f'href="/review/cases/{cases[1 - seen_from]}"' in text
    assert "印章相同" in text


def test_a_case_that_is_being_read_cannot_be_decided_and_asks_again(world: World, client: FlaskClient) -> None:
    with writing(world.engine) as session:
        files = {Slot.LETTER: keep_file(world.store, b"letter", "letter.pdf")}
        problem = Problem("certificate", "CERTIFICATE_MISSING", "缺少单位登记证书。请补传。")
        submission, _ = take_in(session, "unread", read_form(form_bytes()), files, [problem])
    text = _case(client, submission.id)
    assert f'hx-get="/review/cases/{submission.id}/progress"' in text
    assert 'name="outcome"' not in text
    assert "缺少单位登记证书" in text
    assert "未提交单位登记证书" in text
    assert "等待读取" in client.get(f"/review/cases/{submission.id}/progress").text


def test_the_piece_that_asks_again_stops_when_all_is_read(world: World, client: FlaskClient) -> None:
    text = client.get(f"/review/cases/{add_case(world)}/progress").text
    assert "hx-get" not in text
    assert "核验已完成" in text


def test_history_and_decision_are_shown(world: World, client: FlaskClient) -> None:
    submission_id = add_case(world)
    decide_case(world, submission_id, Outcome.REJECTED, "弄虚作假。")
    text = _case(client, submission_id)
    for words in ("收到资料", "核验完成", "作出审核决定", "弄虚作假。", "李审核"):
        assert words in text
    assert 'name="outcome"' not in text


def test_the_opinion_is_written_from_the_findings(world: World, client: FlaskClient) -> None:
    text = _case(client, add_case(world))
    assert "1. 登记证书复印件上只有登记机关印章" in text
    assert "2. 承诺书上的身份证号码" in text


def test_an_administrator_looks_and_does_not_decide(world: World, visit: Visit) -> None:
    text = visit("administrator").get(f"/review/cases/{add_case(world)}").text
    assert 'name="outcome"' not in text
    assert "不能审核" in text
