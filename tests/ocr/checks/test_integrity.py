"""The integrity check: what asks a person to look, and what is only told."""

from __future__ import annotations

from models.findings import CheckId, CheckResult, Remark, Verdict
from ocr.checks import check_submission
from ocr.checks.case import Case
from tests.readings import a_case, a_certificate, a_letter

NOTE = Remark("FILE_FROM_EDITOR", "文件信息显示曾用示例软件处理。", is_note=True)
SIGN = Remark("SIGNATURE_BROKEN", "签名验证不通过，请人工核对。", 1, (1, 2, 3, 4))


def checked(case: Case) -> CheckResult:
    return next(result for result in check_submission(case) if result.check is CheckId.INTEGRITY)


def test_a_note_is_told_and_asks_nobody_to_look() -> None:
    result = checked(a_case(a_certificate(integrity=(NOTE,)), a_letter(integrity=(NOTE,))))
    assert (result.verdict, result.reason) == (Verdict.PASS, "NOTED")
    assert result.message.count(NOTE.message) == 1


def test_beside_a_sign_of_tampering_notes_are_told_too() -> None:
    result = checked(a_case(a_certificate(integrity=(NOTE, SIGN))))
    assert (result.verdict, result.reason) == (Verdict.REVIEW, "SIGNATURE_BROKEN")
    assert result.message == SIGN.message + NOTE.message
    assert [place.box for place in result.evidence] == [SIGN.box]


def test_it_never_says_more_than_review() -> None:
    assert checked(a_case()).reason == "NOTHING_NOTICED"
    assert checked(a_case(a_certificate(integrity=(SIGN,) * 3))).verdict is Verdict.REVIEW
