"""The guide from 注册新账号 to 推荐上报 保存成功, as all who have a part in it walk it in a browser."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from models.database import writing
from tests.browser.documents import draw_employer
from tests.browser.employers import Registrant
from tests.browser.office import (
    SUPERIOR,
    NewPage,
    decide_on,
    enter_applicants,
    go_to_work,
    histories_are_whole,
    open_applicant,
    review,
)
from tests.browser.workshop import Workshop
from tests.models.steps.applications import AFTER, END, START, TYPED, id_number, reviewed_before

REASON = "承诺书未盖公章，请盖章后重新上传。"


@pytest.mark.timeout(900)
def test_the_guide_from_registration_to_recommendation(
    workshop: Workshop, new_page: NewPage, reviewer: Page, today: list[dt.date]
) -> None:
    registrant = Registrant(new_page(), draw_employer(seed=11))
    _register(registrant)
    decide_on(reviewer, registrant.employer.unit_name, "退回", REASON)
    _register_again(registrant)
    decide_on(reviewer, registrant.employer.unit_name, "审核通过", "已查验原件，同意。")
    registrant.expect_state("审核通过")
    page = registrant.page
    go_to_work(page, registrant.employer.username)
    enter_applicants(page)
    _review_applicants(page)
    with writing(workshop.workplace.engine) as session:
        reviewed_before(session, START)
    _publish(page)
    _cancel(page)
    _publish(page)
    _see_notice(new_page(), page)
    _object_and_resolve(page)
    _pass_the_holiday(page, today)
    _save_results(page)
    _recommend(page)
    _answer(reviewer, registrant.employer.unit_name)
    _report_again(page)
    histories_are_whole(workshop)


def _register(registrant: Registrant) -> None:
    registrant.begin()
    registrant.fill()
    code = registrant.page.get_by_label("统一社会信用代码", exact=True)
    code.fill("9143")
    code.blur()
    expect(registrant.page.locator("#problem-credit_code")).to_contain_text("应为18位")
    registrant.fill()
    registrant.go_on()
    expect(registrant.page.locator("#state")).to_have_text("已填写")
    employer = registrant.employer
    registrant.upload(letter=employer.letter, certificate=employer.certificate_without_seal)
    expect(registrant.page.locator("#findings")).to_contain_text("证书公章")
    registrant.upload(certificate=employer.certificate)
    expect(registrant.page.locator("#findings")).not_to_contain_text("证书公章")
    registrant.save()
    registrant.submit()
    registrant.expect_state("待审核")


def _register_again(registrant: Registrant) -> None:
    registrant.expect_state("已退回")
    expect(registrant.page.get_by_text(REASON)).to_be_visible()
    registrant.upload(letter=registrant.employer.letter)
    registrant.save()
    registrant.submit()
    registrant.expect_state("待审核")


def _review_applicants(page: Page) -> None:
    open_applicant(page, "王小明")
    expect(page.get_by_text("还有1个附件没有查看")).to_be_visible()
    with page.expect_download():
        page.get_by_role("link", name="degree.jpg").click()
    page.reload()
    expect(page.get_by_text("附件没有查看")).not_to_be_visible()
    review(page, "退回", "学历证书不清晰，请重新拍照。")
    expect(page.get_by_text("退回，保存成功")).to_be_visible()
    open_applicant(page, "王小明")
    page.get_by_role("button", name="提交到所在单位").click()
    for name in ("王小明", "刘小红"):
        open_applicant(page, name)
        review(page, "审核通过")
        expect(page.get_by_text("审核通过，保存成功")).to_be_visible()


def _publish(page: Page) -> None:
    page.get_by_role("link", name="所在单位申报公示").click()
    for name in ("王小明", "刘小红"):
        page.get_by_label(re.compile(name)).check()
    page.get_by_role("button", name="新增").click()
    page.get_by_label("单位联系人").fill("李四")
    page.get_by_label("单位联系电话").fill("0730-8880000")
    page.get_by_label("单位公示开始日期").fill(str(START))
    page.get_by_label("公示（工作日）天数").fill("5")
    page.get_by_label("公示（工作日）天数").blur()
    expect(page.locator("#last-day")).to_contain_text(str(END))
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("保存成功，公示已发布")).to_be_visible()


def _cancel(page: Page) -> None:
    page.get_by_label(re.compile("取消原因")).fill("名单有误，重新公示")
    page.get_by_role("button", name="取消公示").click()
    expect(page.locator("#state")).to_have_text("已取消")


def _see_notice(nobody: Page, page: Page) -> None:
    address = page.get_by_role("link", name="公示页面").get_attribute("href")
    assert address is not None
    nobody.goto(address)
    notice = nobody.get_by_role("article")
    expect(notice).to_contain_text("王小明")
    expect(notice).to_contain_text(str(END))
    expect(notice).not_to_contain_text(id_number(1))
    expect(notice).not_to_contain_text(TYPED["mobile"])


def _object_and_resolve(page: Page) -> None:
    page.get_by_text("登记异议", exact=True).click()
    page.get_by_label("申报人", exact=True).select_option("王小明")
    page.get_by_label("异议人").fill("赵六")
    page.get_by_label("异议内容").fill("业绩材料与事实不符")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("row").filter(has_text="王小明")).to_contain_text("有异议")
    page.get_by_label("调查处理报告").fill("经核查原件及单位证明，材料属实。")
    page.get_by_role("button", name="异议不成立").click()
    expect(page.get_by_role("row").filter(has_text="王小明")).to_contain_text("公示中")


def _pass_the_holiday(page: Page, today: list[dt.date]) -> None:
    for day in (dt.date(2026, 10, 1), END):
        today.append(day)
        page.reload()
        expect(page.get_by_role("button", name="公示结果保存")).not_to_be_visible()
    today.append(AFTER)
    page.reload()


def _save_results(page: Page) -> None:
    for name in ("王小明", "刘小红"):
        page.get_by_label(f"{name}的公示结果").select_option("通过")
    page.get_by_role("button", name="公示结果保存").click()
    expect(page.get_by_role("status").filter(has_text="保存成功")).to_be_visible()
    expect(page.locator("#state")).to_have_text("结果已保存")


def _recommend(page: Page) -> None:
    page.get_by_role("link", name="单位推荐上报").click()
    page.get_by_label("年度").fill("2026")
    page.get_by_role("button", name="查询").click()
    for name in ("王小明", "刘小红"):
        page.get_by_label(re.compile(name)).check()
    page.get_by_label("上级单位").select_option(SUPERIOR)
    page.get_by_role("button", name="推荐上报").click()
    expect(page.get_by_role("heading", name="核对")).to_be_visible()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("推荐上报保存成功")).to_be_visible()
    for kind in ("Excel", "PDF"):
        with page.expect_download() as download:
            page.get_by_role("link", name=f"汇总表（{kind}）").click()
        assert download.value.failure() is None


def _answer(superior: Page, unit: str) -> None:
    superior.get_by_role("link", name="推荐上报").click()
    superior.get_by_role("link", name=unit).click()
    superior.get_by_role("button", name="接收").click()
    expect(superior.locator("#state")).to_have_text("上级已接收")
    superior.get_by_label("王小明的审核结果").select_option("审核通过")
    superior.get_by_label("刘小红的审核结果").select_option("退回")
    superior.get_by_label("刘小红的审核意见").fill("单位推荐意见未盖章，请补盖。")
    superior.get_by_role("button", name="保存").click()
    expect(superior.locator("#state")).to_have_text("上级已审核")


def _report_again(page: Page) -> None:
    page.reload()
    expect(page.get_by_text("单位推荐意见未盖章，请补盖。").first).to_be_visible()
    page.get_by_role("link", name="单位推荐上报").click()
    page.get_by_label(re.compile("刘小红")).check()
    page.get_by_label("上级单位").select_option(SUPERIOR)
    page.get_by_role("button", name="推荐上报").click()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("推荐上报保存成功")).to_be_visible()
