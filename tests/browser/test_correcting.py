"""A reading corrected in the browser, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.accessibility import violations_on
from tests.browser.conftest import enter, open_page, press
from tests.browser.gallery import Gallery, open_gallery
from tests.webqueue.world import PASSWORD


@pytest.fixture
def gallery(tmp_path: Path) -> Iterator[Gallery]:
    with open_gallery(tmp_path) as gallery:
        yield gallery


def test_a_reading_is_corrected_and_the_review_goes_on(gallery: Gallery, browser: Browser, troubles: list[str]) -> None:
    page = enter(open_page(browser, gallery.address, troubles), "reviewer", PASSWORD)
    page.goto(f"/review/cases/{gallery.flagged}")
    press(page, "j", "g")
    value = page.locator("#correct-value")
    expect(value).to_be_visible()
    expect(value).to_have_value("岳阳市市场监督管理局")
    page.wait_for_timeout(400)
    assert violations_on(page) == []
    value.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("岳阳市示例技术有限公司")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("更正已保存")
    corrected = page.locator(".corrected")
    expect(corrected).to_contain_text("机器读作")
    expect(corrected).to_contain_text("与填写一致")
    expect(page.locator(".check-fail")).to_have_count(1)
    assert violations_on(page) == []
    press(page, "a")
    page.keyboard.type("印文看错，已照图片更正。")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("审核通过，已保存")
