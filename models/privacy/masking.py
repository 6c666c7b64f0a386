"""Masking (脱敏) of personal data, wherever it would be shown or written: 430602********0013, 138****8000."""

from __future__ import annotations

import re

# The birth date in the middle tells an identity number from a credit code that happens to be all digits.
_ID_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])(\d{6})((?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(\d{3}[\dXx])(?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![0-9A-Za-z])(1[3-9]\d)(\d{4})(\d{4})(?![0-9A-Za-z])")
_KEPT_AT_END = 4


def mask_personal(text: str) -> str:
    """`text` with each identity number and mobile number in it masked; as long as it was."""
    text = _ID_NUMBER.sub(lambda found: f"{found[1]}{'*' * 8}{found[3]}", text)
    return _MOBILE.sub(lambda found: f"{found[1]}****{found[3]}", text)


def mask_id_number(number: str) -> str:
    """An identity number without its birth date; one of an unusual form shows its last characters only."""
    masked = mask_personal(number)
    return masked if masked != number else _all_but_end(number)


def mask_mobile(number: str) -> str:
    """A mobile number without its middle; one of an unusual form shows its last characters only."""
    masked = mask_personal(number)
    return masked if masked != number else _all_but_end(number)


def _all_but_end(text: str) -> str:
    hidden = max(len(text) - _KEPT_AT_END, (len(text) + 1) // 2)
    return "*" * hidden + text[hidden:]
