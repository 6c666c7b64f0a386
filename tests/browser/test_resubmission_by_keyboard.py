"""A returned document replaced, by keyboard alone: from the list of own submissions to the wait for the reviewer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import violations_on
from tests.browser.conftest import enter, open_page
from tests.browser.gallery import Gallery, open_gallery
from tests.browser.keyboard import Keyboard
from tests.webqueue.world import PASSED_NAME, PASSWORD, verify


@pytest.fixture
def gallery(tmp_path: Path) -> Iterator[Gallery]:
    with open_gallery(tmp_path) as gallery:
        yield gallery


@pytest.fixture
def page(gallery: Gallery, browser: Browser, troubles: list[str]) -> Iterator[Page]:
    yield enter(open_page(browser, gallery.address, troubles), "operator", PASSWORD)
    # A refusal is among what is walked through.
    troubles[:] = [trouble for trouble in troubles if "422" not in trouble]


def test_an_operator_replaces_what_was_returned(gallery: Gallery, page: Page) -> None:
    keyboard = Keyboard(page)
    row = page.get_by_role("row").filter(has_text="需要更换附件")
    keyboard.press(row.get_by_role("link"))
    expect(page.get_by_text("怎样改正").first).to_be_visible()
    keyboard.press(page.get_by_role("link", name="更换附件"))
    certificate = page.get_by_label("单位登记证书")
    keyboard.give_file(certificate, "空.pdf", b"")
    expect(page.get_by_text("这个文件是空的")).to_be_visible()
    keyboard.give_file(certificate, "盖章后的证书.pdf", b"the certificate with its seal")
    expect(page.get_by_text("这个文件是空的")).to_be_hidden()
    keyboard.press(page.get_by_role("button", name="提交并核验"))
    expect(page.get_by_text("正在核验您提交的文件")).to_be_visible()
    assert violations_on(page) == []
    verify(gallery.world, gallery.returned, [PASSED_NAME])
    expect(page.get_by_text("正在等待审核人审核")).to_be_visible()
    keyboard.press(page.get_by_role("link", name="我的申请").last)
    expect(page.get_by_role("row").filter(has_text="需要更换附件")).to_have_count(0)


def test_a_refusal_is_read_first_and_the_way_goes_on(gallery: Gallery, page: Page) -> None:
    page.goto(f"/submissions/{gallery.returned}")
    keyboard = Keyboard(page)
    keyboard.press(page.get_by_role("button", name="提交并核验"))
    expect(page.get_by_role("alert").filter(has_text="还没有选择文件")).to_be_focused()
    keyboard.give_file(page.get_by_label("用户告知承诺书"), "重填的承诺书.pdf", b"the letter, anew")
    keyboard.press(page.get_by_role("button", name="提交并核验"))
    expect(page.get_by_text("正在核验您提交的文件")).to_be_visible()
