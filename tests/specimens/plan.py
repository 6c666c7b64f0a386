"""What a submission is to contain, before anything is drawn."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from tests.specimens.certificates.fields import chinese_date
from tests.specimens.letter_wording import BUSINESS
from tests.specimens.marking import PURPOSE
from tests.specimens.units import Operator, Unit, drawn_operator

CERTIFICATE_CHECKS = (
    "certificate_type",
    "credit_code",
    "unit_name",
    "certificate_seal",
    "marking",
    "validity",
    "pooling_area",
)
LETTER_CHECKS = ("letter_type", "letter_fields", "letter_seal")
ONE_STAMP, ONE_PICTURE, LAID_ON = "one_stamp", "one_picture", "laid_on"
ALL_CHECKS = (*CERTIFICATE_CHECKS, *LETTER_CHECKS, "operator_identity", "integrity")


@dataclass(frozen=True)
class SealOrder:
    """A seal to be pressed by hand: whose it is, its ring text, and its line for a special-purpose one."""

    owner: str
    text: str
    line: str = ""


@dataclass(frozen=True)
class Plan:
    """One submission to be. `flagged` checks must not pass, of `free` ones nothing is claimed, the rest pass.

    `slots` says what lies in the certificate's slot and in the letter's: certificate, letter, blank or picture.
    `stamping` is ONE_STAMP where both documents are sure to bear the very same stamp, pressed twice, ONE_PICTURE where
    one picture of an impression was put on both before printing, LAID_ON where seals are laid over the finished picture
    of the page; else most units have one stamp, and a few got a new one between the two documents.
    """

    unit: Unit
    printed_unit: Unit
    operator: Operator
    form: Mapping[str, object]
    entries: Mapping[str, str]
    certificate_seals: tuple[SealOrder, ...]
    letter_seals: tuple[SealOrder, ...]
    marking: str = PURPOSE
    has_authority_seal: bool = True
    is_electronic: bool = False
    has_name_seal: bool = False
    invisible_code: str = ""
    drawn_code: str = ""
    is_scanned_grey: bool = False
    stamping: str = ""
    quality: str = ""
    slots: tuple[str, str] = ("certificate", "letter")
    verdict: str = "pass"
    flagged: tuple[str, ...] = ()
    free: tuple[str, ...] = field(default=())


def clean_plan(chance: random.Random, unit: Unit, username: str = "") -> Plan:
    """Plans a submission with nothing wrong, by an operator of that user name if one is given."""
    operator = drawn_operator(chance, username)
    seal = SealOrder("unit", unit.name)
    is_electronic = unit.certificate == "licence_landscape" and chance.random() < 0.1
    return Plan(
        unit=unit,
        printed_unit=unit,
        operator=operator,
        form=typed_form(unit, operator),
        entries=letter_entries(chance, unit, operator),
        certificate_seals=(seal,),
        letter_seals=(seal,),
        has_authority_seal=not is_electronic or chance.random() < 0.5,
        is_electronic=is_electronic,
        has_name_seal=chance.random() < 0.1,
    )


def typed_form(unit: Unit, operator: Operator) -> dict[str, object]:
    """Gives what the operator types, as the inbox's form.json."""
    return {
        "registration_type": "人事人才",
        "business_category": "专家项目、职称、继续教育申报",
        "review_unit": "主管机构",
        "credit_code": unit.code,
        "unit_name": unit.name,
        "pooling_area": unit.place.area,
        "operator": {
            "relation": "new",
            "username": operator.username,
            "name": operator.name,
            "id_number": operator.id_number,
            "mobile": operator.mobile,
        },
    }


def letter_entries(chance: random.Random, unit: Unit, operator: Operator) -> dict[str, str]:
    """Gives what is filled into the letter."""
    signed = unit.drawn_on - timedelta(days=chance.randint(0, 45))
    return {
        "unit_name": unit.name,
        "credit_code": unit.code,
        "address": unit.address,
        "pooling_area": unit.place.area,
        "representative": unit.representative,
        "operator_name": operator.name,
        "id_number": operator.id_number,
        "mobile": operator.mobile,
        "username": operator.username,
        "business": chance.choice(BUSINESS),
        "date": chinese_date(signed, padded=chance.random() < 0.5),
    }
