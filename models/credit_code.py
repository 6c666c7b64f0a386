"""The unified social credit code (统一社会信用代码): GB 32100-2015, with the organisation code of GB 11714 inside it.

91 430602 MA4TT0009 T
│  │      │         └ check character (校验码), GB 32100, modulo 31
│  │      └ entity identifier (主体标识码): eight characters and their own check character, GB 11714, modulo 11
│  └ administrative division of the first registration (行政区划码)
└ registering department and category (登记管理部门代码, 机构类别代码)
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from models.findings import DocumentType

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of GB 32100; I, O, S, V and Z never occur. A character's index is its value."""

LENGTH = 18
MOST_EXCHANGED = 5
"""With more characters wrong than this, nothing can be said of what was meant."""
SHAPE = re.compile(rf"[{ALPHABET}]{{2}}\d{{6}}[{ALPHABET}]{{8}}[0-9X][{ALPHABET}]")

_WEIGHTS = tuple(pow(3, place, 31) for place in range(LENGTH - 1))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CONFUSED = {
    "O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "V": "UWY",
    "0": "DQ", "1": "L7T", "2": "7", "5": "6", "6": "G5", "7": "1T", "8": "B3", "B": "8", "G": "6C", "C": "G",
    "U": "W", "W": "U", "3": "8", "T": "7Y", "Y": "T", "M": "N", "N": "M", "P": "R", "R": "P", "E": "F", "F": "E",
    "K": "X", "X": "K", "4": "A", "A": "4", "9": "Q", "J": "1",
}  # fmt: skip
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015_·.,，。:：\u200b-\u200f\u2060\ufeff]")
_REGISTRATION_NUMBER = re.compile(r"\d{15}")
_ORGANISATION_CODE = re.compile(r"[0-9A-Z]{8}[0-9X]")


class CodeFault(StrEnum):
    """What is wrong with a code."""

    LENGTH = "length"
    OLD_NUMBER = "old_number"
    """A 15-digit registration number (工商注册号) or a 9-character organisation code (组织机构代码)."""
    CHARACTER = "character"
    SHAPE = "shape"
    CHECK_CHARACTER = "check_character"
    ORGANISATION_CHECK_CHARACTER = "organisation_check_character"


@dataclass(frozen=True)
class CodeJudgement:
    """Whether a code is valid, and if not, why."""

    code: str
    """Normalised."""
    faults: tuple[CodeFault, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether both check characters and the shape are right."""
        return not self.faults


def normalise(text: str) -> str:
    """`text` as a code is written: half-width capitals, without spaces, hyphens and invisible characters."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def check_character(first_seventeen: str) -> str:
    """The last character after `first_seventeen` (GB 32100, 5.2). Raises ValueError for foreign characters."""
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(first_seventeen, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def organisation_check_character(first_eight: str) -> str:
    """The check character of an organisation code (GB 11714): letters count 10 to 35, with no gaps left out."""
    values = (int(character, 36) for character in first_eight)
    remainder = 11 - sum(value * weight for value, weight in zip(values, _ORGANISATION_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(remainder, str(remainder))


def judge(text: str) -> CodeJudgement:
    """Whether `text` is a valid code."""
    code = normalise(text)
    if len(code) != LENGTH:
        old = _REGISTRATION_NUMBER.fullmatch(code) or _ORGANISATION_CODE.fullmatch(code)
        return CodeJudgement(code, (CodeFault.OLD_NUMBER if old else CodeFault.LENGTH,))
    if not set(code) <= set(ALPHABET):
        return CodeJudgement(code, (CodeFault.CHARACTER,))
    if not SHAPE.fullmatch(code):
        return CodeJudgement(code, (CodeFault.SHAPE,))
    faults = []
    if check_character(code[:17]) != code[17]:
        faults.append(CodeFault.CHECK_CHARACTER)
    if organisation_check_character(code[8:16]) != code[16]:
        faults.append(CodeFault.ORGANISATION_CHECK_CHARACTER)
    return CodeJudgement(code, tuple(faults))


def suggest_repair(text: str) -> str | None:
    """The one valid code that exchanging look-alike characters makes of `text`; None where there is none or several.

    Characters outside the alphabet are certainly wrong and are all exchanged; where there are none, one character
    is. It is a suggestion for a person, never applied by itself.
    """
    code = normalise(text)
    if len(code) != LENGTH or judge(code).valid:
        return None
    foreign = [place for place, character in enumerate(code) if character not in ALPHABET]
    if len(foreign) > MOST_EXCHANGED:
        return None
    candidates = _exchanged(code, foreign) if foreign else _one_exchanged(code)
    valid = {candidate for candidate in candidates if judge(candidate).valid}
    return valid.pop() if len(valid) == 1 else None


def _exchanged(code: str, places: list[int]) -> list[str]:
    choices = (_CONFUSED.get(code[place], "") for place in places)
    candidates = []
    for replacement in product(*choices):
        characters = list(code)
        for place, character in zip(places, replacement, strict=True):
            characters[place] = character
        candidates.append("".join(characters))
    return candidates


def _one_exchanged(code: str) -> list[str]:
    return [
        code[:place] + character + code[place + 1 :]
        for place in range(LENGTH)
        for character in _CONFUSED.get(code[place], "")
    ]


RARER_REGISTERS: dict[str, str] = {
    "21": "新闻机构",
    "31": "律师事务所",
    "32": "公证",
    "33": "法律服务所",
    "34": "司法鉴定",
    "35": "仲裁委员会",
    "71": "宗教",
    "72": "宗教",
    "81": "工会",
    "89": "工会",
    "G1": "境外非政府组织",
    "N1": "集体经济组织",
    "N2": "集体经济组织",
    "N3": "集体经济组织",
    "N9": "集体经济组织",
}
"""The words in a certificate's title that belong to a code's first two characters, of registers with few units."""

CERTIFICATES: dict[str, DocumentType] = {
    "91": DocumentType.BUSINESS_LICENCE,
    "92": DocumentType.BUSINESS_LICENCE,
    "93": DocumentType.BUSINESS_LICENCE,
    "99": DocumentType.BUSINESS_LICENCE,
    "12": DocumentType.INSTITUTION_CERTIFICATE,
    "51": DocumentType.SOCIAL_ORGANISATION_CERTIFICATE,
    "52": DocumentType.PRIVATE_NON_ENTERPRISE_CERTIFICATE,
    "53": DocumentType.FOUNDATION_CERTIFICATE,
    "11": DocumentType.CREDIT_CODE_CERTIFICATE,
    "13": DocumentType.CREDIT_CODE_CERTIFICATE,
    "19": DocumentType.CREDIT_CODE_CERTIFICATE,
    "54": DocumentType.CREDIT_CODE_CERTIFICATE,
    "55": DocumentType.CREDIT_CODE_CERTIFICATE,
    "A1": DocumentType.CREDIT_CODE_CERTIFICATE,
    "A9": DocumentType.CREDIT_CODE_CERTIFICATE,
    **dict.fromkeys(RARER_REGISTERS, DocumentType.OTHER_CERTIFICATE),
}
"""The certificate that belongs to a code's first two characters, where the field's tables agree on one."""

BINDING = {
    DocumentType.BUSINESS_LICENCE,
    DocumentType.INSTITUTION_CERTIFICATE,
    DocumentType.SOCIAL_ORGANISATION_CERTIFICATE,
    DocumentType.PRIVATE_NON_ENTERPRISE_CERTIFICATE,
    DocumentType.FOUNDATION_CERTIFICATE,
}
"""The five main types, whose title and prefix must agree."""


def certificate_for(code: str) -> DocumentType | None:
    """The type of certificate that a unit with this code holds; None for prefixes that no table settles."""
    return CERTIFICATES.get(normalise(code)[:2])


def title_goes_with(title: str, code: str) -> bool:
    """Whether a certificate of a rarer register, titled so, is of the one that the code's first two characters name."""
    words = RARER_REGISTERS.get(normalise(code)[:2])
    return words is not None and words in title
