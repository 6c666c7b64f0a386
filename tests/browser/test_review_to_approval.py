"""One case from the queue to its approval, as its reviewer and its operator go through it in a browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from models.accounts import Role, create_account
from models.database import writing
from tests.browser import screenshots
from tests.browser.conftest import PASSWORD, SignIn, press
from tests.browser.documents import Employer, draw_employer, hand_in
from tests.browser.workshop import Workshop
from tests.specimens.__main__ import drawn_cases
from tests.specimens.inbox import write_inbox

REFERENCE = "2026-000901"
SECONDS_TO_READ = 120
CROWD = 12
"""Other cases in the queue, for the pictures."""


@pytest.fixture
def employer(workshop: Workshop) -> Employer:
    """An employer whose certificate came without its seal, and the people concerned."""
    employer = draw_employer(seed=11)
    with writing(workshop.workplace.engine) as session:
        create_account(session, "reviewer", "李审核", Role.REVIEWER, PASSWORD)
        create_account(session, employer.username, "张经办", Role.OPERATOR, PASSWORD)
    hand_in(workshop.inbox, REFERENCE, employer)
    if screenshots.wanted():
        write_inbox(workshop.inbox, drawn_cases(CROWD, seed=31))
    workshop.take_in()
    return employer


@pytest.mark.timeout(900)
def test_a_flagged_case_is_returned_corrected_and_approved(employer: Employer, sign_in: SignIn) -> None:
    reviewer = sign_in("reviewer")
    _open_flagged_case(reviewer, employer)
    _see_evidence(reviewer)
    _return(reviewer)
    operator = sign_in(employer.username)
    _correct(operator, employer)
    _see_verification_end(operator)
    _compare(reviewer, employer)
    _approve(reviewer)
    _hear_of_approval(operator)


def _open_flagged_case(page: Page, employer: Employer) -> None:
    screenshots.take(page, "queue")
    page.get_by_label("按代码、名称或编号查找").fill(REFERENCE)
    page.get_by_role("button", name="查找").click()
    row = page.get_by_role("row").filter(has_text=employer.unit_name)
    expect(row).to_contain_text("有不通过项")
    expect(row).to_contain_text("证书公章")
    row.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(employer.unit_name)


def _see_evidence(page: Page) -> None:
    finding = page.locator("details.check-fail").filter(has_text="证书公章")
    expect(finding).to_contain_text("不通过")
    press(page, "j")
    finding.locator("summary").focus()
    lit = page.locator("div.box.lit")
    expect(lit).not_to_have_count(0)
    expect(lit.first).to_be_in_viewport()
    expect(page.get_by_text("由您审核")).to_be_visible()
    screenshots.take(page, "case")
    before = page.locator("[data-zoom]").inner_text()
    page.keyboard.press("e")
    expect(page.locator("[data-zoom]")).not_to_have_text(before)
    expect(lit.first).to_be_in_viewport()
    screenshots.take(page, "evidence")
    page.keyboard.press("2")
    expect(page.locator(".seal").first).to_be_visible()
    screenshots.take(page, "seals")
    page.keyboard.press("1")
    page.keyboard.press("0")


def _return(page: Page) -> None:
    press(page, "t")
    opinion = page.get_by_label("审核意见（必填，经办人会看到）")
    expect(opinion).not_to_be_empty()
    opinion.press("Control+End")
    opinion.press_sequentially("\n请重新盖章后拍照。")
    screenshots.take(page, "return")
    opinion.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("退回，已保存")


def _correct(page: Page, employer: Employer) -> None:
    page.get_by_role("link", name=employer.unit_name).click()
    expect(page.get_by_text("请重新盖章后拍照。")).to_be_visible()
    expect(page.get_by_text("怎样改正").first).to_be_visible()
    screenshots.take(page, "returned")
    page.get_by_label("单位登记证书").set_input_files(
        {
            "name": f"盖章后的证书.{employer.certificate.extension}",
            "mimeType": "application/octet-stream",
            "buffer": employer.certificate.content,
        }
    )
    page.get_by_role("button", name="提交并核验").click()


def _see_verification_end(page: Page) -> None:
    expect(page.get_by_text("等待审核人审核")).to_be_visible(timeout=SECONDS_TO_READ * 1000)


def _compare(page: Page, employer: Employer) -> None:
    page.goto(f"/review/?search={REFERENCE}")
    page.get_by_role("row").filter(has_text=employer.unit_name).get_by_role("link").click()
    page.get_by_role("link", name="新旧对照").click()
    expect(page.get_by_label("请重新盖章后拍照。")).to_be_visible()
    expect(page.get_by_text("盖章后的证书")).to_be_visible()
    screenshots.take(page, "versions")
    page.get_by_label("请重新盖章后拍照。").check()
    page.get_by_role("link", name="回去审核").click()
    expect(page.locator("details.check").filter(has_text="证书公章")).to_have_class(re.compile("check-pass"))


def _approve(page: Page) -> None:
    press(page, "a")
    # Whatever else the machine still objects to is not what this walk is about; a person may decide against it.
    page.locator("#remark").fill("已查验原件。")
    page.locator("#remark").press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("审核通过，已保存")


def _hear_of_approval(page: Page) -> None:
    page.reload()
    expect(page.get_by_text("审核已通过")).to_be_visible()
