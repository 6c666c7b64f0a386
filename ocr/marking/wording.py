"""The wording of a purpose annotation (用途标注): what counts as the same text, and where two texts differ."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

REQUIRED = "仅供注册职称评审系统账号使用"
"""What must stand on the copy of a registration certificate (湖南人社公共服务网上服务大厅, 单位用户注册)."""

_TRADITIONAL = str.maketrans(
    "僅註冊職稱評審繫係統賬帳號辦報請徵標買賣業務證書專複無戶與開銀課題項",
    "仅注册职称评审系系统账帐号办报请征标买卖业务证书专复无户与开银课题项",
)
"""Recognisers write a hasty hand's characters in their traditional form, which is the same character."""

_OPENING = re.compile(r"[仅只专][供限用作为可能]+")
_PURPOSE = re.compile(rf"{_OPENING.pattern}.{{2,30}}?(?:使用|专用|之用|用途)")
_BEGINNING = re.compile(r"^.?[仅只专]供.+")
"""The beginning of a purpose whose end was not read; 仅限 begins much in a business scope (经营范围) too."""
_FURTHER = re.compile(r"[及和与或兼以].{1,20}?(?:使用|专用|用途|办理|业务)")
"""A second purpose behind the first one."""
_INFORMATION = re.compile(r"参考|查询|查验|供信|供参|供查")
"""What is printed on electronic licences and excerpts (仅供信息参考) and names no purpose of a copy."""

_SAME_MEANING = (
    ("帐", "账"),
    ("账户", "账号"),
    ("账户号", "账号"),
    ("仅限", "仅供"),
    ("只供", "仅供"),
    ("只限", "仅供"),
    ("仅用于", "仅供"),
)
"""Other writings that mean the same, and are nevertheless not the required words."""

ALIKE = 0.4
"""From this similarity on a text is taken for an attempt at the required one, whatever else it says."""


_OTHER_WORDS = {
    "仅": "只专不可唯",
    "供": "限可用作为凭",
    "注": "登",
    "册": "销录记",
    "职": "名",
    "称": "务业位级工",
    "评": "初复终会预送申",
    "审": "选定级议聘估比价优",
    "系": "传",
    "统": "列",
    "账": "帐编序",
    "号": "户码",
    "使": "专采试通",
}
"""Characters that make other words of sense in the place of those required."""
IN_THE_PHRASE = 40.0
"""Odds that a character in its place in the phrase is the required one, before anybody looks at the ink."""


def odds_of_wording(text: str, index: int, rival: str) -> float:
    """How much likelier the required character is than `rival` beforehand: nobody writes 仅供注册只称.

    Whoever copies the words by hand may leave one out.
    """
    return 1.0 if not rival or rival in _OTHER_WORDS.get(text[index], "") else IN_THE_PHRASE


class PieceKind(StrEnum):
    """How a piece of the required text stands to what was found."""

    EQUAL = "equal"
    MISSING = "missing"
    EXTRA = "extra"
    CHANGED = "changed"


@dataclass(frozen=True)
class DifferencePiece:
    """A stretch of the required text and what was found in its place; either may be empty."""

    kind: PieceKind
    expected: str
    found: str


def plain(text: str) -> str:
    """`text` without spaces, quotes and punctuation, in half-width and simplified characters."""
    return "".join(plain_character(character) for character in text)


def plain_character(character: str) -> str:
    """One character as `plain` writes it; empty for spaces and punctuation."""
    normalised = unicodedata.normalize("NFKC", character)
    return "".join(kept.translate(_TRADITIONAL) for kept in normalised if kept.isalnum())


def similarity(expected: str, found: str) -> float:
    """1 where `found` is `expected`, 0 where nothing is alike (edit distance over the longer one's length)."""
    return Levenshtein.normalized_similarity(expected, found)


def means_the_same(text: str, expected: str) -> bool:
    """Whether `text` says `expected` in other writings (帐号, 账户, 仅限), which are nevertheless other words."""
    said = text
    for other, own in _SAME_MEANING:
        if own in expected:
            said = said.replace(other, own)
    return said == expected != text


def difference(expected: str, found: str) -> tuple[DifferencePiece, ...]:
    """`expected` and `found` aligned: pieces in reading order that are equal, missing, extra or changed."""
    kinds = {
        "equal": PieceKind.EQUAL,
        "delete": PieceKind.MISSING,
        "insert": PieceKind.EXTRA,
        "replace": PieceKind.CHANGED,
    }
    return tuple(
        DifferencePiece(
            kinds[step.tag], expected[step.src_start : step.src_end], found[step.dest_start : step.dest_end]
        )
        for step in Levenshtein.opcodes(expected, found)
    )


def annotation_in(text: str, expected: str = REQUIRED) -> tuple[int, int] | None:
    """Where in the plain `text` an annotation of purpose stands, as start and end; None where there is none.

    Text that the annotation is glued to is left out, as far as the wording tells them apart.
    """
    whole = re.search(rf"{re.escape(expected)}({_FURTHER.pattern})?", text)
    if whole is not None:
        return whole.span()
    attempt = _attempt(text, expected)
    if attempt is not None:
        return attempt
    purpose = _PURPOSE.search(text) or _BEGINNING.search(text)
    if purpose is None or _INFORMATION.search(text, purpose.start()):
        return None
    return purpose.span()


def _attempt(text: str, expected: str) -> tuple[int, int] | None:
    """Where something like `expected` stands in `text`, grown to the words that open and close a purpose."""
    alignment = fuzz.partial_ratio_alignment(expected, text)
    if alignment is None:
        return None
    start, end = (alignment.dest_start, alignment.dest_end) if len(text) > len(expected) else (0, len(text))
    opening, purpose = _OPENING.search(text, 0, end), _PURPOSE.search(text)
    if opening:
        start = opening.start()
    if purpose and purpose.end() > start:
        end = max(end, purpose.end())
    start, end = _trimmed(text, expected, start, end)
    return (start, end) if similarity(expected, text[start:end]) >= ALIKE else None


def _trimmed(text: str, expected: str, start: int, end: int) -> tuple[int, int]:
    """Start and end without what stands before the first and behind the last word shared with `expected`."""
    blocks = [block for block in Levenshtein.editops(expected, text[start:end]).as_matching_blocks() if block.size]
    if not blocks:
        return start, end
    first, last = blocks[0], blocks[-1]
    before, after = first.b - first.a, (end - start - last.b - last.size) - (len(expected) - last.a - last.size)
    return start + max(0, before), end - max(0, after)
