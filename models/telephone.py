"""Telephone numbers: the unit's contact (单位联系电话), and which mobile numbers are given out at all.

A mobile number (手机号码) is right by its shape, 1[3-9] and nine digits (models.identity). Whether its first digits are
given out is a reason to look, never to refuse: segments for data cards are in use before any list knows them.
"""

from __future__ import annotations

import re
import unicodedata

from models.identity import is_mobile, normalise_mobile

# The mainland's mobile numbers as libphonenumber 9.0 has them.
_GIVEN_OUT = re.compile(r"1(?:610\d|740[0-5])\d{6}|1(?:[38]\d|4[57]|[59][0-35-9]|6[25-7]|7[0-35-8])\d{8}")
_FIXED_LINE = re.compile(r"(0\d{2,3}-?)?\d{7,8}(-\d{1,6})?")


def mobile_is_given_out(text: str) -> bool:
    """Whether the number lies in a segment that is known to be given out."""
    return _GIVEN_OUT.fullmatch(normalise_mobile(text)) is not None


def is_telephone(text: str) -> bool:
    """Whether `text` is a fixed line, with or without area code and extension, or a mobile number."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return is_mobile(plain) or _FIXED_LINE.fullmatch(plain) is not None
