"""What a page says to people: its texts, and what screen readers are told, each with the language that it is in."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

SPOKEN = {"title", "aria-label", "alt", "placeholder", "data-empty", "data-too-large", "data-sending"}
MARK = "brand-mark"
"""The character that 证核 is known by."""
DRAWN = "data-chart"
UNSEEN = {"script", "style"}
VOID = {"meta", "link", "input", "img", "br", "hr", "meter", "rect", "path", "circle"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str, bool]] = []
        """The elements around this place: name, language, and whether nobody sees them."""
        self.texts: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang") or (self.open[-1][1] if self.open else "")
        unseen = (
            tag in UNSEEN or "brand-mark" in (given.get("class") or "").split() or bool(self.open and self.open[-1][2])
        )
        for name, value in given.items():
            if name in SPOKEN and value and not unseen:
                self.texts.append((language, value))
            elif name == DRAWN and value:
                self.texts.extend((language, text) for text in _texts(json.loads(html.unescape(value))))
        if tag not in VOID:
            self.open.append((tag, language, unseen))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open and not self.open[-1][2]:
            self.texts.append((self.open[-1][1], " ".join(data.split())))


def texts_in(page: str, language: str) -> list[str]:
    """The texts of a page, or of a piece of one that speaks `language`, that stand in that language."""
    reader = _Reader()
    reader.open.append(("", language, False))
    reader.feed(page)
    return [text for spoken, text in reader.texts if spoken == language]


def _texts(value: Any) -> Iterator[str]:
    """Every text in plain JSON values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
