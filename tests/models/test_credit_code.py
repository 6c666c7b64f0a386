"""GB 32100 and GB 11714 against codes in use, against another implementation, and against every single mistake."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from models.credit_code import (
    ALPHABET,
    CodeFault,
    certificate_for,
    check_character,
    judge,
    normalise,
    organisation_check_character,
    suggest_repair,
)
from models.findings import DocumentType

IN_USE = [
    "11430000006122375G",
    "11430000006122340X",
    "1143000000612280X0",
    "11100000717817624Y",
    "13430000006123028L",
    "12430000MB1209711D",
    "91430000799127167T",
    "12100000400000624D",
    "12100000401359321Q",
    "12100000400002259P",
    "1210000042500615X0",
    "12100000425006117P",
    "51100000500002862F",
    "53100000500021676K",
    "53100000500019795A",
    "9144030071526726XG",
    "91440300708461136T",
    "91110108551385082Q",
    "91110000101623741K",
    "911101066976941872",
    "914300007121944054",
    "914403001922038216",
    "91330100799655058B",
    "9111000071093123XX",
    "91100000100003962T",
    "91430600MA4L1PCY1D",
    "81430000MCK575429L",
    "91110108700338416R",
    "91110108MA01EBFH9B",
    "11320000MB151840XJ",
    "91350100M000100Y43",
]

SYNTHETIC = [
    "91430602MA4TT0009T",
    "92430611MA4TT0017K",
    "93430624NA00001278",
    "51430600MJJ0000128",
    "52430602MJJ000020W",
    "53430600MJJ000039R",
    "54430602MF00000139",
    "12430600MB0000094R",
    "13430600000000019Q",
    "31430000MD0000016X",
    "N2430621MF00000219",
    "A1100000MB0000019B",
    "G1430000MD0000024B",
    "9143060200100007XX",
    "91430602001000010X",
    "91430602001000133Y",
    "914306020010002560",
]


@pytest.mark.parametrize("code", IN_USE + SYNTHETIC)
def test_a_code_in_use_is_valid(code: str) -> None:
    assert judge(code).faults == ()


@pytest.mark.parametrize(
    ("code", "faults"),
    [
        ("9144030071526726XA", (CodeFault.CHECK_CHARACTER,)),
        ("9144030071526762XG", (CodeFault.CHECK_CHARACTER, CodeFault.ORGANISATION_CHECK_CHARACTER)),
        ("9144030017526726XG", (CodeFault.CHECK_CHARACTER, CodeFault.ORGANISATION_CHECK_CHARACTER)),
        ("9I44030071526726XG", (CodeFault.CHARACTER,)),
        ("9144O30071526726XG", (CodeFault.CHARACTER,)),
        ("91350211M0000XUF46", (CodeFault.CHECK_CHARACTER,)),
        ("52100000500000784G", (CodeFault.ORGANISATION_CHECK_CHARACTER,)),
        ("91110108MA01YBNX62", (CodeFault.ORGANISATION_CHECK_CHARACTER,)),
        ("91430600MA4RC8A1XB", (CodeFault.CHECK_CHARACTER, CodeFault.ORGANISATION_CHECK_CHARACTER)),
        ("91430600TEST000001", (CodeFault.CHARACTER,)),
        ("91430602MA4TT0009", (CodeFault.LENGTH,)),
        ("91430602MA4TT0009TT", (CodeFault.LENGTH,)),
        ("91AB0602MA4TT0009T", (CodeFault.SHAPE,)),
        ("430600000012345", (CodeFault.OLD_NUMBER,)),
        ("71526726-X", (CodeFault.OLD_NUMBER,)),
        ("", (CodeFault.LENGTH,)),
    ],
)
def test_a_wrong_code_says_what_is_wrong(code: str, faults: tuple[CodeFault, ...]) -> None:
    assert judge(code).faults == faults


def test_writing_habits_do_not_matter() -> None:
    assert normalise(" ９１４３０６０２-ma4tt 0009\u200bt\n") == "91430602MA4TT0009T"


def test_the_letter_x_counts_differently_in_the_two_standards() -> None:
    assert organisation_check_character("71526726") == "X"
    assert check_character("9111000071093123X") == "X"


@given(
    st.text(ALPHABET, min_size=2, max_size=2),
    st.from_regex(r"[0-9]{6}", fullmatch=True),
    st.text(ALPHABET, min_size=8, max_size=8),
)
def test_a_code_built_by_the_rules_is_valid_and_the_other_implementation_agrees(
    department: str, area: str, organisation: str
) -> None:
    first = department + area + organisation + organisation_check_character(organisation)
    code = first + check_character(first)
    assert judge(code).valid
    if code[:8].isdigit():
        assert uscc.is_valid(code)


@given(st.sampled_from(IN_USE), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_caught(code: str, place: int, character: str) -> None:
    wrong = code[:place] + character + code[place + 1 :]
    assert judge(wrong).valid == (wrong == code)


@given(st.sampled_from(IN_USE), st.integers(0, 16))
def test_every_exchange_of_neighbours_is_caught(code: str, place: int) -> None:
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert judge(wrong).valid == (wrong == code)


@pytest.mark.parametrize(
    ("code", "repair"),
    [
        ("12430000MBOL67976N", "12430000MB0L67976N"),
        ("91430602MA4TTOOO9T", "91430602MA4TT0009T"),
        ("9143O6O2MA4TTOOO9T", "91430602MA4TT0009T"),
        ("91430602MA4TT0009T", None),
        ("91430602MA4TT0009", None),
        ("91430602MA4UU0009T", None),
    ],
)
def test_a_repair_is_suggested_only_where_there_is_one(code: str, repair: str | None) -> None:
    assert suggest_repair(code) == repair


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    judge(text)
    suggest_repair(text)


@pytest.mark.parametrize(
    ("code", "certificate"),
    [
        ("91430602MA4TT0009T", DocumentType.BUSINESS_LICENCE),
        ("12430600MB0000094R", DocumentType.INSTITUTION_CERTIFICATE),
        ("51430600MJJ0000128", DocumentType.SOCIAL_ORGANISATION_CERTIFICATE),
        ("52430602MJJ000020W", DocumentType.PRIVATE_NON_ENTERPRISE_CERTIFICATE),
        ("53430600MJJ000039R", DocumentType.FOUNDATION_CERTIFICATE),
        ("13430600000000019Q", DocumentType.CREDIT_CODE_CERTIFICATE),
        ("G1430000MD0000024B", DocumentType.OTHER_CERTIFICATE),
        ("J1430000MD0000024B", None),
        ("", None),
    ],
)
def test_the_prefix_names_the_certificate(code: str, certificate: DocumentType | None) -> None:
    assert certificate_for(code) == certificate
