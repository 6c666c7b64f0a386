"""One employer's registration with real documents, and the pages of people who have no account."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

from models.areas import find_area
from models.registration_form import BUSINESS_CATEGORIES, CATEGORIES, REGISTRATION_TYPES, REVIEW_UNITS
from tests.browser.documents import Employer
from tests.specimens.rendering import Upload

SECONDS_TO_READ = 180
PASSWORD = "Zh3nghe-Kai"


@dataclass(frozen=True)
class Registrant:
    """Whoever registers an employer, at the browser."""

    page: Page
    employer: Employer

    @property
    def form(self) -> dict[str, Any]:
        """What is typed."""
        form: dict[str, Any] = json.loads(self.employer.form)
        return form

    def begin(self) -> None:
        """From the first page to the empty form."""
        self.page.goto("/register/")
        self.page.get_by_role("button", name="注册新账号").click()
        expect(self.page.locator("#new-code")).not_to_be_empty()
        self.page.get_by_role("link", name="已记下，开始填写").click()

    def fill(self) -> None:
        """Every field, as the documents have it."""
        choices = {
            "注册类型": REGISTRATION_TYPES[0],
            "申报类别": CATEGORIES[0],
            "业务类别": BUSINESS_CATEGORIES[0],
            "审核单位": REVIEW_UNITS[0],
        }
        for label, choice in choices.items():
            self.page.get_by_label(label, exact=True).select_option(choice)
        area = find_area(self.form["pooling_area"])
        assert area is not None
        self.page.get_by_label("统筹区", exact=True).select_option(area.name)
        operator = self.form["operator"]
        texts = {
            "统一社会信用代码": self.form["credit_code"],
            "单位名称": self.form["unit_name"],
            "用户名": operator["username"],
            "密码": PASSWORD,
            "经办人姓名": operator["name"],
            "身份证号码": operator["id_number"],
            "手机号码": operator["mobile"],
        }
        for label, text in texts.items():
            self.page.get_by_label(label, exact=True).fill(text)

    def go_on(self) -> None:
        """To the attachments."""
        self.page.get_by_role("button", name="填好了，下一步").click()

    def upload(self, **documents: Upload) -> None:
        """Put documents into their slots and see them read."""
        for slot, document in documents.items():
            self.page.locator(f"input#{slot}").set_input_files(
                {
                    "name": f"{slot}.{document.extension}",
                    "mimeType": "application/octet-stream",
                    "buffer": document.content,
                }
            )
        self.page.get_by_role("button", name="上传并核验").click()
        self.see_findings()

    def see_findings(self) -> None:
        """Wait until the machine has said what it found."""
        expect(self.page.locator("#findings")).to_be_visible(timeout=SECONDS_TO_READ * 1000)

    def save(self) -> None:
        """保存."""
        self.page.get_by_role("button", name="保存", exact=True).click()
        expect(self.page.get_by_text("保存成功")).to_be_visible()

    def submit(self) -> None:
        """注册, against what the machine still objects to where it does."""
        self.see_findings()
        self.page.get_by_label("再次输入密码").fill(PASSWORD)
        reason = self.page.get_by_label(re.compile("仍要提交的原因"))
        if reason.count():
            reason.fill("已核对原件，请人工审核")
        self.page.get_by_role("button", name="注册", exact=True).click()

    def expect_state(self, words: str) -> None:
        """Where it stands, on the page."""
        self.page.goto("/register/form")
        expect(self.page.locator("#state")).to_have_text(words)
