"""Which document a page is: by its title, in the largest characters, or else by the labels that stand on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from rapidfuzz import fuzz

from models.findings import DocumentType, TextLine
from ocr.certificates import KINDS, CertificateKind
from ocr.layout import Piece, joined, same_row, squeeze

LETTER_TITLE = "湖南人社公共服务网上服务大厅用户告知承诺书"
_LETTER_ENDS = ("用户告知承诺书", "告知承诺书", "承诺书")
_QUOTES = re.compile(r"[《》〈〉“”\"'【】\[\]()（）:：,，.。\-—_·]")
HALF_A_TITLE = 8
"""Characters of the letter's title that are nothing else, as 用户告知 may be."""
LONG_TITLES = tuple(_QUOTES.sub("", title) for kind in KINDS.values() for title in kind.titles if len(title) >= 12)
"""So long that nothing else is called so, and that they are hardly larger than the print below them."""
TALL = 1.15
"""A title's characters are at least so much larger than the page's usual ones."""
ALIKE = 80.0
"""A misread title is still the title, by rapidfuzz's ratio of 0 to 100."""
COMMON_LABELS = frozenset({"名称", "住所", "统一社会信用代码", "法定代表人", "有效期", "有效期限"})
"""Labels that certificates of several kinds bear, which tell none from another."""
ENOUGH_LABELS = 3
PARTLY = 45.0
"""Likeness in percent from which large characters may be a title that is partly covered."""
CODE_LABEL = "统一社会信用代码"
"""In large characters, or joined to a part of a title, it is a label still, and no misread 统一社会信用代码证书."""


@dataclass(frozen=True)
class Title:
    """What a page was found to be."""

    type: DocumentType
    text: str = ""
    confidence: float = 0.0


def classify(lines: Sequence[TextLine]) -> Title:
    """The document's type, with its title as printed; `OTHER` where neither title nor labels say anything."""
    pieces = [piece for piece in (squeeze(line) for line in lines) if piece.text]
    if not pieces:
        return Title(DocumentType.BLANK, confidence=1.0)
    candidates = _headings(pieces)
    return (
        _letter(candidates) or _certificate(candidates) or _by_labels(pieces, candidates) or Title(DocumentType.OTHER)
    )


def plain(text: str) -> str:
    """`text` without quotes, brackets and other marks that titles are set in."""
    return _QUOTES.sub("", text)


def _headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Everything in large characters: lines, and rows of lines where a title is spread out over several."""
    usual = median(_character_size(piece) for piece in pieces)
    tall = [piece for piece in pieces if _character_size(piece) >= TALL * usual or _is_telling(piece)]
    rows: list[list[Piece]] = []
    for piece in sorted(tall, key=lambda piece: piece.box[0]):
        row = next((row for row in rows if same_row(row[-1].level, piece.level)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    return [*tall, *(joined(row) for row in rows if len(row) > 1), *_stacked(tall)]


def _is_telling(piece: Piece) -> bool:
    """Whether it is a line of the letter's title, or a certificate's whole long one, however large it is set."""
    text = plain(piece.text)
    return "承诺书" in text or (len(text) >= HALF_A_TITLE and text in LETTER_TITLE) or text.startswith(LONG_TITLES)


def _stacked(tall: Sequence[Piece]) -> list[Piece]:
    """Titles on two lines."""
    ordered = sorted(tall, key=lambda piece: piece.box[1])
    return [
        joined([upper, lower]) for upper, lower in pairwise(ordered) if lower.box[1] - upper.box[1] < 2.5 * upper.box[3]
    ]


def _character_size(piece: Piece) -> float:
    return float(min(piece.box[3], max(piece.box[2] / len(piece.text) * 1.3, piece.box[3] * 0.5)))


def _letter(candidates: Sequence[Piece]) -> Title | None:
    best = max(candidates, key=lambda piece: fuzz.ratio(plain(piece.text), LETTER_TITLE), default=None)
    if best is None:
        return None
    if fuzz.ratio(plain(best.text), LETTER_TITLE) >= ALIKE:
        return Title(DocumentType.COMMITMENT_LETTER, plain(best.text), best.confidence)
    ending = next((piece for piece in candidates if plain(piece.text).endswith(_LETTER_ENDS)), None)
    if ending is None:
        return None
    return Title(DocumentType.COMMITMENT_LETTER, plain(ending.text), ending.confidence)


def _certificate(candidates: Sequence[Piece]) -> Title | None:
    scored = [
        (fuzz.ratio(plain(piece.text), plain(title)), len(title), piece, kind.type)
        for piece in candidates
        for kind in KINDS.values()
        for title in kind.titles
        if not (CODE_LABEL in plain(piece.text) and "证" not in piece.text)
    ]
    best = max(scored, key=lambda entry: entry[:2], default=None)
    if best is None or best[0] < ALIKE:
        return _contained(candidates)
    return Title(best[3], best[2].text, best[2].confidence)


def _contained(candidates: Sequence[Piece]) -> Title | None:
    """A title that other text is glued to, as (副本) or a number."""
    for kind in KINDS.values():
        for title in kind.titles:
            for piece in candidates:
                if plain(title) in plain(piece.text) and len(piece.text) <= len(title) + 8:
                    return Title(kind.type, piece.text, piece.confidence)
    return None


def _by_labels(pieces: Sequence[Piece], candidates: Sequence[Piece]) -> Title | None:
    """A certificate whose title was not read well: most labels of one kind stand at the beginning of lines.

    Its title is known all the same where some of its characters stand in large type.
    """
    counted = {kind: _labels_on(pieces, kind) for kind in KINDS.values()}
    best = max(counted, key=lambda kind: counted[kind])
    if counted[best] < ENOUGH_LABELS or sorted(counted.values())[-2] == counted[best]:
        return None
    titles = [(fuzz.ratio(plain(piece.text), plain(title)), title) for piece in candidates for title in best.titles]
    likeness, title = max(titles, default=(0.0, ""))
    return Title(best.type, title, likeness / 100) if likeness >= PARTLY else Title(best.type, confidence=0.5)


def _labels_on(pieces: Sequence[Piece], kind: CertificateKind) -> int:
    """How many labels of that kind stand on the page, but for those that nearly every certificate bears."""
    own = set(kind.labels) - COMMON_LABELS
    return sum(any(piece.text.startswith(label) for piece in pieces) for label in own)
