"""Every page of the queue: open to everybody who cannot see, hear or point, and worked by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from models.database import reading
from models.holds import held_by
from models.review import decisions_of
from tests.browser import screenshots
from tests.browser.accessibility import violations_on
from tests.browser.conftest import enter, open_page, press
from tests.browser.employers_year import TODAY
from tests.browser.gallery import Gallery, furnish, open_gallery
from tests.browser.tour import TOURS, picture_name
from tests.webqueue.world import PASSWORD
from webqueue import clock


@pytest.fixture
def gallery(tmp_path: Path) -> Iterator[Gallery]:
    with open_gallery(tmp_path) as gallery:
        yield gallery


@pytest.fixture
def nobody(gallery: Gallery, browser: Browser, troubles: list[str]) -> Page:
    return open_page(browser, gallery.address, troubles)


@pytest.fixture
def reviewer(nobody: Page) -> Page:
    return enter(nobody, "reviewer", PASSWORD)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("person", TOURS)
def test_every_page_is_accessible(
    gallery: Gallery, nobody: Page, troubles: list[str], monkeypatch: pytest.MonkeyPatch, person: str
) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    world = gallery.world
    people = {name: getattr(world, name).id for name in ("reviewer",)}
    values = {**vars(gallery), "green": gallery.green[0], **vars(furnish(world)), **people}
    page = enter(nobody, person, PASSWORD) if person else nobody
    violations = []
    for address in TOURS[person]:
        page.goto(address.format(**values))
        violations += violations_on(page)
        screenshots.take(page, f"pages/{picture_name(person, address)}")
    assert violations == []
    # What one may not see, and what is not there, are among them.
    troubles[:] = [trouble for trouble in troubles if "404" not in trouble and "403" not in trouble]


@pytest.mark.parametrize("tab", ["2", "3", "4"])
def test_every_tab_of_a_case_is_accessible(gallery: Gallery, reviewer: Page, tab: str) -> None:
    reviewer.goto(f"/review/cases/{gallery.flagged}")
    press(reviewer, tab)
    assert violations_on(reviewer) == []


@pytest.mark.parametrize("key", ["?", "p", "q", "m"])
def test_every_window_is_accessible_and_closes_by_key(gallery: Gallery, reviewer: Page, key: str) -> None:
    reviewer.goto(f"/review/cases/{gallery.flagged}")
    press(reviewer, key)
    window = reviewer.locator(".modal.show")
    expect(window).to_be_visible()
    reviewer.wait_for_timeout(400)
    assert violations_on(reviewer) == []
    reviewer.keyboard.press("Escape")
    expect(window).to_be_hidden()


def test_a_green_case_takes_three_keys_from_the_list(gallery: Gallery, reviewer: Page) -> None:
    reviewer.goto("/review/?verdict=pass")
    press(reviewer, "n")
    reviewer.wait_for_url("**/review/cases/*")
    press(reviewer, "a", "Enter")
    expect(reviewer.get_by_role("status").first).to_contain_text("审核通过，已保存")
    first, second, _ = gallery.green
    with reading(gallery.world.engine) as session:
        assert [decision.outcome for decision in decisions_of(session, first)] == ["approved"]
        assert held_by(session, gallery.world.reviewer.id) == second
    press(reviewer, "u", "Enter")
    expect(reviewer.get_by_role("status").first).to_contain_text("决定已撤回")
    with reading(gallery.world.engine) as session:
        assert decisions_of(session, first) == ()


def test_no_single_key_sends_anything(gallery: Gallery, reviewer: Page) -> None:
    reviewer.goto(f"/review/cases/{gallery.flagged}")
    press(reviewer, "0")
    sent: list[str] = []
    reviewer.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    for key in "abcdefghijklmopqrstuvwxyz0123456789[]+-=/?":
        reviewer.keyboard.press(key)
        if reviewer.locator(".modal.show").count():
            reviewer.keyboard.press("Escape")
        reviewer.evaluate("document.activeElement.blur()")
    for key in ("Backspace", "Delete", "Space"):
        reviewer.keyboard.press(key)
    assert [address for address in sent if not address.endswith("/hold")] == []
    assert reviewer.url.endswith(f"/review/cases/{gallery.flagged}")


def test_leaving_the_page_gives_the_case_back(gallery: Gallery, reviewer: Page) -> None:
    reviewer.goto(f"/review/cases/{gallery.flagged}")
    expect(reviewer.get_by_text("由您审核")).to_be_visible()
    reviewer.get_by_role("link", name="返回队列").click()
    expect(reviewer.get_by_role("heading", name="审核队列")).to_be_visible()
    # What a page sends while it is left is answered to nobody, so its effect is waited for.
    for _ in range(50):
        with reading(gallery.world.engine) as session:
            if held_by(session, gallery.world.reviewer.id) is None:
                return
        reviewer.wait_for_timeout(100)
    pytest.fail("the case was not given back")


def test_what_was_typed_is_there_again_after_the_page_was_left(gallery: Gallery, reviewer: Page) -> None:
    reviewer.goto(f"/review/cases/{gallery.flagged}")
    press(reviewer, "t")
    reviewer.locator("#opinion").fill("写到一半的意见")
    reviewer.goto("/review/")
    reviewer.goto(f"/review/cases/{gallery.flagged}")
    press(reviewer, "t")
    expect(reviewer.locator("#opinion")).to_have_value("写到一半的意见")


def test_a_case_in_other_hands_cannot_be_decided_on_the_page(
    gallery: Gallery, reviewer: Page, browser: Browser, troubles: list[str]
) -> None:
    reviewer.goto(f"/review/cases/{gallery.flagged}")
    expect(reviewer.get_by_text("由您审核")).to_be_visible()
    supervisor = enter(open_page(browser, gallery.address, troubles), "supervisor", PASSWORD)
    supervisor.goto(f"/review/cases/{gallery.flagged}")
    expect(supervisor.get_by_text("正在审核，占用至")).to_be_visible()
    assert supervisor.locator("[data-decide]").evaluate("form => form.inert")
    supervisor.get_by_role("button", name="接手").click()
    expect(supervisor.get_by_text("由您审核")).to_be_visible()
