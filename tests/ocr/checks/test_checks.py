"""Every wrong that a submission can have is named by the right check, and a clean one by none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from models.findings import (
    Agreement,
    CheckId,
    CodeReading,
    DocumentReading,
    DocumentType,
    Marking,
    Remark,
    SealColour,
    SealOwner,
    SealShape,
    Slot,
    TextLine,
    Verdict,
    verdict_of,
)
from models.form import Form, Operator, Relation
from ocr.checks import Case, check_submission
from tests.readings import (
    AUTHORITY_SEAL,
    CODE,
    FORM,
    UNIT,
    a_case,
    a_certificate,
    a_field,
    a_letter,
    a_seal,
    result_of,
    with_field,
)

OTHER_CODE = "91430600MA4L1PCY1D"
FOGGY = (Remark("BLURRED", "照片模糊。请重新拍摄。"),)


def form(**changes: Any) -> Form:
    return replace(FORM, **changes)


def operator(**changes: Any) -> Form:
    return replace(FORM, operator=replace(FORM.operator, **changes))


def test_a_clean_case_passes_every_check() -> None:
    results = check_submission(a_case())
    assert verdict_of(results) is Verdict.PASS
    assert {result.check for result in results} == set(CheckId) - {CheckId.FORM}


CASES: list[tuple[str, Case, CheckId, Verdict, str]] = [
    (
        "no unit seal",
        a_case(a_certificate(seals=())),
        CheckId.CERTIFICATE_SEAL,
        Verdict.FAIL,
        "SEAL_MISSING",
    ),
    (
        "only the authority's seal",
        a_case(a_certificate(seals=(AUTHORITY_SEAL,))),
        CheckId.CERTIFICATE_SEAL,
        Verdict.FAIL,
        "SEAL_OF_AUTHORITY_ONLY",
    ),
    (
        "a person's name seal alone",
        a_case(letter=a_letter(seals=(replace(a_seal(SealOwner.OTHER, text="唐伟之印"), shape=SealShape.SQUARE),))),
        CheckId.LETTER_SEAL,
        Verdict.FAIL,
        "SEAL_MISSING",
    ),
    (
        "another unit's seal",
        a_case(a_certificate(seals=(AUTHORITY_SEAL, a_seal(SealOwner.OTHER, text="岳阳市样例技术有限公司")))),
        CheckId.CERTIFICATE_SEAL,
        Verdict.FAIL,
        "SEAL_OF_OTHER_UNIT",
    ),
    (
        "a special-purpose seal",
        a_case(a_certificate(seals=(AUTHORITY_SEAL, a_seal(SealOwner.SPECIAL, line="合同专用章")))),
        CheckId.CERTIFICATE_SEAL,
        Verdict.FAIL,
        "SEAL_SPECIAL_PURPOSE",
    ),
    (
        "a seal that cannot be read, beside another unit's",
        a_case(a_certificate(seals=(a_seal(SealOwner.OTHER), a_seal(SealOwner.UNKNOWN, text="")))),
        CheckId.CERTIFICATE_SEAL,
        Verdict.REVIEW,
        "SEAL_UNREADABLE",
    ),
    (
        "a photocopied unit seal",
        a_case(a_certificate(seals=(a_seal(colour=SealColour.BLACK),))),
        CheckId.CERTIFICATE_SEAL,
        Verdict.REVIEW,
        "SEAL_GREY",
    ),
    (
        "a faint unit seal",
        a_case(a_certificate(seals=(a_seal(confidence=0.2),))),
        CheckId.CERTIFICATE_SEAL,
        Verdict.REVIEW,
        "SEAL_UNCERTAIN",
    ),
    (
        "no seal on a blurred photo",
        a_case(a_certificate(seals=(), quality=FOGGY)),
        CheckId.CERTIFICATE_SEAL,
        Verdict.REVIEW,
        "SEAL_NOT_FOUND_ON_POOR_PICTURE",
    ),
    (
        "seal only on the certificate",
        a_case(letter=a_letter(seals=())),
        CheckId.LETTER_SEAL,
        Verdict.FAIL,
        "SEAL_MISSING",
    ),
    (
        "marking missing",
        a_case(a_certificate(marking=Marking(False))),
        CheckId.MARKING,
        Verdict.FAIL,
        "MARKING_MISSING",
    ),
    (
        "marking for another purpose",
        a_case(a_certificate(marking=Marking(True, "仅供办理社保使用", 0.4, (1, 2, 3, 4), 1, 0.98))),
        CheckId.MARKING,
        Verdict.FAIL,
        "MARKING_OTHER_PURPOSE",
    ),
    (
        "marking with words left out",
        a_case(a_certificate(marking=Marking(True, "仅供注册职称评审系统使用", 0.92, (1, 2, 3, 4), 1, 0.98))),
        CheckId.MARKING,
        Verdict.FAIL,
        "MARKING_INCOMPLETE",
    ),
    (
        "an invalid typed code",
        a_case(form=form(credit_code="91430602MA4TT0008T")),
        CheckId.CREDIT_CODE,
        Verdict.FAIL,
        "CODE_INVALID",
    ),
    (
        "a wrong but valid typed code",
        a_case(form=form(credit_code=OTHER_CODE)),
        CheckId.CREDIT_CODE,
        Verdict.FAIL,
        "CODE_DIFFERS",
    ),
    (
        "a legible invalid code on the certificate",
        a_case(
            a_certificate(credit_code=CodeReading("91430602MA4TT0008T", 0.99, (1, 2, 3, 4), 1, "91430602MA4TT0008T"))
        ),
        CheckId.CREDIT_CODE,
        Verdict.FAIL,
        "CODE_ON_CERTIFICATE_INVALID",
    ),
    (
        "an illegible code",
        a_case(a_certificate(credit_code=CodeReading("91430602MA4TT00O9T", 0.4, (1, 2, 3, 4), 1, ""))),
        CheckId.CREDIT_CODE,
        Verdict.REVIEW,
        "CODE_UNCERTAIN",
    ),
    (
        "a blurred code that reads as the typed one",
        a_case(a_certificate(credit_code=CodeReading(CODE, 0.4, (1, 2, 3, 4), 1, ""))),
        CheckId.CREDIT_CODE,
        Verdict.REVIEW,
        "CODE_UNCERTAIN",
    ),
    (
        "a blurred code that reads as another one than the QR code holds",
        a_case(
            a_certificate(
                credit_code=CodeReading("91430602MA4TT00O9T", 0.4, (1, 2, 3, 4), 1, ""),
                qr=(f"https://zzapp.gsxt.gov.cn/ebl?ei={CODE}",),
            )
        ),
        CheckId.CREDIT_CODE,
        Verdict.REVIEW,
        "CODE_UNCERTAIN",
    ),
    ("no code read", a_case(a_certificate(credit_code=None)), CheckId.CREDIT_CODE, Verdict.REVIEW, "CODE_UNREADABLE"),
    (
        "the engines disagree",
        a_case(a_certificate(credit_code=CodeReading(OTHER_CODE, 0.8, (1, 2, 3, 4), 1, CODE))),
        CheckId.CREDIT_CODE,
        Verdict.REVIEW,
        "CODE_READINGS_DISAGREE",
    ),
    (
        "another code in the QR code",
        a_case(a_certificate(qr=(f"http://www.gsxt.gov.cn/?code={OTHER_CODE}",))),
        CheckId.CREDIT_CODE,
        Verdict.FAIL,
        "CODE_IN_QR_DIFFERS",
    ),
    (
        "another name typed",
        a_case(form=form(unit_name="岳阳市样例技术有限公司")),
        CheckId.UNIT_NAME,
        Verdict.FAIL,
        "NAME_DIFFERS",
    ),
    (
        "有限公司 is not 有限责任公司",
        a_case(form=form(unit_name="岳阳市示例技术有限责任公司")),
        CheckId.UNIT_NAME,
        Verdict.FAIL,
        "NAME_DIFFERS",
    ),
    (
        "a name that may be misread",
        a_case(a_certificate(unit_name=a_field("岳阳市示例枝术有限公司", 0.5))),
        CheckId.UNIT_NAME,
        Verdict.REVIEW,
        "NAME_UNCERTAIN",
    ),
    ("no name read", a_case(a_certificate(unit_name=None)), CheckId.UNIT_NAME, Verdict.REVIEW, "NAME_UNREADABLE"),
    (
        "letter blank in parts",
        a_case(letter=with_field(a_letter(), "mobile", a_field("", 1.0))),
        CheckId.LETTER_FIELDS,
        Verdict.FAIL,
        "FIELD_BLANK",
    ),
    (
        "a field of the letter not found",
        a_case(letter=with_field(a_letter(), "mobile", None)),
        CheckId.LETTER_FIELDS,
        Verdict.REVIEW,
        "FIELD_NOT_FOUND",
    ),
    (
        "letter of which a piece of a number was read",
        a_case(letter=with_field(a_letter(), "id_number", a_field("430621"))),
        CheckId.LETTER_FIELDS,
        Verdict.REVIEW,
        "FIELD_UNCERTAIN",
    ),
    (
        "letter disagreeing with the form",
        a_case(letter=with_field(a_letter(), "id_number", a_field("43062119850727341X"))),
        CheckId.LETTER_FIELDS,
        Verdict.FAIL,
        "FIELD_DIFFERS",
    ),
    (
        "a number of the letter that its last digit contradicts, poorly read",
        a_case(letter=with_field(a_letter(), "credit_code", a_field("91480602MA4TT0009T", 0.7))),
        CheckId.LETTER_FIELDS,
        Verdict.REVIEW,
        "FIELD_UNCERTAIN",
    ),
    (
        "the same in clear print",
        a_case(letter=with_field(a_letter(), "credit_code", a_field("91480602MA4TT0009T", 0.999))),
        CheckId.LETTER_FIELDS,
        Verdict.FAIL,
        "FIELD_DIFFERS",
    ),
    (
        "letter illegible",
        a_case(letter=with_field(a_letter(), "operator_name", a_field("张二", 0.4))),
        CheckId.LETTER_FIELDS,
        Verdict.REVIEW,
        "FIELD_UNCERTAIN",
    ),
    (
        "letter without a date",
        a_case(letter=with_field(a_letter(), "date", a_field("", 1.0))),
        CheckId.LETTER_FIELDS,
        Verdict.FAIL,
        "DATE_BLANK",
    ),
    (
        "letter of tomorrow",
        a_case(letter=with_field(a_letter(), "date", a_field("2026-11-24"))),
        CheckId.LETTER_FIELDS,
        Verdict.FAIL,
        "DATE_IN_FUTURE",
    ),
    (
        "letter of last year",
        a_case(letter=with_field(a_letter(), "date", a_field("2025-11-24"))),
        CheckId.LETTER_FIELDS,
        Verdict.FAIL,
        "DATE_STALE",
    ),
    (
        "documents swapped",
        a_case(a_letter(), a_certificate()),
        CheckId.CERTIFICATE_TYPE,
        Verdict.FAIL,
        "DOCUMENTS_SWAPPED",
    ),
    (
        "documents swapped, seen from the letter",
        a_case(a_letter(), a_certificate()),
        CheckId.LETTER_TYPE,
        Verdict.FAIL,
        "DOCUMENTS_SWAPPED",
    ),
    ("two letters", a_case(a_letter()), CheckId.CERTIFICATE_TYPE, Verdict.FAIL, "LETTER_IN_PLACE_OF_CERTIFICATE"),
    (
        "one file in both slots",
        a_case(hashes={Slot.CERTIFICATE: "1" * 64, Slot.LETTER: "1" * 64}),
        CheckId.INTEGRITY,
        Verdict.REVIEW,
        "DOCUMENT_DOUBLED",
    ),
    ("a blank page", a_case(DocumentReading(DocumentType.BLANK)), CheckId.CERTIFICATE_TYPE, Verdict.FAIL, "BLANK_PAGE"),
    (
        "an unrelated picture",
        a_case(DocumentReading(DocumentType.OTHER)),
        CheckId.CERTIFICATE_TYPE,
        Verdict.FAIL,
        "NOT_A_CERTIFICATE",
    ),
    (
        "an unrelated letter",
        a_case(letter=DocumentReading(DocumentType.OTHER)),
        CheckId.LETTER_TYPE,
        Verdict.FAIL,
        "NOT_THE_LETTER",
    ),
    (
        "an unrecognisable blurred photo",
        a_case(DocumentReading(DocumentType.OTHER, quality=FOGGY)),
        CheckId.CERTIFICATE_TYPE,
        Verdict.REVIEW,
        "CERTIFICATE_ILLEGIBLE",
    ),
    (
        "title against prefix",
        a_case(a_certificate(type=DocumentType.INSTITUTION_CERTIFICATE, title="事业单位法人证书")),
        CheckId.CERTIFICATE_TYPE,
        Verdict.FAIL,
        "TITLE_AGAINST_PREFIX",
    ),
    (
        "an expired certificate",
        a_case(a_certificate(fields={"validity": a_field("自2019年01月01日至2024年01月01日")})),
        CheckId.VALIDITY,
        Verdict.FAIL,
        "EXPIRED",
    ),
    (
        "an expired term that no label was read for",
        a_case(a_certificate(lines=(TextLine("自2019年01月01日至2024年01月01日", 0.99, (1, 2, 3, 4), 1),))),
        CheckId.VALIDITY,
        Verdict.FAIL,
        "EXPIRED",
    ),
    (
        "a term of which the last month is beneath a seal",
        a_case(a_certificate(fields={"validity": a_field("自2026年9月28日至2031年9矫月27日", 0.6)})),
        CheckId.VALIDITY,
        Verdict.PASS,
        "VALID",
    ),
    (
        "a term of which the end cannot be read",
        a_case(a_certificate(fields={"validity": a_field("自2019年03月13日12日", 0.99)})),
        CheckId.VALIDITY,
        Verdict.REVIEW,
        "VALIDITY_UNREADABLE",
    ),
    (
        "a term that cannot be read",
        a_case(a_certificate(fields={"validity": a_field("自2019年01月至", 0.4)})),
        CheckId.VALIDITY,
        Verdict.REVIEW,
        "VALIDITY_UNREADABLE",
    ),
    (
        "a public institution's certificate without a term",
        a_case(a_certificate(type=DocumentType.INSTITUTION_CERTIFICATE)),
        CheckId.VALIDITY,
        Verdict.REVIEW,
        "VALIDITY_NOT_FOUND",
    ),
    (
        "another pooling area",
        a_case(form=form(pooling_area="平江县")),
        CheckId.POOLING_AREA,
        Verdict.FAIL,
        "AREA_DIFFERS",
    ),
    (
        "a certificate from elsewhere",
        a_case(a_certificate(fields={"address": a_field("长沙市岳麓区示例路8号")}, seals=(a_seal(),))),
        CheckId.POOLING_AREA,
        Verdict.FAIL,
        "AREA_OUTSIDE",
    ),
    (
        "an address that names a road only",
        a_case(a_certificate(fields={"address": a_field("示例路8号")}, seals=(a_seal(),))),
        CheckId.POOLING_AREA,
        Verdict.REVIEW,
        "AREA_UNDECIDED",
    ),
    (
        "an ID number with a wrong digit",
        a_case(form=operator(id_number="430602199001010014")),
        CheckId.OPERATOR_IDENTITY,
        Verdict.FAIL,
        "ID_NUMBER_INVALID",
    ),
    (
        "no mobile number",
        a_case(form=operator(mobile="0730-8888888")),
        CheckId.OPERATOR_IDENTITY,
        Verdict.FAIL,
        "MOBILE_INVALID",
    ),
    (
        "somebody who claims an account",
        a_case(form=operator(relation=Relation.SAME)),
        CheckId.OPERATOR_IDENTITY,
        Verdict.REVIEW,
        "ACCOUNT_UNKNOWN",
    ),
    (
        "hidden text",
        a_case(a_certificate(integrity=(Remark("HIDDEN_TEXT", "含有看不见的文字，请人工核对。", 1, (1, 2, 3, 4)),))),
        CheckId.INTEGRITY,
        Verdict.REVIEW,
        "HIDDEN_TEXT",
    ),
    (
        "another unit's file",
        a_case(reused={Slot.LETTER: ("2026-000001",)}),
        CheckId.INTEGRITY,
        Verdict.REVIEW,
        "FILE_OF_ANOTHER_UNIT",
    ),
    (
        "a damaged file",
        replace(
            a_case(),
            documents={Slot.LETTER: a_letter()},
            unusable={Slot.CERTIFICATE: ("FILE_DAMAGED", "文件已损坏。请重新上传。")},
        ),
        CheckId.CERTIFICATE_TYPE,
        Verdict.FAIL,
        "FILE_DAMAGED",
    ),
    (
        "a slot without a document",
        replace(a_case(), documents={Slot.CERTIFICATE: a_certificate()}),
        CheckId.LETTER_TYPE,
        Verdict.FAIL,
        "SLOT_MISSING",
    ),
    (
        "a form without a field",
        a_case(problems=(("form", "FORM_FIELD_MISSING", "申请表缺少“单位名称”。请补填后重新提交。"),)),
        CheckId.FORM,
        Verdict.FAIL,
        "FORM_FIELD_MISSING",
    ),
]


@pytest.mark.parametrize(
    ("case", "check", "verdict", "reason"), [entry[1:] for entry in CASES], ids=[entry[0] for entry in CASES]
)
def test_what_is_wrong_is_named_by_the_right_check(case: Case, check: CheckId, verdict: Verdict, reason: str) -> None:
    result = result_of(case, check)
    assert (result.verdict, result.reason) == (verdict, reason)
    assert verdict_of(check_submission(case)) is not Verdict.PASS


def test_a_blurred_code_passes_where_the_qr_code_holds_it_too() -> None:
    blurred = CodeReading(CODE, 0.4, (1, 2, 3, 4), 1, "")
    case = a_case(a_certificate(credit_code=blurred, qr=(f"https://zzapp.gsxt.gov.cn/ebl?ei={CODE}",)))
    result = result_of(case, CheckId.CREDIT_CODE)
    assert (result.verdict, result.reason) == (Verdict.PASS, "CODE_AGREES")


@pytest.mark.parametrize("case", [entry[1] for entry in CASES], ids=[entry[0] for entry in CASES])
def test_every_message_ends_with_a_way_out(case: Case) -> None:
    for result in check_submission(case):
        assert result.message.endswith("。")
        if result.verdict is not Verdict.PASS:
            assert any(word in result.message for word in ("请", "人工核对")), result


def test_personal_data_is_masked_in_results() -> None:
    wrong = with_field(a_letter(), "id_number", a_field("430602199001010021"))
    result = result_of(a_case(letter=wrong), CheckId.LETTER_FIELDS)
    assert "19900101" not in f"{result.expected}{result.found}{result.message}"


def test_nothing_readable_passes_nothing() -> None:
    empty = Case(form=Form(operator=Operator()), today=a_case().today)
    assert not any(result.verdict is Verdict.PASS for result in check_submission(empty))


def test_the_typed_name_may_be_written_another_way() -> None:
    case = a_case(
        a_certificate(unit_name=a_field("岳阳市示例（技术）有限公司")), form=form(unit_name="岳阳市示例(技术) 有限公司")
    )
    assert result_of(case, CheckId.UNIT_NAME).verdict is Verdict.PASS
    assert UNIT


def registered_rarely(code: str, title: str) -> Case:
    reading = CodeReading(code, 0.99, (100, 200, 300, 40), 1, second_text=code)
    return a_case(a_certificate(type=DocumentType.OTHER_CERTIFICATE, title=title, credit_code=reading))


@pytest.mark.parametrize(
    ("code", "title", "verdict", "reason"),
    [
        ("31430000MD0000016X", "律师事务所执业许可证", Verdict.PASS, "TITLE_AGREES"),
        ("N2430621MF00000219", "农村集体经济组织登记证", Verdict.PASS, "TITLE_AGREES"),
        ("G1430000MD0000024B", "境外非政府组织代表机构登记证书", Verdict.PASS, "TITLE_AGREES"),
        ("N2430621MF00000219", "律师事务所执业许可证", Verdict.REVIEW, "TITLE_AGAINST_PREFIX"),
        ("31430000MD0000016X", "", Verdict.REVIEW, "TITLE_UNREAD"),
    ],
)
def test_a_rarer_register_is_told_by_its_title(code: str, title: str, verdict: Verdict, reason: str) -> None:
    found = result_of(registered_rarely(code, title), CheckId.CERTIFICATE_TYPE)

    assert (found.verdict, found.reason) == (verdict, reason)
    assert title in found.message


@pytest.mark.parametrize(
    ("doubtful", "confidence", "verdict", "reason"),
    [
        (2, 0.41, Verdict.REVIEW, "NAME_UNCERTAIN"),
        (2, 0.99, Verdict.FAIL, "NAME_DIFFERS"),
        (6, 0.41, Verdict.FAIL, "NAME_DIFFERS"),
    ],
    ids=["a marking was written across", "another name is legible", "another name, not all of it legible"],
)
def test_nonsense_beneath_other_ink_is_no_other_name(
    doubtful: int, confidence: float, verdict: Verdict, reason: str
) -> None:
    scores = (0.1,) * doubtful + (0.9,) * (len(UNIT) - doubtful)
    name = replace(a_field("保水水开最有限公司", confidence), agreement=Agreement(UNIT, 0.1, scores))
    found = result_of(a_case(a_certificate(unit_name=name)), CheckId.UNIT_NAME)

    assert (found.verdict, found.reason) == (verdict, reason)
