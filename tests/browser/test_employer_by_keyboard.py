"""The employer's steps (单位事项), from entering an applicant to the recommendation: all of them by keyboard alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from models.database import writing
from tests.browser.accessibility import violations_on
from tests.browser.conftest import enter, open_page
from tests.browser.employers_year import begin_as_employer
from tests.browser.gallery import Gallery, open_gallery
from tests.browser.keyboard import Keyboard
from tests.browser.office import SUPERIOR
from tests.models.steps.applications import AFTER, END, START, TYPED, id_number, reviewed_before, superior_unit
from tests.webqueue.world import PASSWORD


@pytest.fixture
def gallery(tmp_path: Path) -> Iterator[Gallery]:
    with open_gallery(tmp_path) as gallery:
        with writing(gallery.world.engine) as session:
            begin_as_employer(session, gallery.world)
            superior_unit(session, SUPERIOR)
        yield gallery


@pytest.fixture
def page(gallery: Gallery, browser: Browser, troubles: list[str]) -> Iterator[Page]:
    yield enter(open_page(browser, gallery.address, troubles), "operator", PASSWORD)
    # Refusals are among what is walked through.
    troubles[:] = [trouble for trouble in troubles if "409" not in trouble]


@pytest.mark.timeout(600)
def test_an_employer_goes_every_step_by_keyboard(gallery: Gallery, page: Page, today: list[dt.date]) -> None:
    keyboard = Keyboard(page)
    _enter_applicant(keyboard)
    _return_and_pass(keyboard)
    with writing(gallery.world.engine) as session:
        reviewed_before(session, START)
    _publish(keyboard)
    _object_and_resolve(keyboard)
    today.append(AFTER)
    _save_results(keyboard)
    _recommend(keyboard)


def _link(page: Page, name: str) -> None:
    Keyboard(page).press(page.get_by_role("link", name=name, exact=True))


def _button(page: Page, name: str) -> None:
    Keyboard(page).press(page.get_by_role("button", name=name, exact=True))


def _said(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def _enter_applicant(keyboard: Keyboard) -> None:
    page = keyboard.page
    _link(page, "单位事项")
    _link(page, "录入申报")
    typed = {"姓名": "王小明", "身份证号码": id_number(1), "手机号码": TYPED["mobile"]}
    typed |= {"年度": TYPED["year"], "申报系列": TYPED["series"], "申报专业": TYPED["speciality"]}
    for label, words in typed.items():
        keyboard.write(page.get_by_label(label, exact=True), words)
    keyboard.choose(page.get_by_label("申报级别"), TYPED["level"])
    _button(page, "保存")
    _said(page, "王小明的申报已录入")
    keyboard.give_file(page.get_by_label("文件", exact=True), "本科毕业证.jpg", b"a degree")
    _button(page, "上传附件")
    _said(page, "附件已上传")
    _button(page, "提交到所在单位")
    expect(page.locator("#state")).to_have_text("待初审")


def _return_and_pass(keyboard: Keyboard) -> None:
    page = keyboard.page
    with page.expect_download():
        _link(page, "本科毕业证.jpg")
    _button(page, "保存")
    expect(page.get_by_role("alert")).to_contain_text("还没有选择审核状态")
    expect(page.get_by_role("alert")).to_be_focused()
    assert violations_on(page) == []
    keyboard.choose(page.get_by_label("审核状态"), "退回")
    keyboard.press(page.locator("summary").filter(has_text="退回的常用原因"))
    keyboard.tick(page.get_by_role("checkbox").first)
    _button(page, "保存")
    _said(page, "退回，保存成功")
    keyboard.choose(page.get_by_label("状态", exact=True), "已退回（1）")
    _button(page, "查询")
    _link(page, "王小明")
    _button(page, "提交到所在单位")
    keyboard.choose(page.get_by_label("审核状态"), "审核通过")
    _button(page, "保存")
    _said(page, "审核通过，保存成功")


def _publish(keyboard: Keyboard) -> None:
    page = keyboard.page
    _link(page, "所在单位申报公示")
    keyboard.tick(page.get_by_label(re.compile("王小明")))
    _button(page, "新增")
    keyboard.write(page.get_by_label("单位联系人"), "李四")
    keyboard.write(page.get_by_label("单位联系电话"), "0730-8880000")
    keyboard.write_date(page.get_by_label("单位公示开始日期"), *str(START).split("-"))
    keyboard.write(page.get_by_label("公示（工作日）天数"), "5")
    page.keyboard.press("Tab")
    expect(page.locator("#last-day")).to_contain_text(str(END))
    _button(page, "保存")
    _said(page, "公示已发布")


def _object_and_resolve(keyboard: Keyboard) -> None:
    page = keyboard.page
    keyboard.press(page.get_by_text("登记异议", exact=True))
    keyboard.choose(page.get_by_label("申报人", exact=True), "王小明")
    keyboard.write(page.get_by_label("异议人"), "赵六")
    keyboard.write(page.get_by_label("异议内容"), "业绩材料与事实不符")
    _button(page, "登记")
    keyboard.write(page.get_by_label("调查处理报告"), "经核查原件及单位证明，材料属实。")
    _button(page, "异议不成立")
    expect(page.get_by_role("row").filter(has_text="王小明")).to_contain_text("公示中")


def _save_results(keyboard: Keyboard) -> None:
    page = keyboard.page
    page.reload()
    keyboard.choose(page.get_by_label("王小明的公示结果"), "不通过")
    _button(page, "公示结果保存")
    expect(page.get_by_role("alert")).to_be_focused()
    keyboard.choose(page.get_by_label("王小明的公示结果"), "通过")
    _button(page, "公示结果保存")
    expect(page.locator("#state")).to_have_text("结果已保存")


def _recommend(keyboard: Keyboard) -> None:
    page = keyboard.page
    _link(page, "单位推荐上报")
    keyboard.write(page.get_by_label("年度"), "2026")
    page.keyboard.press("Enter")
    keyboard.tick(page.get_by_label(re.compile("王小明")))
    keyboard.choose(page.get_by_label("上级单位"), SUPERIOR)
    _button(page, "推荐上报")
    expect(page.get_by_role("heading", name="核对")).to_be_visible()
    _button(page, "保存")
    _said(page, "推荐上报保存成功")
    with page.expect_download():
        _link(page, "汇总表（PDF）")
    _button(page, "撤回")
    _said(page, "已撤回")
