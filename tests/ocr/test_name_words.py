"""Which characters of a name leave no choice."""

import pytest

from ocr.name_words import WITHIN_A_WORD, prior_odds

NAME = "岳阳市鑫禾科技有限公司"


@pytest.mark.parametrize(("character", "rival"), [("市", "布"), ("岳", "兵"), ("限", "眼"), ("技", "枝")])
def test_a_rival_that_makes_no_word_is_unlikely(character: str, rival: str) -> None:
    assert prior_odds(NAME, NAME.index(character), rival) == WITHIN_A_WORD


@pytest.mark.parametrize(("character", "rival"), [("鑫", "金"), ("禾", "木")])
def test_a_fancy_name_may_have_any_character(character: str, rival: str) -> None:
    assert prior_odds(NAME, NAME.index(character), rival) == 1


@pytest.mark.parametrize(
    ("name", "character", "rival"),
    [
        ("岳阳市第一中学", "中", "小"),
        ("湘潭市商会", "商", "学"),
        ("湖南省红星协会", "南", "北"),
        ("南县茶业协会", "协", "学"),
    ],
)
def test_another_word_of_sense_is_possible(name: str, character: str, rival: str) -> None:
    assert prior_odds(name, name.index(character), rival) == 1


@pytest.mark.parametrize(
    ("name", "place", "certain"), [("汨罗市统计局", 0, True), ("云南鑫禾", 0, False), ("鑫禾", 0, False)]
)
def test_where_nothing_is_seen_any_other_place_may_be_meant(name: str, place: int, certain: bool) -> None:
    assert (prior_odds(name, place, "") == WITHIN_A_WORD) == certain
