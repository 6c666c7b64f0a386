"""Tesseract behind the protocol: a full engine where it is chosen alone, and the second reader of credit codes."""

from __future__ import annotations

import re

import pytest

from models.credit_code import ALPHABET
from ocr.engines import Picture, read_lines
from ocr.engines.tesseract import CODE_CHARACTERS, TesseractReader, code_reader
from tests.ocr.printed import paper, set_on
from tests.specimens import fonts

CODE = "91430602MA4TT0009T"


def crop(text: str) -> Picture:
    return set_on(paper(80 + 42 * len(text), 64), text, x=20, y=10, face=fonts.MICROHEI)


def test_lines_of_chinese_are_found_and_read() -> None:
    page = set_on(set_on(paper(), "营业执照副本", y=60), "有限责任公司", y=160)
    first, second = (re.sub(r"\W", "", line.text) for line in read_lines(TesseractReader(), page))
    assert (first, second) == ("营业执照副本", "有限责任公司")


def test_a_code_is_read_with_a_score_for_each_character() -> None:
    (recognition,) = code_reader().recognise([crop(CODE)])
    assert recognition.text == CODE
    assert len(recognition.character_scores) == len(CODE)
    assert all(0 <= score <= 1 for score in recognition.character_scores)


def test_the_second_reader_reads_nothing_but_characters_of_codes() -> None:
    assert set(CODE_CHARACTERS) == set(ALPHABET)
    (recognition,) = code_reader().recognise([crop("统一社会信用代码 IOSVZ")])
    assert set(recognition.text) <= set(ALPHABET)


def test_bare_paper_reads_as_nothing() -> None:
    (recognition,) = code_reader().recognise([paper(300, 60)])
    assert (recognition.text, recognition.score, recognition.character_scores) == ("", 0.0, ())
    assert TesseractReader().detect(paper()) == ()


@pytest.mark.parametrize(("reader", "language"), [(TesseractReader(), "chi_sim"), (code_reader(), "eng")])
def test_it_names_its_version_and_its_language(reader: TesseractReader, language: str) -> None:
    assert reader.identity["tesseract"][0].isdigit()
    assert reader.identity["tesseract_language"] == language
