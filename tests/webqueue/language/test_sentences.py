"""Stored sentences in the language of the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from babel.support import Translations
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from models.findings import CheckId, Verdict
from webqueue.cases.advice import problem_for_operator
from webqueue.cases.checks import CheckShown
from webqueue.language.catalogue import FOLDER
from webqueue.language.patterns import PLACEHOLDER, phrases_of
from webqueue.language.sentences import sentences, translated

PHRASES = phrases_of(Translations.load(FOLDER, ["en"]))
PLAIN = st.text("岳阳市君山区示例0123456789ABCX", min_size=1, max_size=12)
"""What a value may be: a name, a number or a date that no catalogue has."""


@pytest.fixture
def english(application: Flask) -> Iterator[None]:
    with application.test_request_context(headers={"Cookie": "language=en"}):
        yield


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("chinese", "said"),
    [
        ("证书长期有效。", "The certificate has no end."),
        ("证书有效期至2026-01-01。", "The certificate is valid until 2026-01-01."),
        ("是否应为91430602MA4TT0009T？", "Should it be 91430602MA4TT0009T?"),
        (
            "承诺书“单位名称”未填写；“日期”未填写，请人工核对。",
            "On the letter: not filled in: Employer's name (单位名称); the date is not filled in. Check it by hand.",
        ),
        (
            "统一社会信用代码应为18位。请按登记证书逐位核对。是否应为91430602MA4TT0009T？",
            (
                "A credit code has 18 characters. Compare it with the certificate, character by character."
                " Should it be 91430602MA4TT0009T?"
            ),
        ),
        (
            "填报的统一社会信用代码应为18位。请按登记证书核对后更正。",
            "The typed credit code must have 18 characters. Compare it with the certificate and correct it.",
        ),
        (
            "未能认出登记证书：画面过暗，文字难以辨认。请到光线充足处重新拍摄，避免遮挡光源。",
            (
                "No certificate was recognised. The picture is too dark to read."
                " Take it again in good light, without standing in it."
            ),
        ),
        ("岳阳市示例技术有限公司", "岳阳市示例技术有限公司"),
        ("请尽快。材料、证明和说明都要原件；复印件不收。", "请尽快。材料、证明和说明都要原件；复印件不收。"),
        ("", ""),
    ],
)
def test_a_sentence_is_said_whole_by_pattern_and_by_parts(chinese: str, said: str) -> None:
    assert translated(chinese) == said


@pytest.mark.usefixtures("english")
def test_several_problems_are_said_one_after_the_other() -> None:
    assert sentences(["请填写姓名。", "请填写密码。"]) == "Fill in: Name. Enter a password."


@pytest.mark.usefixtures("english")
def test_an_operator_is_not_told_what_a_reviewer_has_to_do() -> None:
    message = "证书上的代码不够清晰，请人工逐位核对。"
    check = CheckShown(1, CheckId.CREDIT_CODE, Verdict.REVIEW, message, None, None, None, 0.5, ())
    assert problem_for_operator(check, translated) == "The code on the certificate is not clear enough."


def test_chinese_stays_as_it_was_said(application: Flask) -> None:
    with application.test_request_context():
        assert translated("证书有效期至2026-01-01。") == "证书有效期至2026-01-01。"


@given(st.sampled_from([text for text in PHRASES.known if len(PLACEHOLDER.findall(text)) == 1]), PLAIN)
def test_a_value_of_any_pattern_comes_through(source: str, value: str) -> None:
    said = PLACEHOLDER.sub(lambda _: value, source)
    fitting = [pattern for pattern in PHRASES.narrow if pattern.form.fullmatch(said)]
    assert any(value in pattern.with_values(pattern.form.fullmatch(said).groups()) for pattern in fitting)  # type: ignore[union-attr]
