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
OF_AGE = 18
_PROVINCES = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9\d")
"""The first two digits by GB/T 2260; 8 and 9 stand for the residence permits of 港澳台 and of foreigners."""


class IdentityFault(StrEnum):
    """What is wrong with an identity number."""

    SHAPE = "shape"
    BIRTH_DATE = "birth_date"
    AGE = "age"
    CHECK_CHARACTER = "check_character"


class IdentityDoubt(StrEnum):
    """What is unusual about an identity number and no fault."""

    UNKNOWN_PROVINCE = "unknown_province"
    UNDER_AGE = "under_age"


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
    if not YOUNGEST <= _age(born, today) <= OLDEST:
        return IdentityFault.AGE
    return None if bears_check_character(number) else IdentityFault.CHECK_CHARACTER


def bears_check_character(number: str) -> bool:
    """Whether a normalised `number` has the shape of an identity number and the last character that belongs to it."""
    return _ID_NUMBER.fullmatch(number) is not None and id_check_character(number[:17]) == number[17]


def id_number_doubts(text: str, today: dt.date) -> tuple[IdentityDoubt, ...]:
    """What a person should look at in an identity number that has no fault."""
    number = normalise_id_number(text)
    born = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    doubts = []
    if not _PROVINCES.fullmatch(number[:2]):
        doubts.append(IdentityDoubt.UNKNOWN_PROVINCE)
    if _age(born, today) < OF_AGE:
        doubts.append(IdentityDoubt.UNDER_AGE)
    return tuple(doubts)


def _age(born: dt.date, today: dt.date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


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


def normalise_person_name(text: str) -> str:
    """`text` as a name is written: without spaces around and between its characters, with one kind of middle dot."""
    return re.sub(r"[•・．‧∙.]", "·", re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))


def is_person_name(text: str) -> bool:
    """Whether `text` is a person's name in Chinese characters, with a middle dot where it has parts."""
    name = normalise_person_name(text)
    return 2 <= len(name) <= 30 and _NAME.fullmatch(name) is not None


def mask_id_number(text: str) -> str:
    """An identity number without the birth date in it: 430602********0013."""
    return f"{text[:6]}********{text[14:]}" if len(text) == 18 else "*" * len(text)


def mask_mobile(text: str) -> str:
    """A mobile number without its middle: 138****8000."""
    return f"{text[:3]}****{text[7:]}" if len(text) == 11 else "*" * len(text)
