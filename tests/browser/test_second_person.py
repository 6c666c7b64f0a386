"""Four eyes in the browser: two people, each by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from models.accounts import Role, create_account
from models.database import reading, writing
from models.review import decisions_of
from tests.browser.accessibility import violations_on
from tests.browser.conftest import enter, open_page, press
from tests.browser.gallery import Gallery, open_gallery
from tests.webqueue.world import PASSWORD


@pytest.fixture
def gallery(tmp_path: Path) -> Iterator[Gallery]:
    with open_gallery(tmp_path, second_person=True) as gallery:
        with writing(gallery.world.engine) as session:
            create_account(session, "second", "周复核", Role.REVIEWER, PASSWORD)
        yield gallery


def test_two_people_approve_against_a_failed_check(gallery: Gallery, browser: Browser, troubles: list[str]) -> None:
    first = enter(open_page(browser, gallery.address, troubles), "reviewer", PASSWORD)
    first.goto(f"/review/cases/{gallery.flagged}?verdict=fail")
    press(first, "a")
    first.keyboard.type("已查验原件，公章在背面。")
    first.keyboard.press("Control+Enter")
    expect(first.get_by_role("status").first).to_contain_text("等待另一人复核")
    press(first, "u", "Enter")
    expect(first.get_by_role("status").first).to_contain_text("同意已撤回")
    press(first, "a")
    first.locator("#remark").fill("已查验原件，公章在背面。")
    first.keyboard.press("Control+Enter")
    expect(first.get_by_role("status").first).to_contain_text("等待另一人复核")
    first.goto(f"/review/cases/{gallery.flagged}")
    expect(first.get_by_text("您已同意通过，等待另一人复核")).to_be_visible()
    assert violations_on(first) == []

    second = enter(open_page(browser, gallery.address, troubles), "second", PASSWORD)
    second.get_by_role("link", name="等待第二人复核").focus()
    second.keyboard.press("Enter")
    expect(second.locator("a.row-link")).to_have_count(1)
    assert violations_on(second) == []
    press(second, "j", "Enter")
    expect(second.locator("#first-approval")).to_contain_text("公章在背面")
    assert violations_on(second) == []
    press(second, "a", "Enter")
    expect(second.get_by_role("status").first).to_contain_text("审核通过，已保存")
    with reading(gallery.world.engine) as session:
        (decision,) = decisions_of(session, gallery.flagged)
        assert decision.first_approval_id is not None
