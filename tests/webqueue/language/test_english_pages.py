"""In English, no page says anything in Chinese but terms in brackets, names, and what people and documents said."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from models import audit
from models.applications import TitleApplication
from models.areas import areas
from models.base import Base
from models.database import reading, writing
from models.documents import Document, Page
from models.findings import CheckId, CheckResult, Evidence, Slot, Verdict
from models.holds import take
from models.publicities import PublicityBatch
from models.remarks import RemarkKind, write_remark
from models.review import Outcome
from models.submissions import Submission
from tests.models.steps import employers
from tests.models.steps.applications import AFTER, TYPED, id_number
from tests.webqueue.conftest import Visit
from tests.webqueue.language.visible import texts_in
from tests.webqueue.test_employer import employer, operator, publish, save_results, today
from tests.webqueue.test_registration import begin, checked, files
from tests.webqueue.world import CODE, NAME, SEAL_BOX, World, add_case, correct, decide_case
from webqueue.language.sentences import translated

__all__ = ["employer", "operator", "today"]

PEOPLE = ("", "operator", "stranger", "reviewer", "faraway", "supervisor", "administrator", "auditor")
CHINESE = re.compile("[\u3400-\u9fff\u3001-\u303f\uff01-\uff60]")
IN_BRACKETS = re.compile(r"\([^()]*\)")
NOT_PAGES = {"static", "health.show", "language.choose", "api.document"}
"""Files, and the description of the interface for programs, which speaks both languages."""
FEWEST_PAGES = 30
SAMPLE = "（样张）"
CHECKS = (
    CheckResult(
        CheckId.CERTIFICATE_SEAL,
        Verdict.FAIL,
        "SEAL_OF_AUTHORITY_ONLY",
        "单位登记证书复印件上只有登记机关印章，未见本单位公章。请加盖本单位公章后重新上传。",
        expected=NAME,
        found="岳阳市市场监督管理局",
        confidence=0.97,
        evidence=(Evidence(Slot.CERTIFICATE, 1, SEAL_BOX),),
    ),
    CheckResult(CheckId.VALIDITY, Verdict.FAIL, "EXPIRED", "证书有效期已于2025-05-01届满。请上传换发后的有效证书。"),
    CheckResult(
        CheckId.CERTIFICATE_TYPE,
        Verdict.FAIL,
        "TYPE_DIFFERS",
        "证书为营业执照，而代码前两位“12”对应事业单位法人证书。请核对代码并上传本单位的登记证书。",
        expected="事业单位法人证书",
        found="营业执照",
    ),
    CheckResult(
        CheckId.LETTER_FIELDS,
        Verdict.REVIEW,
        "FIELD_UNCERTAIN",
        "承诺书“经办人姓名”字迹不清；日期未能识别，请人工核对。",
        expected="张三",
        found="张",
        confidence=0.6,
    ),
    CheckResult(CheckId.CREDIT_CODE, Verdict.REVIEW, "CODE_UNCERTAIN", "证书上的代码不够清晰，请人工逐位核对。"),
    CheckResult(
        CheckId.LETTER_SEAL,
        Verdict.NOT_CHECKED,
        "DOCUMENT_UNREAD",
        "用户告知承诺书未能读取，此项未核验。请先更换该附件。",
    ),
    CheckResult(CheckId.MARKING, Verdict.PASS, "MARKING_EXACT", "复印件已标注规定的用途。", expected="", found=SAMPLE),
    CheckResult(
        CheckId.UNIT_NAME, Verdict.PASS, "NAME_AGREES", "证书上的单位名称与填报一致。", expected=NAME, found=NAME
    ),
)


@pytest.fixture
def values(world: World, operator: FlaskClient, today: list[dt.date]) -> dict[str, Any]:
    """What addresses are filled with, in a world that has one of everything."""
    _cases(world)
    returned = add_case(world, CHECKS)
    decide_case(world, returned, Outcome.RETURNED)
    application = operator.post("/employer/applicants", data={**TYPED, "id_number": id_number(1)}).location
    operator.post(f"{application}/attachments", data={"kind": "学历证书", "file": (io.BytesIO(b"a"), "学历.jpg")})
    batch = publish(world, operator, 2, 3)
    objection = {"entry": "1", "objector": "赵六", "received_on": str(today[-1]), "content": "材料与事实不符"}
    operator.post(f"{batch}/objections", data=objection)
    operator.post(f"{batch}/objections/1", data={"outcome": "dismissed", "report": "经核查，材料属实。"})
    today.append(AFTER)
    save_results(world, operator, batch)
    chosen = {"year": "2026", "superior": "1", "application": ["2"]}
    assert operator.post("/employer/recommendations", data=chosen).status_code == 302
    with reading(world.engine) as session:
        document = session.scalars(select(Document.id).where(Document.submission_id == returned)).first()
        page = session.scalars(select(Page.id).where(Page.document_id == document)).first()
        token = session.scalars(select(PublicityBatch.token)).one()
    return {
        "submission_id": returned,
        "document_id": document,
        "page_id": page,
        "sha256": "a" * 64,
        "application_id": 1,
        "attachment_id": 1,
        "batch_id": 1,
        "objection_id": 1,
        "recommendation_id": 1,
        "token": token,
        "kind": "pdf",
    }


def _cases(world: World) -> None:
    """Cases in every state: flagged, green, held, asked about, corrected, and one that is being read."""
    flagged, asked, corrected, rejected = (add_case(world, CHECKS) for _ in range(4))
    add_case(world, CHECKS[-1:])
    decide_case(world, corrected, Outcome.RETURNED)
    correct(world, corrected, CHECKS[:3])
    decide_case(world, rejected, Outcome.REJECTED)
    with writing(world.engine) as session:
        reviewer = audit.Actor("reviewer", "reviewer", world.reviewer.id)
        write_remark(session, session.get_one(Submission, asked), RemarkKind.QUESTION, "是否在职？", reviewer)
        take(session, flagged, world.supervisor.id, 600)


def _said_by_people(world: World) -> list[str]:
    """Every Chinese word that is stored and has no translation, longest first: names, opinions, what documents say."""
    with reading(world.engine) as session:
        rows = [row for table in Base.metadata.sorted_tables for row in session.execute(select(table))]
    stored = {text for row in rows for value in row for text in _texts(value) if CHINESE.search(text)}
    stored |= {area.name for area in areas()} | {line for text in stored for line in text.splitlines()}
    return sorted((text for text in stored if text and translated(text) == text), key=len, reverse=True)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _chinese(page: str, known: list[str]) -> list[str]:
    """What the page says in Chinese beside names, brackets, and what people said."""
    left = []
    for text in texts_in(page, "en"):
        rest = text
        for said in known:
            rest = rest.replace(said, "")
        if CHINESE.search(IN_BRACKETS.sub("", rest)):
            left.append(text)
    return left


def _addresses(application: Flask, values: dict[str, Any]) -> Iterator[str]:
    with application.test_request_context():
        for rule in application.url_map.iter_rules():
            if "GET" in (rule.methods or set()) and rule.endpoint not in NOT_PAGES and rule.arguments <= set(values):
                yield application.url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})


def test_every_page_is_english_throughout(
    application: Flask, world: World, visit: Visit, values: dict[str, Any]
) -> None:
    with application.test_request_context(headers={"Cookie": "language=en"}):
        known = _said_by_people(world)
    every_case = [f"/review/cases/{number}" for number in range(1, values["submission_id"])]
    more = ["/no/such/page", "/review/?state=all", "/review/?search=没有", *every_case]
    seen, left = set(), {}
    for person in PEOPLE:
        client = visit(person)
        client.get("/language/en")
        for address in (*_addresses(application, values), *more):
            answer = client.get(address)
            if answer.mimetype == "text/html" and answer.status_code == 200:
                seen.add(address)
            if answer.mimetype == "text/html" and (found := _chinese(answer.get_data(as_text=True), known)):
                left[person, address] = found
    assert left == {}
    assert len(seen) > FEWEST_PAGES


def test_registering_is_english_throughout(application: Flask, world: World, visit: Visit) -> None:
    client = visit("")
    client.get("/language/en")
    pages = [client.get("/register/")]
    begin(client)
    pages.append(client.post("/register/form", data={**employers.TYPED, "mobile": "1", "credit_code": CODE[:-1]}))
    pages.append(client.post("/register/fields/password", data={**employers.TYPED, "password": "aaaaaaaa"}))
    client.post("/register/form", data=employers.TYPED)
    pages.append(client.post("/register/documents", data={}))
    client.post("/register/documents", data=files("certificate", "letter"))
    pages += [client.get("/register/form"), client.get("/register/progress")]
    checked(world, *CHECKS)
    pages += [client.post("/register/save"), client.get("/register/form")]
    pages.append(client.post("/register/submit", data={"password": "wrong"}))
    with application.test_request_context(headers={"Cookie": "language=en"}):
        known = _said_by_people(world)
    assert [found for page in pages if (found := _chinese(page.get_data(as_text=True), known))] == []


def test_an_applicants_pages_are_english_throughout(
    application: Flask, world: World, operator: FlaskClient, visit: Visit
) -> None:
    answer = operator.post("/employer/applicants", data={**TYPED, "id_number": id_number(1)})
    code = re.search(r"查询码(.+?)（", operator.get(answer.location).get_data(as_text=True))
    assert code is not None
    client = visit("")
    client.get("/language/en")
    pages = [client.post("/apply/open", data={"number": "1", "code": "wrong"})]
    assert client.post("/apply/open", data={"number": "1", "code": code[1]}).status_code == 302
    pages.append(client.get("/apply/form"))
    pages.append(client.post("/apply/form", data={**TYPED, "id_number": "1", "level": "高级", "series": ""}))
    pages.append(client.post("/apply/attachments"))
    client.post("/apply/submission")
    pages += [client.get("/apply/form"), client.post("/apply/submission")]
    with application.test_request_context(headers={"Cookie": "language=en"}):
        known = _said_by_people(world)
    with reading(world.engine) as session:
        assert session.get_one(TitleApplication, 1).state == "pending"
    assert [found for page in pages if (found := _chinese(page.get_data(as_text=True), known))] == []
