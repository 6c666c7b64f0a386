"""The operator's fields (经办人): identity number, mobile number and name, by their own rules.

Identity numbers follow GB 11643-1999: six digits of area, eight of birth date, three of sequence and a check
character by ISO 7064 MOD 11-2. Areas are not looked up: abolished codes and residence permits (81, 82, 83) are in use.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from enum import StrEnum

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_ID_NUMBER = re.compile(r"\d{17}[\dX]")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_COUNTRY = re.compile(r"^(\+|00)?86(?=1\d{10}$)")
_NAME = re.compile(r"[㐀-鿿\U00020000-\U000323af]{1,30}(·[㐀-鿿\U00020000-\U000323af]{1,30})*")
YOUNGEST, OLDEST = 16, 100


class IdentityFault(StrEnum):
    """What is wrong with an identity number."""

    SHAPE = "shape"
    BIRTH_DATE = "birth_date"
    AGE = "age"
    CHECK_CHARACTER = "check_character"


def normalise_id_number(text: str) -> str:
    """`text` as an identity number is written: half-width digits, a capital X, no spaces."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()


def id_number_fault(text: str, today: dt.date) -> IdentityFault | None:
    """What is wrong with the identity number (身份证号码), or None."""
    number = normalise_id_number(text)
    if not _ID_NUMBER.fullmatch(number):
        return IdentityFault.SHAPE
    try:
        born = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return IdentityFault.BIRTH_DATE
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if not YOUNGEST <= age <= OLDEST:
        return IdentityFault.AGE
    if id_check_character(number[:17]) != number[17]:
        return IdentityFault.CHECK_CHARACTER
    return None


def id_check_character(first_seventeen: str) -> str:
    """The last character that belongs to `first_seventeen` digits."""
    return _CHECK_CHARACTERS[
        sum(int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS, strict=True)) % 11
    ]


def normalise_mobile(text: str) -> str:
    """`text` as eleven digits, without spaces, hyphens and the country's prefix."""
    return _COUNTRY.sub("", re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", text)))


def is_mobile(text: str) -> bool:
    """Whether `text` is a mobile number (手机号码) of the mainland."""
    return _MOBILE.fullmatch(normalise_mobile(text)) is not None


def is_person_name(text: str) -> bool:
    """Whether `text` is a person's name in Chinese characters, with a middle dot where it has parts."""
    name = re.sub(r"[•・．‧∙]", "·", unicodedata.normalize("NFKC", text).strip())
    return 2 <= len(name) <= 30 and _NAME.fullmatch(name) is not None


def mask_id_number(text: str) -> str:
    """An identity number without the birth date in it: 430602********0013."""
    return f"{text[:6]}********{text[14:]}" if len(text) == 18 else "*" * len(text)


def mask_mobile(text: str) -> str:
    """A mobile number without its middle: 138****8000."""
    return f"{text[:3]}****{text[7:]}" if len(text) == 11 else "*" * len(text)
