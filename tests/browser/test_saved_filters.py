"""Saved filters in the browser, by keyboard alone."""

from __future__ import annotations

import re
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


def test_a_filter_is_saved_shared_used_renamed_and_removed(
    gallery: Gallery, browser: Browser, troubles: list[str]
) -> None:
    page = enter(open_page(browser, gallery.address, troubles), "supervisor", PASSWORD)
    page.goto("/review/?verdict=pass")
    press(page, "s")
    expect(page.locator("#filter-name")).to_be_focused()
    page.keyboard.type("全部绿色")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert violations_on(page) == []
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("筛选“全部绿色”已保存")

    reviewer = enter(open_page(browser, gallery.address, troubles), "reviewer", PASSWORD)
    reviewer.goto("/review/?state=returned")
    press(reviewer, "f")
    expect(reviewer.locator(".saved-filter")).to_be_focused()
    expect(reviewer.locator(".saved-filter .count")).to_have_text("3")
    reviewer.keyboard.press("Enter")
    expect(reviewer.locator("a.row-link")).to_have_count(3)
    assert violations_on(reviewer) == []

    page.get_by_role("link", name="管理筛选").focus()
    page.keyboard.press("Enter")
    page.get_by_label("“全部绿色”的新名称").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("可批量")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("改名为“可批量”")
    assert violations_on(page) == []
    page.get_by_role("button", name=re.compile("删除.*可批量")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("还没有保存筛选")).to_be_visible()
    assert violations_on(page) == []
