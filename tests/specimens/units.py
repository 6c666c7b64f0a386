"""Fictional units (用人单位) and the people who act for them."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.specimens import words
from tests.specimens.numbers import credit_code, identity_number, mobile_number
from tests.specimens.places import CITY, CITY_REGION, PLACES, Place, drawn_address, drawn_place

DRAWN_ON = date(2026, 11, 1)
PREFIXES = {
    "licence_landscape": ("91",) * 8 + ("92", "93"),
    "licence_portrait": ("91",) * 8 + ("92", "93"),
    "institution": ("12",),
    "social_organisation": ("51",),
    "private_non_enterprise": ("52",),
    "foundation": ("53",),
    "credit_code_certificate": ("11", "13"),
}


@dataclass(frozen=True)
class Unit:
    """What a certificate says of a unit. `valid_from` and `valid_until` are None where no term is printed."""

    certificate: str
    prefix: str
    name: str
    code: str
    place: Place
    address: str
    authority: str
    representative: str
    scope: str
    nature: str
    capital: str
    sponsor: str
    established: date
    issued: date
    valid_from: date | None
    valid_until: date | None
    drawn_on: date
    """The day on which the submission is made."""


@dataclass(frozen=True)
class Operator:
    """The person who acts for the unit (经办人), as typed into the form."""

    username: str
    name: str
    id_number: str
    mobile: str


def drawn_unit(chance: random.Random, certificate: str, drawn_on: date = DRAWN_ON) -> Unit:
    """Draws a unit that holds the given kind of certificate, issued before `drawn_on`."""
    prefix = chance.choice(PREFIXES[certificate])
    place = drawn_place(chance, may_be_zone=prefix[0] == "9")
    issued = drawn_on - timedelta(days=chance.randint(20, 900))
    is_old_edition = certificate == "licence_portrait"
    if is_old_edition:
        issued = date(2018, 12, 31) - timedelta(days=chance.randint(20, 1000))
    established = issued - timedelta(days=chance.choice((0, chance.randint(100, 6000))))
    is_licence = prefix[0] == "9"
    valid_from, valid_until = _term(chance, is_licence, established, issued, certificate)
    return Unit(
        certificate=certificate,
        prefix=prefix,
        name=drawn_unit_name(chance, prefix, place),
        code=credit_code(chance, prefix, chance.choice((place.region, place.region, CITY_REGION))),
        place=place,
        address=drawn_address(chance, place),
        authority=_authority(chance, prefix, place, issued),
        representative=drawn_person_name(chance),
        scope=_scope(chance, is_licence),
        nature=_nature(chance, prefix),
        capital=chance.choice(words.CAPITALS if is_licence else words.FUNDS),
        sponsor=f"{place.seat}{chance.choice(words.ORGANS)}",
        established=established,
        issued=issued,
        valid_from=valid_from,
        valid_until=valid_until,
        drawn_on=drawn_on,
    )


def drawn_operator(chance: random.Random, username: str = "") -> Operator:
    """Draws an operator who has no account yet, and a user name unless one is given."""
    drawn = "".join(chance.choice("abcdefghjkmnpqrstuvwxyz") for _ in range(chance.randint(4, 8)))
    number = chance.randint(1, 9999)
    return Operator(
        username=username or f"{drawn}{number:02d}",
        name=drawn_person_name(chance),
        id_number=identity_number(chance),
        mobile=mobile_number(chance),
    )


def drawn_person_name(chance: random.Random) -> str:
    """Draws a name of two or three characters."""
    given = chance.sample(words.GIVEN_NAMES, chance.choice((1, 2, 2, 2)))
    return chance.choice(words.FAMILY_NAMES) + "".join(given)


def drawn_unit_name(chance: random.Random, prefix: str, place: Place) -> str:
    """Draws a legal name that suits the code's prefix."""
    fancy = "".join(chance.sample(words.FANCY, chance.choice((2, 2, 2, 3, 4))))
    seat = chance.choice((CITY, place.seat)) if place in PLACES[:1] else place.seat
    if prefix == "91":
        return _company_name(chance, fancy, place)
    stems = {
        "92": f"{fancy}{chance.choice(words.SHOP_ENDINGS)}",
        "93": f"{fancy}{chance.choice(words.COOPERATIVE_TRADES)}专业合作社",
        "12": chance.choice(words.INSTITUTIONS).format(n=chance.choice("一二三四五六七八九十")),
        "51": chance.choice(words.SOCIETIES).format(x=fancy[:2]),
        "52": chance.choice(words.PRIVATE_UNITS).format(x=fancy),
        "53": f"{fancy}{chance.choice(('慈善', '教育', '公益'))}基金会",
        "11": chance.choice(words.ORGANS),
        "13": chance.choice(words.MASS_ORGANISATIONS),
    }
    return seat + stems[prefix]


def drawn_other_unit(chance: random.Random, unit: Unit) -> Unit:
    """Draws a unit of the same kind with another name."""
    while (other := drawn_unit(chance, unit.certificate, unit.drawn_on)).name == unit.name:
        pass
    return other


def with_similar_name(chance: random.Random, unit: Unit) -> Unit:
    """Gives a unit whose name differs from the given one in one or two characters."""
    name = unit.name
    places = [place for place in range(len(name)) if place >= 3 and name[place] not in "（）"]
    for place in chance.sample(places[: max(3, len(places) - 4)], chance.choice((1, 2))):
        other = chance.choice([character for character in words.FANCY if character not in name])
        name = name[:place] + other + name[place + 1 :]
    return replace(unit, name=name)


def _company_name(chance: random.Random, fancy: str, place: Place) -> str:
    county = place.seat.removeprefix(CITY)
    industry, ending = chance.choice(words.INDUSTRIES), chance.choice(words.COMPANY_ENDINGS)
    shape = chance.random()
    if shape < 0.1:
        return f"{fancy}{industry}（{chance.choice(('湖南', '岳阳'))}）{ending.replace('（集团）', '')}"
    if shape < 0.15:
        return f"湖南{fancy}{industry}{ending}{county[:2]}分公司"
    return f"{chance.choice(('湖南', '湖南省', '岳阳', CITY, CITY, county))}{fancy}{industry}{ending}"


def _authority(chance: random.Random, prefix: str, place: Place, issued: date) -> str:
    seat = place.seat
    if prefix[0] == "9":
        seat = seat if place.region != "430602" else chance.choice((seat, CITY))
        before_reform = issued.year < 2018
        market = "工商行政管理局" if before_reform else "市场监督管理局"
        return seat + (market if before_reform or chance.random() < 0.85 else "行政审批服务局")
    if prefix == "12":
        return seat + "事业单位登记管理局"
    if prefix[0] == "5":
        return seat + chance.choice(("民政局", "民政局", "民政局", "行政审批服务局"))
    return f"中共{seat}委机构编制委员会办公室" if chance.random() < 0.5 else f"{seat}机构编制委员会办公室"


def _term(
    chance: random.Random, is_licence: bool, established: date, issued: date, certificate: str
) -> tuple[date | None, date | None]:
    if is_licence:
        if chance.random() < 0.6:
            return None, None
        return established, _years_after(established, chance.choice((30, 50)))
    if certificate == "credit_code_certificate" and chance.random() < 0.5:
        return None, None
    years = 5 if certificate in ("institution", "credit_code_certificate") else chance.choice((4, 5))
    return issued, _years_after(issued, years)


def _years_after(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28)) - timedelta(days=1)


def _scope(chance: random.Random, is_licence: bool) -> str:
    if not is_licence:
        return "；".join(chance.sample(words.PUBLIC_AIMS, chance.randint(1, 3))) + "。"
    trades = "；".join(chance.sample(words.BUSINESSES, chance.randint(3, 18)))
    closing = chance.choice(
        (
            "（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）",
            "（依法须经批准的项目，经相关部门批准后方可开展经营活动）",
        )
    )
    return chance.choice(("", "一般项目：", "许可项目：")) + trades + closing


def _nature(chance: random.Random, prefix: str) -> str:
    match prefix:
        case "91":
            return chance.choice(words.COMPANY_TYPES)
        case "92":
            return "个体工商户"
        case "93":
            return "农民专业合作社"
        case "11":
            return "机关"
        case "13":
            return "群众团体"
        case _:
            return chance.choice(words.FUNDING)
