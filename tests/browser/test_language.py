"""The switch between the languages, as somebody who reads English meets it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from models.database import reading
from models.holds import held_by
from tests.browser.accessibility import violations_on
from tests.browser.conftest import open_page, press
from tests.browser.gallery import Gallery, open_gallery
from tests.webqueue.world import PASSWORD


@pytest.fixture
def gallery(tmp_path: Path) -> Iterator[Gallery]:
    with open_gallery(tmp_path) as gallery:
        yield gallery


@pytest.fixture
def nobody(gallery: Gallery, browser: Browser, troubles: list[str]) -> Page:
    return open_page(browser, gallery.address, troubles)


def test_a_reviewer_works_in_english_and_loses_nothing_by_switching(gallery: Gallery, nobody: Page) -> None:
    page = nobody
    page.goto(f"/review/cases/{gallery.flagged}")
    page.get_by_role("link", name="English").click()
    page.get_by_label("Username").fill("reviewer")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("In your hands")).to_be_visible()
    assert violations_on(page) == []
    press(page, "t")
    page.locator("#opinion").fill("写到一半的意见")
    page.get_by_role("link", name="中文").click()
    expect(page.get_by_text("由您审核")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    assert page.url.endswith(f"/review/cases/{gallery.flagged}")
    with reading(gallery.world.engine) as session:
        assert held_by(session, gallery.world.reviewer.id) == gallery.flagged
    press(page, "t")
    expect(page.locator("#opinion")).to_have_value("写到一半的意见")
    page.get_by_role("link", name="English").click()
    page.goto("/review/?state=all")
    expect(page.get_by_role("heading", name="Review queue")).to_be_visible()
    assert violations_on(page) == []


def test_the_switch_needs_no_script(gallery: Gallery, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False, base_url=gallery.address).new_page()
    page.goto("/sign-in?next=/review/")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert page.url.endswith("/sign-in?next=/review/")
    assert page.locator("html").get_attribute("lang") == "en"
