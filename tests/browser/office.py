"""The employer's office in the browser: its date, its people, and the steps that several walks share."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect
from sqlalchemy import select

from models.database import reading
from models.histories import broken_steps, replayed_state
from models.registrations import Registration
from tests.browser.employers import PASSWORD
from tests.browser.workshop import Workshop
from tests.models.steps.applications import TYPED, id_number

NewPage = Callable[[], Page]
SUPERIOR = "岳阳市职称改革办公室"


def name_superior(administrator: Page) -> None:
    """The administrator names the unit that recommendations may go to."""
    administrator.get_by_role("link", name="上级单位").click()
    administrator.get_by_label("单位全称").fill(SUPERIOR)
    administrator.get_by_role("button", name="添加").click()
    expect(administrator.get_by_role("row").filter(has_text=SUPERIOR)).to_contain_text("使用中")


def decide_on(reviewer: Page, unit: str, outcome: str, words: str) -> None:
    """The reviewer opens the unit's case and decides; `words` is the opinion, or why it is approved."""
    reviewer.goto("/review/")
    reviewer.get_by_role("row").filter(has_text=unit).get_by_role("link").click()
    reviewer.locator(".outcome").filter(has_text=re.compile(f"^{outcome}")).click()
    reviewer.locator("#remark" if outcome == "审核通过" else "#opinion").fill(words)
    reviewer.get_by_role("button", name="保存，看下一件").click()
    expect(reviewer.get_by_role("status").first).to_contain_text(f"{outcome}，已保存")


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
