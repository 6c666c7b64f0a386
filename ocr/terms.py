"""The term of validity (有效期) as certificates print it: 自2024年07月28日至2029年07月27日, 长期, 至2029-07-27."""

from __future__ import annotations

import datetime as dt
import re

_DATE = r"(\d{4})[年./\-](\d{1,2})[月./\-](\d{1,2})日?"
_UNTIL = re.compile(rf"至{_DATE}")
_PARTLY_UNTIL = re.compile(r"至(\d{4})年(?:(\d{1,2})月?)?")
_ANY = re.compile(_DATE)
BOTH = 2
"""Dates of a term that begins with 自: one alone is its beginning, and says nothing of its end."""
_LONG = re.compile(r"长期|永久|无固定期限|不约定期限")


def is_endless(text: str) -> bool:
    """Whether the term says that it has no end."""
    return bool(_LONG.search(text))


def is_term(text: str) -> bool:
    """Whether `text` says until when a certificate is valid, or that it always is."""
    return is_endless(text) or end_of_term(text) is not None


def end_in(text: str) -> str | None:
    """The end of a term, as it stands in `text` behind 至; None where there is none."""
    match = _UNTIL.search(re.sub(r"\s", "", text))
    return match[0] if match and end_of_term(match[0]) else None


def end_of_term(text: str) -> dt.date | None:
    """The later end of a term; None where none can be read."""
    match = _UNTIL.search(text)
    if match is None and "至" in text:
        return _earliest(_PARTLY_UNTIL.search(text))
    if match is None and text.startswith("自") and len(_ANY.findall(text)) < BOTH:
        return None
    match = match or _last(text)
    return None if match is None else _date(match[1], match[2], match[3])


def _earliest(match: re.Match[str] | None) -> dt.date | None:
    """The first day that an end of which year and perhaps month were read may be."""
    return None if match is None else _date(match[1], match[2] or "1", "1")


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _last(text: str) -> re.Match[str] | None:
    matches = list(_ANY.finditer(text))
    return matches[-1] if matches else None
