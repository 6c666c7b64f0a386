"""A text layer that says what the page does not show is told; one that repeats the page is not."""

from __future__ import annotations

import numpy as np
import pytest

from models.findings import TextLine
from ocr.pages import Page, Suspicion, Word
from ocr.pages.page import Box
from ocr.text_layer_remarks import remarks_on_text_layer
from tests.ocr.printed import line

CODE = "91430602MA4TT0009T"
OTHER = "91430602MA4L1PCY1D"
"""Of the same district, so that half of the two is alike."""
PLACE = Box(300, 200, 400, 40)
INVISIBLE = frozenset({Suspicion.INVISIBLE})


def page(*words: Word, number: int = 1) -> Page:
    return Page(number, np.zeros((1, 1, 3), np.uint8), b"", "0" * 64, words=words, has_text_layer=bool(words))


def word(text: str, suspicions: frozenset[Suspicion] = INVISIBLE, box: Box = PLACE) -> Word:
    return Word(text, box, 12.0, suspicions)


def shown(text: str) -> list[TextLine]:
    return [line(text, x=300, y=200, height=40)]


def test_an_invisible_code_that_is_not_the_printed_one_is_told_where_it_stands() -> None:
    (remark,) = remarks_on_text_layer(page(word(OTHER), number=2), shown(CODE))
    assert (remark.code, remark.page, remark.box) == ("HIDDEN_TEXT", 2, (300, 200, 400, 40))
    assert remark.message.endswith("。")
    assert "请" in remark.message


@pytest.mark.parametrize("suspicion", Suspicion)
def test_whatever_makes_a_word_unseen_it_is_told(suspicion: Suspicion) -> None:
    assert remarks_on_text_layer(page(word(OTHER, frozenset({suspicion}))), shown(CODE))


def test_a_searchable_scan_repeats_what_stands_there() -> None:
    assert remarks_on_text_layer(page(word(CODE)), shown(CODE)) == ()


def test_so_it_does_with_a_misread_character_or_two() -> None:
    misread = CODE.replace("0", "O", 1).replace("T", "7", 1)
    assert remarks_on_text_layer(page(word(misread)), shown(CODE)) == ()


def test_a_line_of_a_name_may_be_misread_more_than_a_code() -> None:
    said, read = "岳阳市示例技术有限公司", "岳阳币示例枝木有限公司"
    assert remarks_on_text_layer(page(word(said)), shown(read)) == ()
    assert remarks_on_text_layer(page(word("长沙市样品贸易行")), shown(read))


def test_a_watermark_that_goes_over_the_pages_edge_says_what_is_seen_elsewhere() -> None:
    marking = "仅供注册职称评审系统账号使用"
    outside = [word(character, frozenset({Suspicion.OUTSIDE}), Box(-60, 10, 50, 50)) for character in marking]

    assert remarks_on_text_layer(page(*outside), shown(f"“{marking}”")) == ()
    assert remarks_on_text_layer(page(*outside, word(marking, frozenset())), shown(CODE)) == ()
    assert remarks_on_text_layer(page(*outside), shown(CODE))


def test_a_visible_word_is_for_everybody_to_see() -> None:
    assert remarks_on_text_layer(page(word(OTHER, frozenset())), shown(CODE)) == ()


def test_invisible_words_where_nothing_was_read_are_told() -> None:
    elsewhere = word(OTHER, box=Box(300, 900, 400, 40))
    assert remarks_on_text_layer(page(elsewhere), shown(CODE))
    assert remarks_on_text_layer(page(word(OTHER)), [])


def test_a_few_stray_marks_are_no_statement() -> None:
    assert remarks_on_text_layer(page(word("·——"), word("12"), word("A")), []) == ()


def test_strays_count_together() -> None:
    (remark,) = remarks_on_text_layer(page(*(word(character) for character in "岳阳示例")), [])
    assert remark.code == "HIDDEN_TEXT"


def test_a_page_without_a_text_layer_has_nothing_to_tell() -> None:
    assert remarks_on_text_layer(page(), shown(CODE)) == ()


@pytest.mark.parametrize(("said", "times", "is_told"), [("SCJDGL", 3, False), ("SCJDGL", 2, True), (OTHER, 3, True)])
def test_a_pale_word_all_over_the_ground_is_its_pattern(said: str, times: int, is_told: bool) -> None:
    pale = frozenset({Suspicion.BACKGROUND_COLOURED})
    pattern = [word(said, pale, Box(100, 200 * row, 300, 60)) for row in range(times)]
    assert bool(remarks_on_text_layer(page(*pattern), shown(CODE))) is is_told
