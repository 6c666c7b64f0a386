"""A browser, and the application that it visits."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from models.accounts import Role, create_account
from models.database import writing
from tests.browser.office import NewPage, name_superior
from tests.browser.workshop import Workshop, open_workshop
from tests.models.steps.applications import START
from webqueue import clock

CHROMIUM = "/usr/bin/chromium"
LANGUAGE = "zh_CN"
"""Of the browser's own words, in fields for dates and files, where it has them: Debian's chromium-l10n."""
# The smallest screen that the pages are made for.
SCREEN: ViewportSize = {"width": 1280, "height": 720}
PASSWORD = "correct-horse-battery"

SignIn = Callable[[str], Page]


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    with open_workshop(tmp_path) as workshop:
        yield workshop


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
            env={**os.environ, "LANGUAGE": LANGUAGE},
        )
        yield browser
        browser.close()


@pytest.fixture
def troubles() -> Iterator[list[str]]:
    """What the browser complains about; nothing may be there at the end."""
    complaints: list[str] = []
    yield complaints
    assert complaints == []


@pytest.fixture
def sign_in(workshop: Workshop, browser: Browser, troubles: list[str]) -> SignIn:
    """A page for the person of that username, who has just signed in through the form."""
    return lambda username: enter(open_page(browser, workshop.address, troubles), username, PASSWORD)


def open_page(browser: Browser, address: str, troubles: list[str]) -> Page:
    """A page on `address` that notes every complaint of the browser in `troubles`."""
    page = browser.new_context(viewport=SCREEN, locale="zh-CN", base_url=address).new_page()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: _stays_here(request.url, address, troubles))
    return page


def enter(page: Page, username: str, password: str) -> Page:
    """Sign in through the form."""
    page.goto("/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda address: "sign-in" not in address)
    return page


def press(page: Page, *keys: str) -> None:
    """Press the keys once the page listens to them."""
    page.locator("body[data-keys=ready]").wait_for()
    for key in keys:
        page.keyboard.press(key)


def _stays_here(address: str, own: str, troubles: list[str]) -> None:
    if not address.startswith((own, "data:")):
        troubles.append(f"loaded from elsewhere: {address}")


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> list[dt.date]:
    """The office's date: the last of the list."""
    days = [START]
    monkeypatch.setattr(clock, "today", lambda: days[-1])
    return days


@pytest.fixture
def new_page(workshop: Workshop, browser: Browser, troubles: list[str]) -> NewPage:
    """A page for somebody who is not signed in; refusals are expected, broken scripts are not."""

    def enter() -> Page:
        page = browser.new_context(viewport=SCREEN, locale="zh-CN", base_url=workshop.address).new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        return page

    return enter


@pytest.fixture
def reviewer(workshop: Workshop, sign_in: SignIn) -> Page:
    """The page of the reviewer of the pooling area, after the administrator named a superior unit."""
    with writing(workshop.workplace.engine) as session:
        create_account(session, "reviewer", "李审核", Role.REVIEWER, PASSWORD)
        create_account(session, "administrator", "赵管理", Role.ADMINISTRATOR, PASSWORD)
    name_superior(sign_in("administrator"))
    return sign_in("reviewer")
