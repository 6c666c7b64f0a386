"""Numbers in addresses and forms: row numbers and revisions, within what a database can hold."""

from __future__ import annotations

from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**31 - 1


class RowNumber(IntegerConverter):
    """A row's number in an address (`<row:…>`); a larger one than there can be finds nothing."""

    def __init__(self, url_map: Map) -> None:
        """Take whole numbers up to LARGEST."""
        super().__init__(url_map, max=LARGEST)


def whole_number(text: str) -> int | None:
    """The number that `text` spells in plain digits; None for anything else and for what no row can have."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST))):
        return None
    number = int(text)
    return number if number <= LARGEST else None
