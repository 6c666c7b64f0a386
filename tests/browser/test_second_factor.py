"""A second factor in the browser: set up at the door, shown once, asked for at the next sign-in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from models.second_factors import STEP_SECONDS
from tests.browser.accessibility import violations_on
from tests.browser.conftest import open_page
from tests.browser.gallery import Gallery, open_gallery
from tests.webqueue.world import PASSWORD


@pytest.fixture
def gallery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gallery]:
    """A gallery whose people all need a second factor."""
    monkeypatch.setattr("webqueue.entrance.admission.must_have_factor", lambda *_: True)
    with open_gallery(tmp_path) as gallery:
        yield gallery


def show_password(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_label("用户名").fill("reviewer")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def test_a_reviewer_sets_it_up_and_needs_it_from_then_on(
    gallery: Gallery, browser: Browser, troubles: list[str]
) -> None:
    page = open_page(browser, gallery.address, troubles)
    show_password(page)
    expect(page.get_by_alt_text("身份验证器的二维码")).to_be_visible()
    assert violations_on(page) == []
    secret = page.locator("[data-secret]").inner_text()
    page.get_by_label("验证码").fill(pyotp.TOTP(secret).at(int(time.time()) - STEP_SECONDS))
    page.keyboard.press("Enter")
    expect(page.locator("[data-recovery]")).to_have_count(10)
    assert violations_on(page) == []
    recovery = page.locator("[data-recovery]").first.inner_text()
    page.get_by_role("link", name="已妥善保管，继续").click()
    page.goto("/second-factor/")
    expect(page.get_by_text("未用的恢复码：10 个")).to_be_visible()
    assert violations_on(page) == []
    page.context.clear_cookies()
    show_password(page)
    expect(page.get_by_role("heading", name="输入验证码")).to_be_visible()
    assert violations_on(page) == []
    page.get_by_label("身份验证器显示的六位验证码").fill(recovery)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="审核队列")).to_be_visible()
