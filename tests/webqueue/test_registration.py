"""Registering an account in the pages, from the first form to the sign-in with the new account."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models import audit
from models.database import reading, writing
from models.findings import CheckId, CheckResult, Verdict
from models.registrations import Registration
from models.review import Outcome, decide
from models.steps.settling import settle
from models.submissions import Submission
from tests.models.steps.employers import PASSWORD, TYPED
from tests.webqueue.conftest import Visit
from tests.webqueue.world import FAILED_SEAL, PASSED_NAME, World, verify

REASON = "承诺书未盖公章，请盖章后重新上传。"


def text_of(answer: Any) -> str:
    return str(answer.get_data(as_text=True))


def begin(client: FlaskClient) -> tuple[str, str]:
    """Begin a registration; gives its number and code."""
    page = text_of(client.post("/register/"))
    reference, code = re.search(r'id="new-reference">(.+?)<', page), re.search(r'id="new-code">(.+?)<', page)
    assert reference is not None
    assert code is not None
    return reference[1], code[1]


def files(*slots: str) -> dict[str, Any]:
    """Uploads for these slots."""
    return {slot: (io.BytesIO(f"{slot} {number}".encode()), f"{slot}.pdf") for number, slot in enumerate(slots)}


def the_registration(world: World) -> Registration:
    with reading(world.engine) as session:
        return session.scalars(select(Registration).order_by(Registration.id.desc()).limit(1)).one()


def checked(world: World, *checks: CheckResult) -> None:
    """The documents were read and checked."""
    number = the_registration(world).submission_id
    assert number is not None
    verify(world, number, checks or (PASSED_NAME,))


def saved(world: World, client: FlaskClient, *checks: CheckResult) -> None:
    """Everything but the last step."""
    begin(client)
    assert client.post("/register/form", data=TYPED).status_code == 302
    assert client.post("/register/documents", data=files("certificate", "letter")).status_code == 302
    checked(world, *checks)
    assert client.post("/register/save").status_code == 302


def submitted(world: World, client: FlaskClient) -> None:
    """A registration under review."""
    saved(world, client)
    assert client.post("/register/submit", data={"password": PASSWORD}).status_code == 302


def decided(world: World, outcome: Outcome, opinion: str = "") -> None:
    """The reviewer's decision."""
    with writing(world.engine) as session:
        submission = session.get_one(Submission, the_registration(world).submission_id)
        reviewer = audit.Actor("reviewer", "reviewer", world.reviewer.id)
        decide(session, submission, submission.revision, outcome, opinion, reviewer)
        settle(session, submission, outcome, opinion, reviewer)


def test_the_form_asks_for_everything_in_the_guides_words(visit: Visit) -> None:
    client = visit("")
    begin(client)
    page = text_of(client.get("/register/form"))
    for words in (
        "注册类型",
        "专家项目、职称、继续教育、人力资源申报",
        "专家项目、职称、继续教育申报",
        "主管机构",
        "统筹区",
    ):
        assert words in page


def test_a_field_is_checked_as_it_is_left(visit: Visit) -> None:
    client = visit("")
    begin(client)
    wrong = client.post("/register/fields/credit_code", data={**TYPED, "credit_code": "91430602MA4TTO009T"})
    assert "是否应为91430602MA4TT0009T？" in text_of(wrong)
    right = client.post("/register/fields/credit_code", data=TYPED)
    assert "。" not in text_of(right)
    assert client.post("/register/fields/nothing", data=TYPED).status_code == 404


def test_a_faulty_form_is_kept_and_attachments_stay_closed(visit: Visit) -> None:
    client = visit("")
    begin(client)
    answer = client.post("/register/form", data={**TYPED, "mobile": "1"})
    assert answer.status_code == 422
    assert "手机号码应为11位" in text_of(answer)
    assert TYPED["unit_name"] in text_of(answer)
    assert "必填项全部填写正确后" in text_of(answer)
    refused = client.post("/register/documents", data=files("letter"))
    assert refused.status_code == 422
    assert "暂不能上传附件" in text_of(refused)


def test_documents_are_read_at_once_and_findings_shown_before_submitting(
    world: World, visit: Visit, started: list[int]
) -> None:
    client = visit("")
    saved(world, client, FAILED_SEAL)
    assert started == [the_registration(world).submission_id]
    page = text_of(client.get("/register/form"))
    assert "证书公章" in page
    assert "怎样改正" in page
    assert "仍要提交的原因" in page
    picture = re.search(r"/register/pages/\d+", page)
    assert picture is not None
    assert "image/" in str(client.get(picture[0]).mimetype)


@pytest.mark.parametrize(
    ("suggested", "words"), [("岳阳楼区", "与证书上的登记机关和住所相符"), ("云溪区", "建议选择“云溪区”")]
)
def test_the_suggested_pooling_area_stands_beside_the_chosen_one(
    world: World, visit: Visit, suggested: str, words: str
) -> None:
    client = visit("")
    begin(client)
    client.post("/register/form", data=TYPED)
    assert "suggested-area" not in text_of(client.get("/register/form"))
    client.post("/register/documents", data=files("certificate", "letter"))
    checked(world, CheckResult(CheckId.POOLING_AREA, Verdict.PASS, "AREA", "统筹区。", expected=suggested))
    assert words in text_of(client.get("/register/form"))


def test_progress_is_told_until_all_is_read(world: World, visit: Visit) -> None:
    client = visit("")
    begin(client)
    client.post("/register/form", data=TYPED)
    client.post("/register/documents", data=files("certificate", "letter"))
    waiting = client.get("/register/progress")
    assert "等待读取" in text_of(waiting)
    assert "HX-Refresh" not in waiting.headers
    checked(world)
    assert client.get("/register/progress").headers["HX-Refresh"] == "true"


def test_a_failed_check_needs_a_reason_and_a_replaced_picture_is_read_anew(
    world: World, visit: Visit, started: list[int]
) -> None:
    client = visit("")
    saved(world, client, FAILED_SEAL)
    refused = client.post("/register/submit", data={"password": PASSWORD})
    assert refused.status_code == 409
    assert "核验发现不通过项" in text_of(refused)
    assert client.post("/register/documents", data={"certificate": (io.BytesIO(b"better"), "c.pdf")}).status_code == 302
    assert len(started) == 2
    checked(world)
    client.post("/register/save")
    assert client.post("/register/submit", data={"password": PASSWORD}).status_code == 302


def test_handed_in_it_is_locked_and_stands_in_the_queue(world: World, visit: Visit) -> None:
    client = visit("")
    assert TYPED["unit_name"] not in text_of(visit("reviewer").get("/review/"))
    submitted(world, client)
    assert "内容已锁定" in text_of(client.get("/register/form"))
    assert client.post("/register/form", data=TYPED).status_code == 409
    assert client.post("/register/documents", data=files("letter")).status_code == 422
    assert TYPED["unit_name"] in text_of(visit("reviewer").get("/review/"))


def test_a_draft_is_not_found_by_reviewers(world: World, visit: Visit) -> None:
    saved(world, visit(""))
    number = the_registration(world).submission_id
    assert visit("reviewer").get(f"/review/cases/{number}").status_code == 404


def test_the_new_account_signs_in(world: World, visit: Visit) -> None:
    client = visit("")
    submitted(world, client)
    decided(world, Outcome.APPROVED)
    assert "审核通过" in text_of(client.get("/register/form"))
    answer = client.post("/sign-in", data={"username": TYPED["username"], "password": PASSWORD})
    assert answer.status_code == 302


def test_a_decision_in_the_queue_settles_the_registration(world: World, visit: Visit) -> None:
    submitted(world, visit(""))
    number = the_registration(world).submission_id
    reviewer = visit("reviewer")
    page = f"/review/cases/{number}"
    reviewer.get(page)
    reviewer.post(f"{page}/decision", data={"outcome": "returned", "opinion": REASON, "revision": "1"})
    assert the_registration(world).state == "returned"


def test_a_returned_one_shows_why_and_comes_again(world: World, visit: Visit) -> None:
    client = visit("")
    submitted(world, client)
    decided(world, Outcome.RETURNED, REASON)
    assert REASON in text_of(client.get("/register/form"))
    client.post("/register/documents", data={"letter": (io.BytesIO(b"sealed"), "l.pdf")})
    checked(world)
    client.post("/register/save")
    assert client.post("/register/submit", data={"password": PASSWORD}).status_code == 302
    assert the_registration(world).state == "submitted"


def test_a_rejected_one_is_begun_anew_under_another_number(world: World, visit: Visit) -> None:
    client = visit("")
    submitted(world, client)
    first = the_registration(world).reference
    assert client.post("/register/again").status_code == 409
    decided(world, Outcome.REJECTED, REASON)
    page = text_of(client.post("/register/again"))
    assert the_registration(world).reference != first
    assert the_registration(world).reference in page
    assert TYPED["unit_name"] in text_of(client.get("/register/form"))


def test_it_is_withdrawn_until_it_is_decided_on(world: World, visit: Visit) -> None:
    client = visit("")
    submitted(world, client)
    assert client.post("/register/withdraw").status_code == 302
    assert the_registration(world).state == "withdrawn"
    assert client.post("/register/withdraw").status_code == 409


def test_number_and_code_lead_back_and_nothing_else_does(visit: Visit) -> None:
    reference, code = begin(visit(""))
    other = visit("")
    assert other.get("/register/form").status_code == 403
    wrong = other.post("/register/open", data={"reference": reference, "code": "wrong"})
    assert wrong.status_code == 401
    unknown = other.post("/register/open", data={"reference": "ZC0", "code": code})
    assert text_of(wrong).count("不正确") == text_of(unknown).count("不正确") == 1
    assert other.post("/register/open", data={"reference": reference.lower(), "code": f" {code} "}).status_code == 302
    assert other.get("/register/form").status_code == 200
    other.post("/register/leave")
    assert other.get("/register/form").status_code == 403


def test_guessing_codes_is_slowed_down(visit: Visit) -> None:
    reference, _ = begin(visit(""))
    guesser = visit("")
    answers = [
        guesser.post("/register/open", data={"reference": reference, "code": str(number)}).status_code
        for number in range(6)
    ]
    assert answers == [401] * 5 + [429]


def test_asking_about_another_units_operator_is_slowed_down_and_names_no_value(
    world: World, visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    submitted(world, visit(""))
    decided(world, Outcome.APPROVED)
    client = visit("")
    begin(client)
    other = {"relation": "different", "username": "yyshili02", "password": "Other-Kai99"}
    client.post("/register/form", data={**TYPED, **other})
    client.post("/register/documents", data=files("certificate", "letter"))
    checked(world)
    client.post("/register/save")
    answers = [client.post("/register/submit", data={"password": "Other-Kai99"}) for _ in range(6)]
    assert [answer.status_code for answer in answers[:4]] == [409] * 4
    assert answers[-1].status_code == 429
    page = text_of(answers[0])
    assert "身份证号码与已有经办人相同" in page
    assert "SAME_PERSON" in caplog.text
    assert TYPED["id_number"] not in caplog.text


def test_an_administrator_suspends_resumes_and_closes_the_account(world: World, visit: Visit) -> None:
    submitted(world, visit(""))
    assert visit("administrator").post("/opened/1/suspend", data={"reason": REASON}).status_code == 404
    decided(world, Outcome.APPROVED)
    administrator = visit("administrator")
    assert TYPED["unit_name"] in text_of(administrator.get("/opened/"))
    assert administrator.post("/opened/1/suspend", data={"reason": "停"}).status_code == 409
    signed_in = []
    for way in ("suspend", "resume", "close"):
        assert administrator.post(f"/opened/1/{way}", data={"reason": "按单位申请办理"}).status_code == 302
        answer = visit("").post("/sign-in", data={"username": TYPED["username"], "password": PASSWORD})
        signed_in.append(answer.status_code == 302)
    assert signed_in == [False, True, False]
    assert administrator.post("/opened/1/resume", data={"reason": "按单位申请办理"}).status_code == 409


@pytest.mark.parametrize("person", ["operator", "reviewer", "supervisor", "auditor"])
def test_nobody_else_changes_opened_accounts(visit: Visit, person: str) -> None:
    client = visit(person)
    assert client.get("/opened/").status_code == 403
    assert client.post("/opened/1/close").status_code == 403


def test_opened_accounts_are_not_for_the_public(visit: Visit) -> None:
    assert visit("").get("/opened/").status_code == 302
    assert visit("").post("/opened/1/close").status_code == 401
