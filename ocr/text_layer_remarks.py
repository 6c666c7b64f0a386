"""What a PDF's text layer says that the page does not show.

An invisible layer is usual in searchable scans, where it repeats what stands there; it is a sign of tampering only
where it says something else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz

from models.credit_code import SHAPE
from models.findings import BoxValue, Remark, TextLine
from ocr.pages import Page, Suspicion, Word

AGREES = 60.0
"""rapidfuzz's partial ratio from which a word stands in what was read at its place; scans' layers have misreadings."""
CODE_AGREES = 88.0
"""The same for a word that holds a credit code (统一社会信用代码): at most two misread characters, since codes of one
district share half of theirs."""
ENOUGH_CHARACTERS = 4
"""Fewer stray characters than this are no statement."""

PATTERN = 3
"""A pale word that is there so many times is of the ground's pattern, as SCJDGL on a licence, and can be seen."""


def remarks_on_text_layer(page: Page, lines: Sequence[TextLine]) -> tuple[Remark, ...]:
    """One remark where words that cannot be seen say what was not read at their place."""
    pale = (word for word in page.words if word.suspicions == {Suspicion.BACKGROUND_COLOURED})
    faint = Counter(word.text for word in pale if not SHAPE.search(_letters(word.text)))
    visible = (word.text for word in page.words if word.trustworthy)
    seen = _letters(" ".join((*visible, *(line.text for line in lines))))
    strays = [
        word
        for word in page.words
        if not word.trustworthy
        and faint[word.text] < PATTERN
        and not _stands_there(word, lines)
        and not _is_cut_off(word, seen)
    ]
    said = "".join(_letters(word.text) for word in strays)
    if len(said) < ENOUGH_CHARACTERS:
        return ()
    box = tuple(strays[0].box)
    message = "PDF中含有页面上看不见、且与所见内容不符的文字，请人工核对是否被改动。"
    return (Remark("HIDDEN_TEXT", message, page.number, (box[0], box[1], box[2], box[3])),)


def _stands_there(word: Word, lines: Sequence[TextLine]) -> bool:
    letters = _letters(word.text)
    if not letters:
        return True
    box = tuple(word.box)
    there = "".join(_letters(line.text) for line in lines if _touch(line.box, (box[0], box[1], box[2], box[3])))
    enough = CODE_AGREES if SHAPE.search(letters) else AGREES
    return bool(there) and fuzz.partial_ratio(letters, there) >= enough


def _is_cut_off(word: Word, seen: str) -> bool:
    """Whether it lies over the page's edge, and says what was `seen` elsewhere, as a tiled watermark (水印) does."""
    return word.suspicions == {Suspicion.OUTSIDE} and _letters(word.text) in seen


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum()).upper()


def _touch(first: BoxValue, second: BoxValue) -> bool:
    return (
        first[0] < second[0] + second[2]
        and second[0] < first[0] + first[2]
        and first[1] < second[1] + second[3]
        and second[1] < first[1] + first[3]
    )
