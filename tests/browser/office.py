"""The employer's office in the browser: its date, its people, and the steps that several walks share."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect
from sqlalchemy import select

from models.audit import Actor
from models.database import reading, writing
from models.histories import broken_steps, replayed_state
from models.registrations import Registration
from models.review import Outcome, decide
from models.steps.settling import settle
from models.submissions import Submission
from tests.browser.employers import PASSWORD
from tests.browser.workshop import Workshop
from tests.models.steps.applications import TYPED, id_number

NewPage = Callable[[], Page]
SUPERIOR = "岳阳市职称改革办公室"


def decide_on(workshop: Workshop, reviewer: Actor, outcome: Outcome, opinion: str = "材料齐全，同意") -> None:
    with writing(workshop.workplace.engine) as session:
        registration = session.scalars(select(Registration)).one()
        submission = session.get_one(Submission, registration.submission_id)
        decide(session, submission, submission.revision, outcome, opinion, reviewer)
        settle(session, submission, outcome, opinion, reviewer)


def go_to_work(page: Page, username: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="单位事项").click()


def enter_applicants(page: Page) -> None:
    for person, name in ((1, "王小明"), (2, "刘小红")):
        page.goto("/employer/applicants")
        page.get_by_role("link", name="录入申报").click()
        for label, text in (("姓名", name), ("身份证号码", id_number(person)), ("手机号码", TYPED["mobile"])):
            page.get_by_label(label, exact=True).fill(text)
        for label, field in (("年度", "year"), ("申报系列", "series"), ("申报专业", "speciality")):
            page.get_by_label(label, exact=True).fill(TYPED[field])
        page.get_by_label("申报级别").select_option(TYPED["level"])
        page.get_by_role("button", name="保存").click()
        page.get_by_label("文件", exact=True).set_input_files(
            {"name": "degree.jpg", "mimeType": "image/jpeg", "buffer": f"degree of {name}".encode()}
        )
        page.get_by_role("button", name="上传附件").click()
        page.get_by_role("button", name="提交到所在单位").click()
        expect(page.locator("#state")).to_have_text("待初审")


def open_applicant(page: Page, name: str) -> None:
    page.goto("/employer/applicants")
    page.get_by_role("link", name=name).click()


def review(page: Page, status: str, opinion: str = "") -> None:
    page.get_by_label("审核状态").select_option(status)
    page.get_by_label(re.compile("审核意见")).fill(opinion)
    page.locator("#review").get_by_role("button", name="保存").click()


def histories_are_whole(workshop: Workshop) -> None:
    with reading(workshop.workplace.engine) as session:
        registration = session.scalars(select(Registration)).one()
        assert replayed_state(session, "registration", registration.id) == registration.state == "approved"
        assert broken_steps(session) == ()
