from __future__ import annotations

from dataclasses import replace

import pytest

from models.findings import Seal, SealColour, SealOwner, SealShape
from ocr.seals import name_match, owner_of
from ocr.seals.inside import ILLEGIBLE
from ocr.seals.names import is_authority, normal, special_words
from tests.specimens.marking import PURPOSE

UNIT = "岳阳市示例技术有限公司"


def seal(text: str, line: str = "", confidence: float = 0.99, shape: SealShape = SealShape.ROUND) -> Seal:
    return Seal(SealOwner.UNKNOWN, shape, SealColour.RED, text, (0, 0, 200, 200), 1, line, confidence=confidence)


@pytest.mark.parametrize("line", ["", "公章"])
def test_the_units_name_and_nothing_else_is_its_own_seal(line: str) -> None:
    assert owner_of(seal(UNIT, line), [UNIT]) is SealOwner.UNIT


@pytest.mark.parametrize("text", ["示例(岳阳)技术有限公司", "示例（岳阳）技术有限公司", "示例 岳阳 技术有限公司"])
def test_brackets_and_spaces_make_no_difference(text: str) -> None:
    assert owner_of(seal(text), ["示例（岳阳）技术有限公司"]) is SealOwner.UNIT


@pytest.mark.parametrize(
    "line",
    [
        "合同专用章",
        "财务专用章",
        "发票专用章",
        "合同专用章（1）",
        "人力资源部",
        "办公室",
        "第一项目部",
        "工会",
        "专用",
        "总务处",
    ],
)
def test_a_line_below_the_star_makes_it_a_special_purpose_or_department_seal(line: str) -> None:
    assert owner_of(seal(UNIT, line), [UNIT]) is SealOwner.SPECIAL


@pytest.mark.parametrize("tail", ["工会委员会", "第一分公司", "项目部", "财务专用章"])
def test_words_after_the_units_name_in_the_ring_make_it_special(tail: str) -> None:
    assert owner_of(seal(UNIT + tail), [UNIT]) is SealOwner.SPECIAL


@pytest.mark.parametrize(
    "name", ["岳阳市示例技术有限公司岳阳楼分公司", "岳阳市教育工会委员会", "岳阳市示例职业介绍中心"]
)
def test_such_words_within_the_units_own_name_do_not(name: str) -> None:
    assert owner_of(seal(name), [name]) is SealOwner.UNIT


def test_the_parents_seal_is_not_the_branches() -> None:
    assert owner_of(seal(UNIT), [UNIT + "岳阳楼分公司"]) is not SealOwner.UNIT


def test_a_name_that_goes_on_below_the_star_is_the_units_own() -> None:
    assert (
        owner_of(seal("栖原县示例供销合作社", "第一综合门市部"), ["栖原县示例供销合作社第一综合门市部"])
        is SealOwner.UNIT
    )


@pytest.mark.parametrize("line", [ILLEGIBLE, "口本中"])
def test_a_line_that_says_nothing_known_leaves_the_owner_open(line: str) -> None:
    assert owner_of(seal(UNIT, line), [UNIT]) is SealOwner.UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "岳阳市市场监督管理局",
        "广元市利州区市场监督管理局",
        "阳市市场监督管理局",
        "岳阳市市场监督管理启",
        "岳阳市工商行政管理局岳阳楼分局",
        "岳阳楼区行政审批服务局",
        "岳阳市事业单位登记管理局",
        "中共岳阳市委机构编制委员会办公室",
        "岳阳市民政局",
        "湖南省司法厅",
    ],
)
def test_the_registration_authoritys_seal_is_the_authoritys(text: str) -> None:
    assert owner_of(seal(text), [UNIT]) is SealOwner.AUTHORITY


def test_an_authoritys_seal_for_one_purpose_is_still_the_authoritys() -> None:
    assert owner_of(seal("岳阳市市场监督管理局", "企业登记专用章"), [UNIT]) is SealOwner.AUTHORITY


def test_an_authority_that_is_the_unit_itself_owns_its_seal() -> None:
    assert owner_of(seal("岳阳市民政局"), ["岳阳市民政局"]) is SealOwner.UNIT


def test_an_authoritys_name_at_the_front_makes_no_authority() -> None:
    assert not is_authority("岳阳市民政局社会福利院")
    assert owner_of(seal("岳阳市民政局社会福利院"), [UNIT]) is SealOwner.OTHER


@pytest.mark.parametrize("text", ["岳阳市别家贸易有限公司", "长沙市示范实业集团"])
def test_a_legible_other_name_is_somebody_elses(text: str) -> None:
    assert owner_of(seal(text), [UNIT]) is SealOwner.OTHER


@pytest.mark.parametrize(("text", "confidence"), [("", 0.0), ("岳阳", 0.99), ("岳阳市别家贸易有限公司", 0.3)])
def test_an_unreadable_seal_is_unknown(text: str, confidence: float) -> None:
    assert owner_of(seal(text, confidence=confidence), [UNIT]) is SealOwner.UNKNOWN


def test_without_names_to_compare_with_no_seal_is_a_units() -> None:
    assert owner_of(seal(UNIT), []) is SealOwner.OTHER
    assert owner_of(seal(UNIT), ["", "（）"]) is SealOwner.OTHER


def test_one_legibly_different_character_is_another_unit() -> None:
    assert owner_of(seal("岳阳市示范技术有限公司"), [UNIT]) is SealOwner.OTHER


def test_one_poorly_legible_different_character_leaves_the_owner_open() -> None:
    scores = [0.99, 0.99, 0.99, 0.99, 0.4, *[0.99] * 6]
    assert owner_of(seal("岳阳市示范技术有限公司", confidence=0.4), [UNIT], scores) is SealOwner.UNKNOWN


@pytest.mark.parametrize("text", ["阳市示例技术有限公司", "岳阳市示例技术有限", "岳阳市例技术有限公司"])
def test_a_lost_character_leaves_the_owner_open(text: str) -> None:
    assert owner_of(seal(text), [UNIT]) is SealOwner.UNKNOWN


def test_limited_and_limited_liability_companies_are_different_names() -> None:
    assert owner_of(seal("岳阳市示例技术有限责任公司"), [UNIT]) is not SealOwner.UNIT


def test_a_square_seal_is_never_the_legal_name_seal() -> None:
    assert owner_of(seal(UNIT, shape=SealShape.SQUARE), [UNIT]) is SealOwner.SPECIAL
    assert owner_of(seal("李样张印", shape=SealShape.SQUARE), [UNIT]) is SealOwner.OTHER


def test_a_match_names_the_missing_and_the_surplus_characters() -> None:
    match = name_match(seal("岳阳市示范技术有限公司"), UNIT)
    assert (match.missing, match.surplus, match.exact, match.doubtful) == ("例", "范", False, False)
    assert match.similarity == pytest.approx(10 / 11)


def test_a_match_doubts_only_characters_that_were_poorly_legible() -> None:
    scores = [0.3, *[0.99] * 10]
    assert not name_match(seal("岳阳市示范技术有限公司", confidence=0.3), UNIT, scores).doubtful
    assert name_match(seal("丘阳市示例技术有限公司", confidence=0.3), UNIT, scores).doubtful


def test_a_match_with_nothing_read_is_doubtful_and_misses_everything() -> None:
    match = name_match(seal(""), UNIT)
    assert (match.similarity, match.missing, match.doubtful) == (0.0, UNIT, True)


def test_an_exact_match_is_in_no_doubt_however_faint() -> None:
    assert not name_match(replace(seal(UNIT), confidence=0.1), UNIT).doubtful


def test_normal_form_keeps_letters_and_digits() -> None:
    assert normal("ＡＢＣ（岳阳） 第1中学") == "ABC岳阳第1中学"


def test_special_words_of_the_name_itself_do_not_count() -> None:
    assert special_words("人力资源部") == "部"
    assert special_words("岳阳楼分公司", "示例公司岳阳楼分公司") == ""


@pytest.mark.parametrize("line", ["称评审系统", "田你评审系统", "账号使"])
def test_what_is_written_across_a_seal_is_no_line_of_it(line: str) -> None:
    assert owner_of(seal(UNIT, line), [UNIT], written_across=PURPOSE) is SealOwner.UNIT
    assert owner_of(seal(UNIT, line), [UNIT]) is SealOwner.UNKNOWN


@pytest.mark.parametrize("line", ["职称评审", "职称评审专用章", "账号使用专用章", "□"])
def test_but_what_a_seal_of_its_own_may_say_is(line: str) -> None:
    assert owner_of(seal(UNIT, line), [UNIT], written_across=PURPOSE) is not SealOwner.UNIT
