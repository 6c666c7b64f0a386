"""Pages that only a form brings up, and pages that say no: they too are open to everybody, and each names a way out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import screenshots
from tests.browser.accessibility import violations_on
from tests.browser.conftest import enter, open_page, press
from tests.browser.employers_year import TODAY, EmployersYear
from tests.browser.gallery import Gallery, furnish, open_gallery
from tests.browser.tour import AFTER_A_FORM
from tests.webqueue.world import PASSWORD
from webqueue import clock

Look = Callable[[Page, str], None]


@pytest.fixture
def gallery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gallery]:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    with open_gallery(tmp_path) as gallery:
        yield gallery


@pytest.fixture
def year(gallery: Gallery) -> EmployersYear:
    return furnish(gallery.world)


@pytest.fixture
def come(gallery: Gallery, browser: Browser, troubles: list[str]) -> Iterator[Callable[[str], Page]]:
    """A page for that person; nobody's is the empty name."""

    def come(person: str) -> Page:
        page = open_page(browser, gallery.address, troubles)
        return enter(page, person, PASSWORD) if person else page

    yield come
    # Refusals are what these pages are about; a broken script is not.
    troubles[:] = [trouble for trouble in troubles if "Failed to load resource" not in trouble]


@pytest.fixture
def look() -> Iterator[Look]:
    """Looks at a page as somebody does who cannot see it."""
    found: list[str] = []

    def look(page: Page, name: str) -> None:
        found.extend(violations_on(page))
        screenshots.take(page, f"pages/{name}")

    yield look
    assert found == []


def _submit(page: Page, address: str, **fields: str) -> None:
    """Send a form that no page has: what a stale page or a program would send."""
    token = page.locator("[name=csrf_token]").first.input_value()
    page.evaluate(
        """([address, fields]) => {
            const form = Object.assign(document.createElement("form"), { method: "post", action: address });
            for (const [name, value] of Object.entries(fields)) {
                form.append(Object.assign(document.createElement("input"), { name, value }));
            }
            document.body.append(form);
            form.submit();
        }""",
        [address, {"csrf_token": token, **fields}],
    )
    page.wait_for_load_state("networkidle")


def _expect_way_out(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    expect(page.locator(".problem p").first).to_contain_text("请")
    expect(page.locator(".problem a.btn-primary")).to_be_visible()


def test_every_refusal_names_a_way_out(come: Callable[[str], Page], look: Look) -> None:
    page = come("reviewer")
    for address, title, name in (
        ("/figures/", "没有权限", "refused-403"),
        ("/review/cases/99", "没有找到", "refused-404"),
        ("/review/next", "操作方式不正确", "refused-405"),
    ):
        page.goto(address)
        _expect_way_out(page, title)
        look(page, name)
    page.goto("/review/")
    _submit(page, "/review/filters", csrf_token="stale", name="写到一半的名称")
    _expect_way_out(page, "页面已过期")
    expect(page.locator(".problem")).to_contain_text("写到一半的名称")
    look(page, "refused-400")


def test_a_wrong_password_and_too_many_of_them(come: Callable[[str], Page], look: Look) -> None:
    page = come("")
    page.goto("/sign-in")
    for words in ("用户名或密码", "分钟"):
        for _ in range(12):
            page.get_by_label("用户名").fill("reviewer")
            page.get_by_label("密码").fill("wrong")
            page.get_by_role("button", name="登录").click()
            page.wait_for_load_state("networkidle")
            if words in page.locator("main").inner_text():
                break
        expect(page.locator("main")).to_contain_text(words)
        look(page, "nobody-sign-in-refused" if words != "分钟" else "nobody-sign-in-slowed")


def test_what_was_typed_is_kept_where_the_sign_in_has_expired(
    gallery: Gallery, come: Callable[[str], Page], look: Look
) -> None:
    page = come("reviewer")
    page.goto(f"/review/cases/{gallery.flagged}")
    press(page, "t")
    page.locator("#opinion").fill("写到一半的意见，不能丢。")
    page.context.clear_cookies()
    page.locator("#opinion").press("Control+Enter")
    expect(page.locator("main")).to_contain_text("写到一半的意见，不能丢。")
    look(page, "reviewer-signed-out")


def test_a_stale_page_tells_and_keeps_every_word(gallery: Gallery, come: Callable[[str], Page], look: Look) -> None:
    first, second = come("reviewer"), come("reviewer")
    for page in (first, second):
        page.goto(f"/review/cases/{gallery.flagged}")
        press(page, "t")
    second.locator("#opinion").press("Control+Enter")
    expect(second.get_by_role("status").first).to_contain_text("退回，已保存")
    first.locator("#opinion").fill("另一个窗口里写的意见")
    first.locator("#opinion").press("Control+Enter")
    expect(first.locator("[data-problem]")).to_contain_text("请")
    expect(first.locator("main")).to_contain_text("另一个窗口里写的意见")
    look(first, "reviewer-stale")


def test_a_lost_connection_loses_no_word(gallery: Gallery, come: Callable[[str], Page]) -> None:
    page = come("reviewer")
    page.goto(f"/review/cases/{gallery.flagged}")
    press(page, "t")
    page.locator("#opinion").fill("断网前写的意见")
    page.context.set_offline(True)
    page.locator("#opinion").press("Control+Enter")
    page.wait_for_timeout(300)
    page.context.set_offline(False)
    page.goto(f"/review/cases/{gallery.flagged}")
    press(page, "t")
    expect(page.locator("#opinion")).to_have_value("断网前写的意见")


def test_a_double_click_decides_once(gallery: Gallery, come: Callable[[str], Page]) -> None:
    page = come("reviewer")
    page.goto(f"/review/cases/{gallery.green[0]}")
    press(page, "a")
    page.get_by_role("button", name="保存，看下一件").dblclick()
    expect(page.get_by_role("status").first).to_contain_text("审核通过，已保存")
    page.goto(f"/review/cases/{gallery.green[0]}")
    press(page, "4")
    expect(page.locator(".history strong", has_text="作出审核决定")).to_have_count(1)


def test_what_was_sent_is_no_draft_any_more(gallery: Gallery, come: Callable[[str], Page]) -> None:
    page = come("reviewer")
    page.goto(f"/review/cases/{gallery.flagged}")
    press(page, "m")
    page.locator("#note-text").fill("已电话联系。")
    page.locator("#note-text").press("Control+Enter")
    expect(page.get_by_role("status").first).to_be_visible()
    page.goto(f"/review/cases/{gallery.flagged}")
    press(page, "m")
    expect(page.locator("#note-text")).to_be_visible()
    expect(page.locator("#note-text")).to_have_value("")


def test_many_are_approved_by_keyboard_each_with_its_result(come: Callable[[str], Page], look: Look) -> None:
    page = come("reviewer")
    page.goto("/review/?verdict=pass")
    page.get_by_role("link", name="批量通过").focus()
    page.keyboard.press("Enter")
    boxes = page.locator("input[name=case]")
    expect(boxes.first).to_be_checked()
    chosen = boxes.count() - 1
    boxes.first.focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-count]")).to_have_text(str(chosen))
    page.get_by_role("button", name="通过所选的申请").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{chosen}件已通过，0件未通过")).to_be_visible()
    look(page, "reviewer-many-done")


def test_secrets_are_shown_once(gallery: Gallery, year: EmployersYear, come: Callable[[str], Page], look: Look) -> None:
    assert year.code
    page = come("administrator")
    page.goto("/administration/accounts")
    page.get_by_role("row").filter(has_text="李审核").get_by_role("button", name="重置密码").click()
    expect(page.locator("[data-password]")).not_to_be_empty()
    look(page, "administrator-new-password")
    page.goto("/administration/webhooks")
    page.get_by_label("推送地址").fill("https://hr.example/again")
    page.get_by_role("button", name="添加推送地址").click()
    expect(page.locator("[data-secret]")).not_to_be_empty()
    look(page, "administrator-new-webhook")
    page.goto(f"/tokens/of/{gallery.world.administrator.id}")
    page.get_by_label("用途").fill("对账程序")
    page.get_by_role("button", name="创建令牌").click()
    expect(page.locator("[data-token]")).not_to_be_empty()
    look(page, "administrator-new-token")


def test_full_numbers_are_shown_for_a_reason(gallery: Gallery, come: Callable[[str], Page], look: Look) -> None:
    page = come("reviewer")
    page.goto(f"/review/cases/{gallery.flagged}/personal")
    page.get_by_label("查看完整号码的用途").fill("电话核实经办人身份")
    page.keyboard.press("Enter")
    expect(page.locator("#id-number")).to_have_text(re.compile(r"^\d{17}[\dX]$"))
    look(page, "reviewer-full-numbers")


def test_whoever_has_no_account_comes_in_by_a_code(
    year: EmployersYear, come: Callable[[str], Page], look: Look
) -> None:
    assert {"registration.form", "applicant.show"} <= AFTER_A_FORM
    page = come("")
    page.goto("/register/form")
    _expect_way_out(page, "请重新进入")
    look(page, "nobody-register-closed")
    page.get_by_role("link", name="重新进入").click()
    expect(page.get_by_role("heading", name="继续办理或查询")).to_be_visible()
    page.goto("/register/")
    page.get_by_role("button", name="注册新账号").click()
    look(page, "nobody-register-begun")
    page.get_by_role("link", name="已记下，开始填写").click()
    look(page, "nobody-register-form")
    page.goto("/register/")
    page.get_by_label("申请号").fill(year.registration)
    page.get_by_label("查询码").fill(year.registration_code)
    page.keyboard.press("Enter")
    expect(page.locator("#findings")).to_contain_text("证书公章")
    page.locator("#findings").scroll_into_view_if_needed()
    look(page, "nobody-register-findings")
    page.goto("/apply/")
    page.get_by_label("申报编号").fill(str(year.draft))
    page.get_by_label("查询码").fill(year.code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("的申报")
    look(page, "nobody-apply-form")


def test_a_recommendation_is_checked_before_it_is_sent(
    year: EmployersYear, come: Callable[[str], Page], look: Look
) -> None:
    page = come("operator")
    page.goto("/employer/recommendations?year=2026")
    page.get_by_label(re.compile("刘小红")).check()
    page.get_by_label("上级单位").select_option("岳阳市职称改革办公室")
    page.get_by_role("button", name="推荐上报").click()
    expect(page.get_by_role("heading", name="核对")).to_be_visible()
    look(page, "operator-recommendation-check")
    assert year.recommendation
