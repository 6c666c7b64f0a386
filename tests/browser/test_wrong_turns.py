"""Every wrong turn of the guide is answered in a sentence that says how to go on."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from models.database import writing
from tests.browser.documents import draw_employer
from tests.browser.employers import Registrant
from tests.browser.office import (
    NewPage,
    decide_on,
    enter_applicants,
    go_to_work,
    histories_are_whole,
    open_applicant,
    review,
)
from tests.browser.workshop import Workshop
from tests.models.steps.applications import AFTER, START, reviewed_before


@pytest.mark.timeout(900)
def test_every_wrong_turn_is_answered_with_a_way_out(
    workshop: Workshop, new_page: NewPage, reviewer: Page, today: list[dt.date]
) -> None:
    registrant = Registrant(new_page(), draw_employer(seed=12))
    _turn_wrong_in_the_form(registrant)
    _turn_wrong_at_the_end(registrant)
    _come_in_with_a_wrong_code(new_page())
    decide_on(reviewer, registrant.employer.unit_name, "审核通过", "已查验原件，同意。")
    page = registrant.page
    go_to_work(page, registrant.employer.username)
    enter_applicants(page)
    _turn_wrong_in_the_review(page)
    with writing(workshop.workplace.engine) as session:
        reviewed_before(session, START)
    _turn_wrong_in_the_publicity(page)
    today.append(AFTER)
    _turn_wrong_in_the_recommendation(page)
    histories_are_whole(workshop)


def _refusal(page: Page, words: str) -> None:
    expect(page.get_by_role("alert").filter(has_text=words).first).to_be_visible()


def _turn_wrong_in_the_form(registrant: Registrant) -> None:
    page = registrant.page
    registrant.begin()
    registrant.go_on()
    _refusal(page, "部分内容需要更正")
    registrant.fill()
    for label, wrong, words in (
        ("统一社会信用代码", "91430602MA4TT0009A", "校验码不符"),
        ("用户名", "1abc", "以字母开头"),
        ("密码", "P@ssw0rd", "过于常见"),
        ("身份证号码", "430602199001010014", "校验码不符"),
        ("手机号码", "0730-8880000", "11位大陆号码"),
    ):
        field = page.get_by_label(label, exact=True)
        right = field.input_value()
        field.fill(wrong)
        field.blur()
        expect(page.locator(".field").filter(has=field).locator(".field-problem")).to_contain_text(words)
        field.fill(right)
    page.get_by_label("手机号码", exact=True).fill("1")
    registrant.go_on()
    _refusal(page, "部分内容需要更正")
    expect(page.locator("#documents")).to_contain_text("必填项全部填写正确后，才能上传附件")
    expect(page.locator("input[type=file]")).to_have_count(0)
    registrant.fill()
    registrant.go_on()
    page.get_by_role("button", name="上传并核验").click()
    _refusal(page, "还没有选择文件")


def _turn_wrong_at_the_end(registrant: Registrant) -> None:
    page = registrant.page
    employer = registrant.employer
    registrant.upload(letter=employer.letter, certificate=employer.certificate)
    expect(page.get_by_role("button", name="注册", exact=True)).to_have_count(0)
    registrant.save()
    page.get_by_label("再次输入密码").fill("another password")
    reason = page.get_by_label(re.compile("仍要提交的原因"))
    if reason.count():
        reason.fill("已核对原件，请人工审核")
    page.get_by_role("button", name="注册", exact=True).click()
    _refusal(page, "确认密码与已设置的密码不一致")
    registrant.submit()
    registrant.expect_state("待审核")
    expect(page.get_by_label("单位名称", exact=True)).to_be_disabled()
    expect(page.locator("input[type=file]")).to_have_count(0)
    page.get_by_role("button", name="撤回").click()
    expect(page.locator("#state")).to_have_text("已撤回")
    registrant.fill()
    registrant.go_on()
    registrant.see_findings()
    registrant.save()
    registrant.submit()
    registrant.expect_state("待审核")


def _come_in_with_a_wrong_code(page: Page) -> None:
    page.goto("/register/form")
    expect(page.get_by_text("请用申请号和查询码重新进入")).to_be_visible()
    page.goto("/register/")
    page.get_by_label("申请号").fill("ZC20260924-00000000")
    page.get_by_label("查询码").fill("wrong")
    page.get_by_role("button", name="进入").click()
    _refusal(page, "申请号或查询码不正确")


def _turn_wrong_in_the_review(page: Page) -> None:
    open_applicant(page, "王小明")
    page.locator("#review").get_by_role("button", name="保存").click()
    _refusal(page, "还没有选择审核状态")
    for status in ("退回", "审核不通过"):
        review(page, status, "不行")
        _refusal(page, "须填写不少于5个字的审核意见")
        expect(page.get_by_label(re.compile("审核意见"))).to_have_value("不行")
    review(page, "审核不通过", "任职年限不足，不符合申报条件")
    open_applicant(page, "王小明")
    expect(page.locator("#state")).to_have_text("初审不通过")
    expect(page.get_by_role("button", name="提交到所在单位")).to_have_count(0)
    open_applicant(page, "刘小红")
    review(page, "审核通过")


def _turn_wrong_in_the_publicity(page: Page) -> None:
    page.get_by_role("link", name="所在单位申报公示").click()
    expect(page.get_by_label(re.compile("王小明"))).to_have_count(0)
    page.get_by_role("button", name="新增").click()
    _refusal(page, "还没有选择申报人")
    page.get_by_label(re.compile("刘小红")).check()
    page.get_by_role("button", name="新增").click()
    page.get_by_role("button", name="保存").click()
    _refusal(page, "公示信息不完整")
    page.get_by_label("单位联系人").fill("李四")
    page.get_by_label("单位联系电话").fill("0730-8880000")
    page.get_by_label("单位公示开始日期").fill("2026-12-30")
    page.get_by_label("单位公示开始日期").blur()
    expect(page.locator("#last-day")).to_contain_text("无法计算截止日期")
    page.get_by_role("button", name="保存").click()
    _refusal(page, "尚无节假日安排")
    page.get_by_label("单位公示开始日期").fill(str(START - dt.timedelta(days=10)))
    page.get_by_role("button", name="保存").click()
    _refusal(page, "早于初审通过日期")
    page.get_by_label("单位公示开始日期").fill(str(START))
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("保存成功，公示已发布")).to_be_visible()
    page.get_by_role("button", name="取消公示").click()
    _refusal(page, "须填写不少于5个字")


def _turn_wrong_in_the_recommendation(page: Page) -> None:
    page.goto("/employer/recommendations?year=2026")
    expect(page.get_by_text("没有公示通过、等待上报的申报人")).to_be_visible()
    page.goto("/employer/publicities/1")
    page.get_by_label("刘小红的公示结果").select_option("不通过")
    page.get_by_role("button", name="公示结果保存").click()
    _refusal(page, "须填写不少于5个字")
    page.get_by_label("刘小红的公示结果").select_option("通过")
    page.get_by_role("button", name="公示结果保存").click()
    page.goto("/employer/recommendations?year=2026")
    page.get_by_role("button", name="推荐上报").click()
    _refusal(page, "还没有选择申报人")
    page.get_by_label(re.compile("刘小红")).check()
    page.get_by_role("button", name="推荐上报").click()
    _refusal(page, "上级单位不在名单中")
