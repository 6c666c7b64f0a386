"""A letter's fields, set against what was typed; its date looked for again where a seal lies over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.findings import FieldReading, TextLine
from models.form import Form
from ocr.borne_out import borne_out
from ocr.dark_ink import lines_in_other_inks
from ocr.engines import Reader
from ocr.letter import parse_date, read_letter
from ocr.letter_rules import LETTER_RULES
from ocr.pages import Page


def read_letter_values(page: Page, lines: Sequence[TextLine], reader: Reader, form: Form) -> dict[str, FieldReading]:
    """The fields of the letter on `page`, with how far the ink bears out what was typed."""
    fields = read_letter(page.picture, lines, reader)
    if not _date_is_read(fields):
        fields |= _date_again(page, lines, reader)
    compared = {
        name: borne_out(page.picture, fields[name], rule.typed(form), reader)
        for name, rule in LETTER_RULES.items()
        if name in fields
    }
    return {**fields, **compared}


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
