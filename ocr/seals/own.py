"""Whose seal it is: a red circle proves nothing, its text does.

The legal-name seal (单位法定名称章, 单位公章) carries the unit's name around the ring and nothing else but a number;
a special-purpose seal must differ in name (国发〔1999〕25号, article 22), and the registration authority's own seal is
printed on every certificate.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.findings import Seal, SealOwner, SealShape
from ocr.seals.characters import chinese_in
from ocr.seals.match import NameMatch, name_match
from ocr.seals.names import PLAIN_LINES, is_authority, normal, special_words

FEWEST_CHARACTERS = 6
"""A shorter text names nobody."""
FEWEST_IN_NAME = 2
RUN, TITLE_REVIEW = 3, "职称评审"
"""So many characters in a row tell a writing; but for these, which stand on the seals of those who review titles."""
LEAST_CONFIDENCE = 0.6
"""Below, a text that is nobody's we know may be anybody's."""


def owner_of(
    seal: Seal, unit_names: Sequence[str], scores: Sequence[float] = (), written_across: str = ""
) -> SealOwner:
    """Whose `seal` is, as far as the unit that is called any of `unit_names` is concerned.

    `scores`, one for each character of the seal's text, help to tell a misread name from another one. What may be
    `written_across` a seal in its own ink is no line of it.
    """
    names = [name for name in unit_names if normal(name)]
    matches = [(name, name_match(seal, name, scores)) for name in names]
    for name, match in matches:
        if match.exact:
            return _own(seal, name, written_across)
    for name in names:
        if _extends(seal.text, name):
            return SealOwner.SPECIAL if special_words(seal.text.removeprefix(name), name) else _stranger(seal)
    if any(match.doubtful and match.similarity > 0 and _near(match) for _, match in matches):
        return SealOwner.UNKNOWN
    if is_authority(seal.text) or is_authority(seal.text + seal.line):
        return SealOwner.AUTHORITY
    return _stranger(seal)


def _own(seal: Seal, name: str, written_across: str) -> SealOwner:
    """The unit's name stands on it: the legal-name seal, unless its shape or another word says otherwise."""
    # An authority's name across a unit's seal is the ring of the authority's own seal, pressed or printed over it.
    is_over_it = is_authority(seal.line) or _is_piece_of(written_across, seal.line)
    rest = "" if is_over_it else normal(seal.line) or seal.line
    if seal.shape is SealShape.SQUARE:
        return SealOwner.SPECIAL
    if not rest or rest in PLAIN_LINES or normal(seal.text) + rest == normal(name):
        return SealOwner.UNIT
    if special_words(seal.line, name if normal(seal.text) != normal(name) else ""):
        return SealOwner.SPECIAL
    return SealOwner.UNKNOWN


def _is_piece_of(writing: str, line: str) -> bool:
    """Whether `line`, read across a seal, is a part of `writing`, and no word that seals bear."""
    runs = {writing[start : start + RUN] for start in range(len(writing) - RUN + 1)}
    return not special_words(line) and any(run in line for run in runs if run not in TITLE_REVIEW)


def _extends(text: str, name: str) -> bool:
    """Whether `text` goes on after the unit's name, as 工会委员会 and 第一分公司 do."""
    return normal(text).startswith(normal(name)) and len(normal(text)) > len(normal(name)) + 1


def _near(match: NameMatch) -> bool:
    return match.similarity > 0.5


def _stranger(seal: Seal) -> SealOwner:
    """A legible name that is neither the unit's nor an authority's is somebody else's."""
    fewest = FEWEST_IN_NAME if seal.shape is SealShape.SQUARE else FEWEST_CHARACTERS
    legible = len(chinese_in(seal.text)) >= fewest and seal.confidence >= LEAST_CONFIDENCE
    return SealOwner.OTHER if legible else SealOwner.UNKNOWN
