"""Traditional characters are misread standard ones; what is standard in both forms stays."""

from __future__ import annotations

import pytest

from ocr.layout.simplified import simplified


@pytest.mark.parametrize(("read", "standard"), [("陽", "阳"), ("術", "术"), ("責", "责")])
def test_a_traditional_character_becomes_the_standard_one(read: str, standard: str) -> None:
    assert simplified(read) == standard


@pytest.mark.parametrize("character", ["乾", "岳", "A", "9", "：", "①"])
def test_everything_else_stays(character: str) -> None:
    assert simplified(character) == character
