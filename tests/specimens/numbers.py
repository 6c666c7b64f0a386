"""Numbers that identify units and people: valid in their check digits, allocated to nobody known."""

import random

CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
DIGITS = "0123456789"
BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
MOBILE_PREFIXES: tuple[str, ...] = (
    "134",
    "135",
    "136",
    "137",
    "138",
    "139",
    "150",
    "151",
    "152",
    "155",
    "157",
    "158",
    "159",
)
MOBILE_PREFIXES += ("173", "177", "180", "181", "182", "183", "185", "186", "187", "188", "189", "191", "198", "199")
BODY_STARTS = {"91": ("MA", "MA4", "MAC", ""), "92": ("MA", "MA4"), "93": ("MA4", "NA", ""), "12": ("MB", "", "4")}
CIVIL_BODY_STARTS = ("MJJ", "50", "MJ")


def body_check_character(body: str) -> str:
    """Gives the ninth character of an organisation code (组织机构代码) for its eight; GB 11714: A=10 … Z=35."""
    total = sum(int(character, 36) * weight for character, weight in zip(body, BODY_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11] if total % 11 else "0"


def code_check_character(first_seventeen: str) -> str:
    """Gives the last character of a unified social credit code (统一社会信用代码); GB 32100-2015, modulus 31."""
    total = sum(CODE_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(first_seventeen))
    return CODE_ALPHABET[-total % 31]


def credit_code(chance: random.Random, prefix: str, region: str) -> str:
    """Draws a credit code valid in both check digits, e.g. `91430602MA4TT0009T`."""
    start = chance.choice(BODY_STARTS.get(prefix, CIVIL_BODY_STARTS if prefix[0] == "5" else ("MB", "00")))
    alphabet = CODE_ALPHABET if start[:2] == "MA" else DIGITS
    body = start + "".join(chance.choice(alphabet) for _ in range(8 - len(start)))
    first_seventeen = prefix + region + body + body_check_character(body)
    return first_seventeen + code_check_character(first_seventeen)


def is_valid_credit_code(code: str) -> bool:
    """Says whether both check digits of an 18-character code are right."""
    known = len(code) == 18 and all(character in CODE_ALPHABET for character in code)
    return known and body_check_character(code[8:16]) == code[16] and code_check_character(code[:17]) == code[17]


def with_one_wrong_character(chance: random.Random, code: str) -> str:
    """Changes one character of the code's body, so that the check digits no longer agree."""
    place = chance.randrange(8, 18)
    others = [character for character in DIGITS if character != code[place]]
    return code[:place] + chance.choice(others) + code[place + 1 :]


def identity_number(chance: random.Random) -> str:
    """Draws an 18-character identity number (身份证号码) with a right check character; GB 11643-1999."""
    region = chance.choice(("430602", "430603", "430611", "430621", "430623", "430624", "430626", "430681", "430682"))
    birth = f"{chance.randint(1966, 2001)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
    first = f"{region}{birth}{chance.randint(1, 999):03d}"
    total = sum(int(digit) * weight for digit, weight in zip(first, IDENTITY_WEIGHTS, strict=True))
    return first + "10X98765432"[total % 11]


def mobile_number(chance: random.Random) -> str:
    """Draws an eleven-digit mobile number."""
    return chance.choice(MOBILE_PREFIXES) + "".join(chance.choice(DIGITS) for _ in range(8))


def seal_number(chance: random.Random, region: str) -> str:
    """Draws the thirteen-digit number (印章编码) that is engraved on the lower edge of a seal."""
    return region + "".join(chance.choice(DIGITS) for _ in range(7))
