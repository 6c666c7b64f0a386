"""The employer's steps in the pages, as operator, superior unit and the public meet them."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from models.applications import TitleApplication
from models.database import reading, writing
from models.employers import Employer, EmployerOperator
from models.publicities import PublicityBatch, PublicityEntry
from models.recommendations import RecommendationEntry, SuperiorUnit
from models.review_reasons import usual_reasons
from tests.models.papers.test_applicants_table import filled
from tests.models.steps.applications import AFTER, END, START, TYPED, id_number, reviewed_before
from tests.webqueue.conftest import Visit
from tests.webqueue.world import World
from webqueue import clock

REASON = "学历证书不清晰，请重新拍照。"
REPORT = "经核查原件及单位证明，材料属实。"
PUBLICITY = {"contact": "李四", "telephone": "0730-8880000", "start_date": str(START), "workdays": "5"}
UNIT = "岳阳市示例技术有限公司"


def text_of(answer: Any) -> str:
    return str(answer.get_data(as_text=True))


@pytest.fixture
def employer(world: World) -> Employer:
    """The employer that `operator` acts for; `stranger` acts for another one."""
    with writing(world.engine) as session:
        own = Employer(credit_code="91430602MA4TT0009T", name=UNIT, pooling_area="岳阳楼区")
        other = Employer(credit_code="92430611MA4TT0017K", name="岳阳市另一示例商行", pooling_area="君山区")
        session.add_all([own, other, SuperiorUnit(name="岳阳市职称改革办公室")])
        session.flush()
        for unit, account, person in ((own, world.operator, 900), (other, world.stranger, 901)):
            session.add(
                EmployerOperator(
                    employer_id=unit.id,
                    account_id=account.id,
                    name=account.name,
                    id_number=id_number(person),
                    mobile="13900139000",
                )
            )
    return own


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> list[dt.date]:
    """The office's date, which tests may change."""
    days = [START]
    monkeypatch.setattr(clock, "today", lambda: days[-1])
    return days


@pytest.fixture
def operator(employer: Employer, today: list[dt.date], visit: Visit) -> FlaskClient:
    """The employer's operator, at work."""
    assert employer.name
    assert today
    return visit("operator")


def enter(operator: FlaskClient, person: int = 1, **changes: str) -> int:
    """An application is entered and submitted; gives its number."""
    answer = operator.post("/employer/applicants", data={**TYPED, "id_number": id_number(person), **changes})
    assert answer.status_code == 302
    number = int(answer.location.rsplit("/", 1)[1])
    assert operator.post(f"/employer/applicants/{number}/submission").status_code == 302
    return number


def pass_review(world: World, operator: FlaskClient, *numbers: int) -> None:
    """Their initial reviews are passed, before the publicity's first day."""
    for number in numbers:
        form = {"outcome": "passed", "revision": "1"}
        assert operator.post(f"/employer/applicants/{number}/review", data=form).status_code == 302
    with writing(world.engine) as session:
        reviewed_before(session, START)


def publish(world: World, operator: FlaskClient, *people: int) -> str:
    """These people are public; gives the batch's address."""
    numbers = [enter(operator, person) for person in people]
    pass_review(world, operator, *numbers)
    answer = operator.post("/employer/publicities", data={"application": numbers})
    assert answer.status_code == 302
    assert operator.post(f"{answer.location}/publish", data=PUBLICITY).status_code == 302
    return str(answer.location)


def entries(world: World) -> list[int]:
    with reading(world.engine) as session:
        return list(session.scalars(select(PublicityEntry.id).order_by(PublicityEntry.id)))


def states(world: World) -> list[str]:
    with reading(world.engine) as session:
        return list(session.scalars(select(TitleApplication.state).order_by(TitleApplication.id)))


def test_who_stands_in_a_draft_is_not_offered_for_another_and_cannot_be_chosen(
    world: World, operator: FlaskClient
) -> None:
    drafted, free = enter(operator, 1), enter(operator, 2)
    pass_review(world, operator, drafted, free)
    draft = operator.post("/employer/publicities", data={"application": [drafted]}).location
    page = text_of(operator.get("/employer/publicities"))
    assert f'value="{drafted}" disabled' in page
    assert f"已在第{draft.rsplit('/', 1)[1]}批草稿中" in page
    assert f'value="{free}" disabled' not in page
    refused = operator.post("/employer/publicities", data={"application": [drafted, free]})
    assert refused.status_code == 409
    assert "已在另一批公示或公示草稿中" in text_of(refused)
    assert entries(world) == [1]
    assert operator.post(f"{draft}/cancel").status_code == 302
    assert operator.post("/employer/publicities", data={"application": [drafted, free]}).status_code == 302


def save_results(world: World, operator: FlaskClient, address: str) -> Any:
    return operator.post(f"{address}/results", data={f"result-{entry}": "passed" for entry in entries(world)})


def test_an_application_is_entered_changed_attached_and_submitted(world: World, operator: FlaskClient) -> None:
    refused = operator.post("/employer/applicants", data={**TYPED, "id_number": "1"})
    assert refused.status_code == 422
    assert "18位" in text_of(refused)
    answer = operator.post("/employer/applicants", data={**TYPED, "id_number": id_number(1)})
    page = f"/employer/applicants/{int(answer.location.rsplit('/', 1)[1])}"
    assert "查询码" in text_of(operator.get(page))
    changed = {**TYPED, "id_number": id_number(1), "speciality": "电气工程"}
    assert operator.post(page, data=changed).status_code == 302
    assert operator.post(page, data={**changed, "level": "高级"}).status_code == 422
    upload = {"kind": "学历证书", "file": (io.BytesIO(b"degree"), "degree.jpg")}
    assert operator.post(f"{page}/attachments", data=upload).status_code == 302
    again = operator.post(f"{page}/attachments", data={"kind": "学历证书", "file": (io.BytesIO(b"degree"), "d.jpg")})
    assert again.status_code == 422
    assert operator.post(f"{page}/submission").status_code == 302
    assert operator.post(page, data=changed).status_code == 409
    assert states(world) == ["pending"]
    assert id_number(1) not in text_of(operator.get(page))


def test_attachments_that_were_not_opened_are_pointed_out(operator: FlaskClient) -> None:
    answer = operator.post("/employer/applicants", data={**TYPED, "id_number": id_number(1)})
    page = f"/employer/applicants/{int(answer.location.rsplit('/', 1)[1])}"
    operator.post(f"{page}/attachments", data={"kind": "学历证书", "file": (io.BytesIO(b"degree"), "degree.jpg")})
    operator.post(f"{page}/submission")
    assert "还有1个附件没有查看" in text_of(operator.get(page))
    assert operator.get(f"{page}/attachments/1").get_data() == b"degree"
    assert "没有查看" not in text_of(operator.get(page))
    assert operator.post(f"{page}/attachments/1/removal").status_code == 409


@pytest.mark.parametrize("outcome", ["returned", "rejected"])
def test_a_return_and_a_rejection_ask_for_a_reason_and_keep_what_was_typed(
    world: World, operator: FlaskClient, outcome: str
) -> None:
    page = f"/employer/applicants/{enter(operator)}"
    assert operator.post(f"{page}/review", data={"revision": "1"}).status_code == 409
    short = operator.post(f"{page}/review", data={"outcome": outcome, "opinion": "不行", "revision": "1"})
    assert short.status_code == 409
    assert ">不行</textarea>" in text_of(short)
    kept = operator.post(f"{page}/review", data={"outcome": outcome, "opinion": REASON, "revision": "1"})
    assert kept.status_code == 302
    assert states(world) == [outcome]
    assert REASON in text_of(operator.get(page))


def test_usual_reasons_are_reason_enough(world: World, operator: FlaskClient) -> None:
    page = f"/employer/applicants/{enter(operator)}"
    reason = usual_reasons()["returned"][0]
    assert reason in text_of(operator.get(page))
    form = {"outcome": "returned", "reason": [reason], "opinion": "", "revision": "1"}
    assert operator.post(f"{page}/review", data=form).status_code == 302
    assert states(world) == ["returned"]
    assert reason in text_of(operator.get(page))


def test_a_returned_one_is_mended_and_comes_again(world: World, operator: FlaskClient) -> None:
    page = f"/employer/applicants/{enter(operator)}"
    operator.post(f"{page}/review", data={"outcome": "returned", "opinion": REASON, "revision": "1"})
    assert operator.post(f"{page}/submission").status_code == 302
    stale = operator.post(f"{page}/review", data={"outcome": "passed", "revision": "1"})
    assert stale.status_code == 409
    assert operator.post(f"{page}/review", data={"outcome": "passed", "revision": "2"}).status_code == 302
    assert operator.post(f"{page}/reopen", data={"reason": "漏看一项附件"}).status_code == 302
    assert states(world) == ["pending"]


def test_an_operator_who_applies_is_not_reviewed_by_themselves(operator: FlaskClient) -> None:
    page = f"/employer/applicants/{enter(operator, 900)}"
    refused = operator.post(f"{page}/review", data={"outcome": "passed", "revision": "1"})
    assert refused.status_code == 409
    assert "不能办理本人的申报" in text_of(refused)


def test_a_table_is_imported_with_a_report_of_each_row(world: World, operator: FlaskClient) -> None:
    template = operator.get("/employer/import/template")
    assert load_workbook(io.BytesIO(template.get_data())).worksheets[0].title == "申报人"
    content = filled({}, {"level": "高级"}, {"id_number": id_number(2)})
    answer = operator.post("/employer/import", data={"file": (io.BytesIO(content), "applicants.xlsx")})
    page = text_of(answer)
    assert "共3行，录入2行" in page
    assert "申报级别应为" in page
    assert states(world) == ["draft", "draft"]
    broken = operator.post("/employer/import", data={"file": (io.BytesIO(b"no table"), "a.xlsx")})
    assert broken.status_code == 422
    assert operator.post("/employer/import").status_code == 422


def test_the_last_day_is_counted_while_it_is_typed(world: World, operator: FlaskClient) -> None:
    address = publish(world, operator, 1)
    counted = text_of(operator.get(f"{address}/last-day", query_string=PUBLICITY))
    assert str(END) in counted
    unknown = text_of(operator.get(f"{address}/last-day", query_string={**PUBLICITY, "start_date": "2026-12-30"}))
    assert "无法计算截止日期" in unknown
    assert "自动计算" in text_of(operator.get(f"{address}/last-day"))


def test_everybody_sees_the_notice_and_nothing_that_may_not_be_shown(
    world: World, operator: FlaskClient, visit: Visit
) -> None:
    address = publish(world, operator, 1, 2)
    with reading(world.engine) as session:
        token = session.scalars(select(PublicityBatch.token)).one()
    nobody = visit("")
    page = text_of(nobody.get(f"/notices/{token}"))
    assert "2026-10-08" in page
    assert TYPED["name"] in page
    assert not any(hidden in page for hidden in (id_number(1), TYPED["mobile"], TYPED["details"]))
    paper = nobody.get(f"/notices/{token}/notice.pdf")
    assert paper.get_data().startswith(b"%PDF")
    assert operator.post(f"{address}/cancel", data={"reason": "名单有误，重新公示"}).status_code == 302
    assert nobody.get(f"/notices/{token}").status_code == 404
    assert nobody.get("/notices/unknown").status_code == 404


def test_a_result_is_saved_after_the_last_day_over_the_holiday(
    world: World, operator: FlaskClient, today: list[dt.date]
) -> None:
    address = publish(world, operator, 1, 2)
    for day in (START, dt.date(2026, 10, 1), END):
        today.append(day)
        refused = save_results(world, operator, address)
        assert refused.status_code == 409
        assert "公示期尚未届满" in text_of(refused)
    today.append(AFTER)
    assert "公示结果保存" in text_of(operator.get(address))
    assert save_results(world, operator, address).status_code == 302
    assert states(world) == ["publicity_passed"] * 2


def test_no_word_is_lost_where_a_step_is_refused(
    world: World, operator: FlaskClient, today: list[dt.date], visit: Visit
) -> None:
    address = publish(world, operator, 1, 2)
    first, second = entries(world)
    objection = {"entry": second, "objector": "赵六", "received_on": "2030-01-01", "content": "业绩材料与事实不符"}
    for where, form, kept in (
        ("objections", objection, ("赵六", "业绩材料与事实不符", "2030-01-01", f'"{second}" selected')),
        ("cancel", {"reason": "错了"}, ('value="错了"',)),
    ):
        refused = operator.post(f"{address}/{where}", data=form)
        assert refused.status_code == 409
        assert [words for words in kept if words not in text_of(refused)] == []
    operator.post(f"{address}/objections", data={**objection, "received_on": str(START)})
    operator.post(f"{address}/objections/1", data={"outcome": "dismissed", "report": REPORT})
    today.append(AFTER)
    results = {f"result-{first}": "failed", f"reason-{first}": "不行", f"report-{first}": "写到一半的报告"}
    refused = operator.post(f"{address}/results", data=results)
    for words in ('"failed" selected', 'value="不行"', ">写到一半的报告</textarea>"):
        assert words in text_of(refused)
    save_results(world, operator, address)
    chosen = {"year": "2026", "superior": "1", "application": ["1", "2"]}
    operator.post("/employer/recommendations", data=chosen)
    reviewer = visit("reviewer")
    reviewer.post("/superior/1/receipt")
    refused = reviewer.post("/superior/1/answers", data={"outcome-1": "returned", "opinion-1": "不行"})
    assert refused.status_code == 409
    assert '"returned" selected' in text_of(refused)
    assert 'value="不行"' in text_of(refused)


def test_no_word_of_an_application_is_lost_where_a_field_is_wrong(operator: FlaskClient) -> None:
    answer = operator.post("/employer/applicants", data={**TYPED, "id_number": id_number(1)})
    wrong = {**TYPED, "id_number": "1", "speciality": "写到一半的专业"}
    refused = operator.post(answer.location, data=wrong)
    assert refused.status_code == 422
    assert 'value="写到一半的专业"' in text_of(refused)


def test_an_objection_freezes_one_person_until_it_is_resolved(
    world: World, operator: FlaskClient, today: list[dt.date]
) -> None:
    address = publish(world, operator, 1, 2)
    first, second = entries(world)
    objection = {"entry": first, "objector": "赵六", "received_on": str(START), "content": "业绩材料与事实不符"}
    assert operator.post(f"{address}/objections", data={**objection, "objector": ""}).status_code == 409
    assert operator.post(f"{address}/objections", data={**objection, "received_on": "soon"}).status_code == 409
    assert operator.post(f"{address}/objections", data=objection).status_code == 302
    today.append(AFTER)
    assert save_results(world, operator, address).status_code == 409
    assert operator.post(f"{address}/results", data={f"result-{second}": "passed"}).status_code == 302
    without = operator.post(f"{address}/objections/1", data={"outcome": "dismissed", "report": ""})
    assert without.status_code == 409
    assert operator.post(f"{address}/objections/1", data={"outcome": "dismissed", "report": REPORT}).status_code == 302
    assert operator.post(f"{address}/results", data={f"result-{first}": "passed"}).status_code == 302
    assert states(world) == ["publicity_passed"] * 2


def test_people_are_recommended_checked_and_answered(
    world: World, operator: FlaskClient, today: list[dt.date], visit: Visit
) -> None:
    address = publish(world, operator, 1, 2)
    today.append(AFTER)
    save_results(world, operator, address)
    page = text_of(operator.get("/employer/recommendations?year=2026"))
    assert "岳阳市职称改革办公室" in page
    chosen = {"year": "2026", "superior": "1", "application": ["1", "2"]}
    assert operator.post("/employer/recommendations/check", data={"year": "2026"}).status_code == 409
    assert "核对" in text_of(operator.post("/employer/recommendations/check", data=chosen))
    reported = operator.post("/employer/recommendations", data=chosen)
    assert reported.status_code == 302
    assert "推荐上报保存成功" in text_of(operator.get(reported.location))
    assert operator.post("/employer/recommendations", data=chosen).status_code == 409
    sheet = load_workbook(io.BytesIO(operator.get(f"{reported.location}/summary.xlsx").get_data())).worksheets[0]
    assert sheet.title == "推荐上报汇总"
    assert operator.get(f"{reported.location}/summary.pdf").get_data().startswith(b"%PDF")
    _answer(world, visit("reviewer"))
    assert states(world) == ["upper_approved", "upper_returned"]
    assert operator.post(f"{reported.location}/withdrawal").status_code == 409
    assert REASON in text_of(operator.get(reported.location))
    back = operator.post("/employer/applicants/2/turn_back", data={"reason": "按上级意见修改"})
    assert back.status_code == 302


def _answer(world: World, reviewer: FlaskClient) -> None:
    """The superior unit receives the list and answers it."""
    assert UNIT in text_of(reviewer.get("/superior/"))
    with reading(world.engine) as session:
        first, second = session.scalars(select(RecommendationEntry.id).order_by(RecommendationEntry.id))
    early = reviewer.post("/superior/1/answers", data={f"outcome-{first}": "approved"})
    assert early.status_code == 409
    assert reviewer.post("/superior/1/receipt").status_code == 302
    incomplete = reviewer.post("/superior/1/answers", data={f"outcome-{second}": "returned"})
    assert incomplete.status_code == 409
    answers = {f"outcome-{first}": "approved", f"outcome-{second}": "returned", f"opinion-{second}": REASON}
    assert reviewer.post("/superior/1/answers", data=answers).status_code == 302
    assert "上级已审核" in text_of(reviewer.get("/superior/1"))


def test_a_recommendation_is_withdrawn_until_it_is_received(
    world: World, operator: FlaskClient, today: list[dt.date]
) -> None:
    address = publish(world, operator, 1)
    today.append(AFTER)
    save_results(world, operator, address)
    chosen = {"year": "2026", "superior": "1", "application": ["1"]}
    reported = operator.post("/employer/recommendations", data=chosen)
    assert operator.post(f"{reported.location}/withdrawal").status_code == 302
    assert states(world) == ["publicity_passed"]


def test_an_operator_whose_unit_has_no_account_yet_is_told_where_to_look(visit: Visit) -> None:
    answer = visit("operator").get("/employer/applicants")
    assert answer.status_code == 403
    assert "尚未开通" in text_of(answer)
    assert "我的申请" in text_of(answer)
    assert "尚未开通" not in text_of(visit("reviewer").get("/employer/applicants"))


def test_administrators_keep_the_list_of_superior_units(world: World, operator: FlaskClient, visit: Visit) -> None:
    administrator = visit("administrator")
    assert administrator.post("/superior/units", data={"name": "岳阳楼区职称改革办公室"}).status_code == 302
    assert administrator.post("/superior/units", data={"name": "岳阳楼区职称改革办公室"}).status_code == 422
    assert administrator.post("/superior/units", data={"name": " "}).status_code == 422
    assert administrator.post("/superior/units/1").status_code == 302
    with reading(world.engine) as session:
        assert list(session.scalars(select(SuperiorUnit.is_open).order_by(SuperiorUnit.id))) == [False, True]
    assert operator.get("/superior/units").status_code == 403
