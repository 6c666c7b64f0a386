"""Simplified characters (简化字) for traditional ones, which readers take some typefaces for.

Names in the register are in the state's standard characters (规范汉字), so that 陽 on a certificate is a misread 阳. A
character that is standard in both forms (乾 beside 干) stays, since two names may differ in just that.
"""

from __future__ import annotations

from functools import cache

from opencc import OpenCC


@cache
def simplified(character: str) -> str:
    """The standard form of a character; itself where it is standard, or has no single simplified form."""
    if character.isascii() or _is_standard(character):
        return character
    converted: str = _converter().convert(character)
    return converted if len(converted) == 1 else character


def _is_standard(character: str) -> bool:
    """Whether GB/T 2312 has it, which holds simplified and inherited characters only."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
