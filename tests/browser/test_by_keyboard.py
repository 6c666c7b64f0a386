"""Asking, putting aside, taking over, and looking back: each by keyboard alone."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import enter, open_page, press
from tests.browser.gallery import Gallery, open_gallery
from tests.webqueue.world import PASSWORD

Come = Callable[[str], Page]


@pytest.fixture
def gallery(tmp_path: Path) -> Iterator[Gallery]:
    with open_gallery(tmp_path) as gallery:
        yield gallery


@pytest.fixture
def come(gallery: Gallery, browser: Browser, troubles: list[str]) -> Come:
    """A page for the person of that username."""
    return lambda person: enter(open_page(browser, gallery.address, troubles), person, PASSWORD)


def _press_on(place: Locator, key: str = "Enter") -> None:
    place.focus()
    place.press(key)


def _said(page: Page, words: str) -> None:
    expect(page.get_by_role("status").first).to_contain_text(words)


def test_a_question_is_asked_answered_and_the_case_comes_back(gallery: Gallery, come: Come) -> None:
    reviewer, operator = come("reviewer"), come("operator")
    reviewer.goto(f"/review/cases/{gallery.flagged}")
    press(reviewer, "q")
    expect(reviewer.locator("#ask-text")).to_be_focused()
    reviewer.keyboard.type("单位公章何时补盖？")
    reviewer.keyboard.press("Control+Enter")
    _said(reviewer, "已")
    operator.goto("/submissions/")
    row = operator.get_by_role("row").filter(has_text="需要答复").first
    expect(row).to_be_visible()
    operator.goto(f"/submissions/{gallery.flagged}")
    _press_on(operator.get_by_label("您的答复"), "End")
    operator.keyboard.type("写到一半")
    operator.reload()
    expect(operator.get_by_label("您的答复")).to_have_value("写到一半")
    _press_on(operator.get_by_label("您的答复"), "Control+a")
    operator.keyboard.type("明天补盖后重新上传。")
    _press_on(operator.get_by_role("button", name="提交答复"))
    _said(operator, "答复")
    reviewer.goto(f"/review/cases/{gallery.flagged}")
    press(reviewer, "4")
    expect(reviewer.locator("#pane-background")).to_contain_text("明天补盖后重新上传。")
    expect(reviewer.locator("#pane-background")).to_contain_text("记录链完整")


def test_a_case_is_put_aside_and_the_next_one_comes(gallery: Gallery, come: Come) -> None:
    page = come("reviewer")
    page.goto(f"/review/cases/{gallery.flagged}")
    press(page, "p")
    expect(page.locator("#defer-text")).to_be_focused()
    page.keyboard.type("等电话。")
    page.keyboard.press("Control+Enter")
    _said(page, "暂缓")
    assert not page.url.endswith(f"/review/cases/{gallery.flagged}")


def test_a_supervisor_takes_a_case_over(gallery: Gallery, come: Come) -> None:
    reviewer, supervisor = come("reviewer"), come("supervisor")
    reviewer.goto(f"/review/cases/{gallery.flagged}")
    expect(reviewer.get_by_text("由您审核")).to_be_visible()
    supervisor.goto(f"/review/cases/{gallery.flagged}")
    expect(supervisor.get_by_text("李审核正在审核")).to_be_visible()
    _press_on(supervisor.get_by_role("button", name="接手"))
    expect(supervisor.get_by_text("由您审核")).to_be_visible()
    press(supervisor, "4")
    expect(supervisor.locator("#pane-background")).to_contain_text("接手审核")


def test_the_evidence_is_taken_and_checks_out(gallery: Gallery, come: Come) -> None:
    page = come("supervisor")
    page.goto(f"/review/cases/{gallery.approved}")
    press(page, "4")
    with page.expect_download() as download:
        _press_on(page.get_by_role("button", name="下载证据包"))
    with zipfile.ZipFile(download.value.path()) as archive:
        sums = [line.split("  ") for line in archive.read("SHA256SUMS").decode().splitlines()]
        assert len(sums) > 5
        assert all(hashlib.sha256(archive.read(name)).hexdigest() == sha256 for sha256, name in sums)


@pytest.mark.parametrize("kind", ["Excel", "CSV"])
def test_a_filtered_list_is_taken_along(come: Come, kind: str) -> None:
    page = come("supervisor")
    page.goto("/review/?verdict=fail")
    with page.expect_download() as download:
        _press_on(page.get_by_role("button", name=kind))
    assert Path(download.value.path()).stat().st_size > 100


def test_figures_are_a_key_away_and_for_any_period(come: Come) -> None:
    page = come("supervisor")
    _press_on(page.get_by_role("link", name="统计"))
    _press_on(page.get_by_role("link", name="近7天"))
    expect(page.get_by_role("link", name="近7天")).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("row").filter(has_text="李审核")).to_be_visible()
