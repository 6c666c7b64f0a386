"""A letter's fields, set against what was typed; looked for again in its sentences, and its date beneath a seal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.findings import FieldReading, TextLine
from models.form import Form
from ocr.borne_out import Typed, borne_out
from ocr.dark_ink import lines_in_other_inks
from ocr.engines import Reader
from ocr.letter import parse_date, read_letter
from ocr.letter_rules import LETTER_RULES
from ocr.pages import Page
from ocr.prose import Prose


def read_letter_values(page: Page, lines: Sequence[TextLine], reader: Reader, form: Form) -> dict[str, FieldReading]:
    """The fields of the letter on `page`, with how far the ink bears out what was typed."""
    fields = read_letter(page.picture, lines, reader)
    if not _date_is_read(fields):
        fields |= _date_again(page, lines, reader)
    prose = Prose(lines)
    compared = {
        name: found
        for name, rule in LETTER_RULES.items()
        if (found := _set_against(rule.typed(form), page, fields.get(name), prose, reader))
    }
    return {**fields, **compared}


def _set_against(
    typed: Typed, page: Page, field: FieldReading | None, prose: Prose, reader: Reader
) -> FieldReading | None:
    """`field` with how far the ink bears out what was `typed`, or where a sentence bears it out.

    What has no label may stand anywhere; what has one stands right behind it, perhaps on the next line, or before it.
    """
    beside = None if field is None else borne_out(page.picture, field, typed, reader)
    if not typed.text or (beside is not None and typed.normalise(beside.text) == typed.text):
        return beside
    if beside is None:
        place = prose.where(typed)
    else:
        place = prose.right_behind(beside, typed) or prose.right_before(beside, typed)
    found = None if place is None else borne_out(page.picture, place, typed, reader)
    if found is not None and (beside is None or not beside.text or typed.normalise(found.text) == typed.text):
        return found
    if beside is not None and not beside.text and prose.goes_on_below(beside):
        return replace(beside, confidence=0.0)
    return beside


def _date_is_read(fields: Mapping[str, FieldReading]) -> bool:
    """Whether the date was found and is one, or its place was found blank."""
    date = fields.get("date")
    return date is not None and (date.confidence == 1.0 or parse_date(date.text) is not None)


def _date_again(page: Page, lines: Sequence[TextLine], reader: Reader) -> dict[str, FieldReading]:
    """The date, looked for without the ink of what lies over it."""
    for again in lines_in_other_inks(page.picture, lines, reader, page.number):
        found = read_letter(page.picture, again, reader).get("date")
        if found is not None and parse_date(found.text) is not None:
            return {"date": found}
    return {}
