"""A trial of the rules in the browser, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from flows.rechecking import finish_waiting
from flows.workplace import Workplace
from models.database import writing
from models.findings import CheckId, Verdict
from models.rule_trials import newest_trials
from tests.browser import screenshots
from tests.browser.accessibility import violations_on
from tests.browser.conftest import enter, open_page
from tests.browser.gallery import Gallery, open_gallery
from tests.webqueue.world import NAME, PASSWORD


@pytest.fixture
def gallery(tmp_path: Path) -> Iterator[Gallery]:
    with open_gallery(tmp_path) as gallery:
        yield gallery


def test_a_supervisor_sees_whom_todays_rules_would_touch(
    gallery: Gallery, browser: Browser, troubles: list[str]
) -> None:
    page = enter(open_page(browser, gallery.address, troubles), "supervisor", PASSWORD)
    page.get_by_role("link", name="规则试算").focus()
    page.keyboard.press("Enter")
    page.get_by_label("最多多少件").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("不会改变任何申请")
    expect(page.get_by_text("等待运行")).to_be_visible()
    world = gallery.world
    assert finish_waiting(Workplace(world.settings, world.engine, world.store)) == 1
    page.reload()
    expect(page.get_by_text("件会改变")).to_be_visible()
    expect(page.locator(".trial tbody tr").filter(has_text=NAME)).to_have_count(2)
    assert violations_on(page) == []
    _touch_few(gallery)
    page.reload()
    screenshots.take(page, "pages/supervisor-trial")


def _touch_few(gallery: Gallery) -> None:
    """Let the trial find as much as a small change of the rules would: what was read here was never on a page."""
    with writing(gallery.world.engine) as session:
        trial = newest_trials(session)[0]
        check = {"check": CheckId.VALIDITY.value, "before": Verdict.PASS.value, "after": Verdict.REVIEW.value}
        trial.changes = [
            {**change, "before": Verdict.PASS.value, "after": Verdict.REVIEW.value, "checks": [check]}
            for change in (trial.changes or [])[:3]
        ]
