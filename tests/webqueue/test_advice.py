"""What an operator is told."""

from __future__ import annotations

import pytest

from models.findings import CheckId, Verdict
from webqueue.cases.advice import HOW_TO_MEND, details_are_for_operators, sentence_for_operator
from webqueue.cases.checks import CheckShown
from webqueue.review.opinion import suggested_opinion


def _check(message: str, check: CheckId = CheckId.MARKING, verdict: Verdict = Verdict.REVIEW) -> CheckShown:
    return CheckShown(1, check, verdict, message, None, None, None, 0.5, ())


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        ("用途标注与规定用语略有不同或字迹不清，请人工核对。", "用途标注与规定用语略有不同或字迹不清。"),
        ("证书上的代码不够清晰，请人工逐位核对。", "证书上的代码不够清晰。"),
        ("证书标题未能识别，请人工核对证书类型。", "证书标题未能识别。"),
    ],
)
def test_what_is_asked_of_the_reviewer_becomes_how_to_mend(message: str, kept: str) -> None:
    assert sentence_for_operator(_check(message)) == kept + HOW_TO_MEND[CheckId.MARKING]


def test_a_message_for_the_operator_stays_as_it_is() -> None:
    assert sentence_for_operator(_check("未见本单位公章。请加盖后上传。")) == "未见本单位公章。请加盖后上传。"


def test_signs_of_tampering_name_nobody_elses_submission() -> None:
    check = _check("与其他单位的申请（2026-000123）是同一个文件，请人工核对。", CheckId.INTEGRITY)
    assert not details_are_for_operators(check)
    assert "2026-000123" not in sentence_for_operator(check)
    assert "2026-000123" not in suggested_opinion([check], [])


def test_the_opinion_says_each_thing_once_and_only_what_did_not_pass() -> None:
    checks = [
        _check("甲。"),
        _check("甲。"),
        _check("乙。", verdict=Verdict.FAIL),
        _check("丙。", verdict=Verdict.PASS),
    ]
    assert suggested_opinion(checks, []) == "1. 甲。\n2. 乙。"
    assert suggested_opinion(checks[:1], []) == "甲。"
    assert suggested_opinion([], []) == ""
