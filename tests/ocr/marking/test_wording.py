"""Which words count as the required ones, and where an annotation ends and other print begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.findings import Marking
from ocr.marking import REQUIRED, MarkingJudgement, PieceKind, difference, judge_marking
from ocr.marking.wording import annotation_in, plain, similarity


def annotation(text: str) -> str:
    place = annotation_in(plain(text))
    return plain(text)[slice(*place)] if place else ""


def judged(text: str) -> MarkingJudgement:
    return judge_marking(Marking(True, text, similarity(REQUIRED, text)))


@pytest.mark.parametrize(
    "written",
    [
        "仅供注册职称评审系统账号使用",
        "“仅供注册职称评审系统账号使用”",
        "「仅供注册职称评审系统账号使用」。",
        "《仅供 注册 职称评审系统 账号使用》",
        "本复印件仅供注册职称评审系统账号使用，再次复印无效",
        "注册资本：伍拾万元整仅供注册职称评审系统账号使用",
        "僅供註冊職稱評審系統賬號使用",
    ],
)
def test_quotes_spaces_and_neighbouring_print_do_not_matter(written: str) -> None:
    assert annotation(written) == REQUIRED


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("仅供办理社保使用", "仅供办理社保使用"),
        ("（仅限银行开户使用）", "仅限银行开户使用"),
        ("名称仅供投标报名使用有限公司", "仅供投标报名使用"),
        ("仅供注册系统账号使用", "仅供注册系统账号使用"),
        ("注册职称评审系统账号使用", "注册职称评审系统账号使用"),
        ("仅供注册职称评审系统帐号使用", "仅供注册职称评审系统帐号使用"),
        ("仅供办理", "仅供办理"),
        ("成立日期仅供注册职称评申系统账号使用", "仅供注册职称评申系统账号使用"),
        ("仅供注册职称评审系统账号使用及银行开户使用", "仅供注册职称评审系统账号使用及银行开户使用"),
    ],
)
def test_what_is_written_is_told_as_it_is_written(written: str, found: str) -> None:
    assert annotation(written) == found


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "本营业执照信息仅供参考",
        "电子营业执照仅供信息参考，以公示系统查询结果为准",
        "国家企业信用信息公示系统网址：http://www.gsxt.gov.cn",
        "注册资本：伍拾万元整",
        "仅供信",
        "食品销售（仅限预包装食品）；劳务派遣业务（仅限分支机构办理）",
        "信息系统集成服务；人力资源服务；职称评审咨询",
        "市场主体应当于每年1月1日至6月30日通过国家企业信用信息公示系统报送公示年度报告",
    ],
)
def test_what_certificates_print_is_no_annotation(printed: str) -> None:
    assert annotation(printed) == ""


@pytest.mark.parametrize(
    ("text", "judgement"),
    [
        (REQUIRED, MarkingJudgement.EXACT),
        ("仅供注册职称评审系统帐号使用", MarkingJudgement.VARIANT),
        ("仅供注册职称评审系统账户使用", MarkingJudgement.VARIANT),
        ("仅限注册职称评审系统账号使用", MarkingJudgement.VARIANT),
        ("仅供注册耿称评审系统账号使用", MarkingJudgement.VARIANT),
        ("仅供注册职称评审系账号使用", MarkingJudgement.VARIANT),
        ("注册职称评审系统账号使用", MarkingJudgement.WORDS_MISSING),
        ("仅供注册评审系统账号使用", MarkingJudgement.WORDS_MISSING),
        ("仅供注册职称评审系统账号", MarkingJudgement.WORDS_MISSING),
        ("仅供系统账号使用", MarkingJudgement.WORDS_MISSING),
        ("仅供办理社保使用", MarkingJudgement.OTHER_PURPOSE),
        ("仅供注册职称评审系统账号使用及银行开户使用", MarkingJudgement.OTHER_PURPOSE),
    ],
)
def test_judgement_of_the_words(text: str, judgement: MarkingJudgement) -> None:
    assert judged(text) is judgement


def test_no_annotation_is_none() -> None:
    assert judge_marking(Marking(False)) is MarkingJudgement.NONE


@given(st.sets(st.integers(0, len(REQUIRED) - 1), min_size=1, max_size=13))
def test_left_out_characters_are_never_exact(left_out: set[int]) -> None:
    text = "".join(character for place, character in enumerate(REQUIRED) if place not in left_out)
    assert annotation(text) != REQUIRED
    assert judged(text) is not MarkingJudgement.EXACT


@given(st.text(alphabet=REQUIRED + "帐户限办理社保", max_size=18), st.text(alphabet=REQUIRED + "帐户", max_size=18))
def test_a_difference_puts_both_texts_together_again(expected: str, found: str) -> None:
    pieces = difference(expected, found)
    assert "".join(piece.expected for piece in pieces) == expected
    assert "".join(piece.found for piece in pieces) == found
    assert all((piece.expected == piece.found) == (piece.kind is PieceKind.EQUAL) for piece in pieces)


def test_another_phrase_can_be_required() -> None:
    text = plain("本件仅供办理社会保险登记使用")
    place = annotation_in(text, "仅供办理社会保险登记使用")
    assert place is not None
    assert text[slice(*place)] == "仅供办理社会保险登记使用"
