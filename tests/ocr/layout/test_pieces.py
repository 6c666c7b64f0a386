"""Pieces keep their characters, scores and places together, however they are squeezed, cut and joined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.findings import TextLine
from ocr.layout import after, joined, part, share_before, squeeze
from tests.ocr.printed import line

texts = st.text(alphabet="岳阳市A9 　（）", min_size=1, max_size=12).filter(str.strip)


def test_spaces_go_and_characters_become_half_width_and_simplified() -> None:
    piece = squeeze(line("名　称： 岳陽（Ａ１）"))
    assert piece.text == "名称:岳阳(A1)"


def test_scores_stay_with_their_characters() -> None:
    scored = TextLine("名 称", 0.8, (0, 0, 90, 30), 1, character_scores=(0.9, 0.1, 0.5))
    assert squeeze(scored).scores == (0.9, 0.5)
    assert squeeze(scored).confidence == 0.5


def test_a_character_that_becomes_two_has_its_score_twice() -> None:
    piece = squeeze(TextLine("㈱A", 0.8, (0, 0, 60, 30), 1, character_scores=(0.4, 0.9)))
    assert piece.text == "(株)A"
    assert piece.scores == (0.4, 0.4, 0.4, 0.9)


def test_without_scores_of_its_own_each_character_has_the_lines() -> None:
    assert squeeze(TextLine("名称", 0.7, (0, 0, 60, 30), 1)).scores == (0.7, 0.7)


def test_chinese_characters_take_twice_the_width_of_digits() -> None:
    assert share_before("岳A1", 1) == pytest.approx(0.5)
    assert share_before("岳A1", 2) == pytest.approx(0.75)


@given(texts)
def test_shares_grow_from_nothing_to_the_whole(text: str) -> None:
    shares = [share_before(text, count) for count in range(len(text) + 1)]
    assert shares[0] == 0
    assert shares[-1] == pytest.approx(1)
    assert shares == sorted(shares)


@given(texts, st.data())
def test_a_cut_line_joined_again_is_the_line(text: str, data: st.DataObject) -> None:
    piece = squeeze(line(text))
    cut = data.draw(st.integers(0, len(piece.text)))
    first, second = part(piece, 0, cut), after(piece, cut)
    again = joined([first, second])
    assert (again.text, again.scores, again.box) == (piece.text, piece.scores, piece.box)
    assert first.box[0] + first.box[2] == second.box[0]


def test_a_part_stands_where_its_characters_do() -> None:
    piece = squeeze(line("名称岳阳市", x=100, height=30))
    assert part(piece, 2, 5).box == (160, 100, 90, 30)
