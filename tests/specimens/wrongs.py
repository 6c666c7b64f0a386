"""Every way in which a submission can be wrong (and a few in which it is merely unusual), each its own kind."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from tests.specimens import words
from tests.specimens.marking import PURPOSE
from tests.specimens.numbers import credit_code, identity_number, mobile_number, with_one_wrong_character
from tests.specimens.places import PLACES
from tests.specimens.plan import CERTIFICATE_CHECKS, LETTER_CHECKS, Plan, SealOrder, letter_entries
from tests.specimens.units import drawn_other_unit, drawn_person_name, with_similar_name

Change = Callable[[random.Random, Plan], Plan]


def _failing(plan: Plan, *flagged: str, free: tuple[str, ...] = (), verdict: str = "fail") -> Plan:
    return replace(plan, flagged=flagged, free=free, verdict=verdict)


def _clean(_: random.Random, plan: Plan) -> Plan:
    return plan


def _authority_seal_only(_: random.Random, plan: Plan) -> Plan:
    return _failing(replace(plan, certificate_seals=(), has_authority_seal=True), "certificate_seal")


def _no_seal_on_certificate(_: random.Random, plan: Plan) -> Plan:
    return _failing(replace(plan, certificate_seals=(), has_authority_seal=False), "certificate_seal")


def _no_seal_on_letter(_: random.Random, plan: Plan) -> Plan:
    return _failing(replace(plan, letter_seals=()), "letter_seal")


def _no_seal_anywhere(_: random.Random, plan: Plan) -> Plan:
    return _failing(replace(plan, certificate_seals=(), letter_seals=()), "certificate_seal", "letter_seal")


def _with_seals(chance: random.Random, plan: Plan, seal: SealOrder) -> Plan:
    place = chance.choice(("certificate", "letter", "both"))
    flagged = []
    if place != "letter":
        plan, flagged = replace(plan, certificate_seals=(seal,)), ["certificate_seal"]
    if place != "certificate":
        plan = replace(plan, letter_seals=(seal,))
        flagged.append("letter_seal")
    return _failing(plan, *flagged)


def _seal_of_similar_unit(chance: random.Random, plan: Plan) -> Plan:
    return _with_seals(chance, plan, SealOrder("other", with_similar_name(chance, plan.unit).name))


def _seal_of_other_unit(chance: random.Random, plan: Plan) -> Plan:
    return _with_seals(chance, plan, SealOrder("other", drawn_other_unit(chance, plan.unit).name))


def _special_purpose_seal(chance: random.Random, plan: Plan) -> Plan:
    return _with_seals(chance, plan, SealOrder("special", plan.unit.name, chance.choice(words.SPECIAL_LINES)))


def _department_seal(chance: random.Random, plan: Plan) -> Plan:
    return _with_seals(chance, plan, SealOrder("special", plan.unit.name, chance.choice(words.DEPARTMENT_LINES)))


def _marking_missing(_: random.Random, plan: Plan) -> Plan:
    return _failing(replace(plan, marking=""), "marking")


def _marking_other_purpose(chance: random.Random, plan: Plan) -> Plan:
    return _failing(replace(plan, marking=f"仅供{chance.choice(words.OTHER_PURPOSES)}使用"), "marking")


def _marking_incomplete(chance: random.Random, plan: Plan) -> Plan:
    left_out = chance.choice(("仅供", "注册", "职称评审", "系统", "账号", "使用", "职称", "系统账号", "注册职称评审"))
    return _failing(replace(plan, marking=PURPOSE.replace(left_out, "")), "marking")


def _marking_slip(chance: random.Random, plan: Plan) -> Plan:
    """One character left out, or a word in the place of another; whoever copies the words by hand slips so."""
    place = chance.randrange(len(PURPOSE))
    left_out = PURPOSE[:place] + PURPOSE[place + 1 :]
    right, wrong = chance.choice(words.SLIPS)
    return _failing(replace(plan, marking=chance.choice((left_out, PURPOSE.replace(right, wrong)))), "marking")


def _typed(plan: Plan, **fields: object) -> Plan:
    return replace(plan, form={**plan.form, **fields})


def _typed_code_one_character(chance: random.Random, plan: Plan) -> Plan:
    return _failing(
        _typed(plan, credit_code=with_one_wrong_character(chance, plan.unit.code)), "credit_code", "letter_fields"
    )


def _typed_code_of_another(chance: random.Random, plan: Plan) -> Plan:
    code = credit_code(chance, plan.unit.prefix, plan.unit.code[2:8])
    return _failing(_typed(plan, credit_code=code), "credit_code", "letter_fields")


def _code_invalid_everywhere(chance: random.Random, plan: Plan) -> Plan:
    unit = replace(plan.unit, code=with_one_wrong_character(chance, plan.unit.code))
    entries = {**plan.entries, "credit_code": unit.code}
    plan = replace(plan, unit=unit, printed_unit=unit, entries=entries)
    return _failing(_typed(plan, credit_code=unit.code), "credit_code", free=("letter_fields",))


def _certificate_of_another_unit(chance: random.Random, plan: Plan) -> Plan:
    other = drawn_other_unit(chance, plan.unit)
    plan = replace(plan, printed_unit=replace(other, place=plan.unit.place, address=plan.unit.address))
    return _failing(plan, "credit_code", "unit_name", free=("pooling_area",))


def _typed_name_differs(chance: random.Random, plan: Plan) -> Plan:
    name = with_similar_name(chance, plan.unit).name
    return _failing(
        _typed(plan, unit_name=name), "unit_name", "letter_fields", free=("certificate_seal", "letter_seal")
    )


def _entered(plan: Plan, **entries: str) -> Plan:
    return _failing(replace(plan, entries={**plan.entries, **entries}), "letter_fields")


def _letter_name_differs(chance: random.Random, plan: Plan) -> Plan:
    return _entered(plan, unit_name=with_similar_name(chance, plan.unit).name)


def _letter_code_differs(chance: random.Random, plan: Plan) -> Plan:
    return _entered(plan, credit_code=with_one_wrong_character(chance, plan.unit.code))


def _letter_id_number_differs(chance: random.Random, plan: Plan) -> Plan:
    return _entered(plan, id_number=identity_number(chance))


def _letter_mobile_differs(chance: random.Random, plan: Plan) -> Plan:
    return _entered(plan, mobile=mobile_number(chance))


def _letter_operator_differs(chance: random.Random, plan: Plan) -> Plan:
    while (name := drawn_person_name(chance)) == plan.operator.name:
        pass
    return _entered(plan, operator_name=name)


def _letter_without_date(_: random.Random, plan: Plan) -> Plan:
    return _entered(plan, date="")


def _letter_blank_in_parts(chance: random.Random, plan: Plan) -> Plan:
    emptied = chance.sample(("unit_name", "credit_code", "operator_name", "id_number", "mobile"), chance.randint(1, 4))
    return _entered(plan, **dict.fromkeys(emptied, ""))


def _letter_all_blank(_: random.Random, plan: Plan) -> Plan:
    return _entered(plan, **dict.fromkeys(plan.entries, ""))


def _documents_swapped(_: random.Random, plan: Plan) -> Plan:
    return _misplaced(plan, "letter", "certificate")


def _certificate_twice(_: random.Random, plan: Plan) -> Plan:
    return _misplaced(plan, "certificate", "certificate")


def _letter_twice(_: random.Random, plan: Plan) -> Plan:
    return _misplaced(plan, "letter", "letter")


def _certificate_blank(_: random.Random, plan: Plan) -> Plan:
    return _misplaced(plan, "blank", "letter")


def _letter_blank_page(_: random.Random, plan: Plan) -> Plan:
    return _misplaced(plan, "certificate", "blank")


def _certificate_unrelated(_: random.Random, plan: Plan) -> Plan:
    return _misplaced(plan, "picture", "letter")


def _letter_unrelated(_: random.Random, plan: Plan) -> Plan:
    return _misplaced(plan, "certificate", "picture")


def _misplaced(plan: Plan, first: str, second: str) -> Plan:
    flagged, free = [], ["integrity"]
    if first != "certificate":
        flagged.append("certificate_type")
        free += CERTIFICATE_CHECKS[1:]
    if second != "letter":
        flagged.append("letter_type")
        free += LETTER_CHECKS[1:]
    return _failing(replace(plan, slots=(first, second)), *flagged, free=tuple(free))


def _certificate_expired(chance: random.Random, plan: Plan) -> Plan:
    until = plan.unit.drawn_on - timedelta(days=chance.randint(10, 900))
    since = date(until.year - 5, until.month, min(until.day, 28)) + timedelta(days=1)
    unit = replace(plan.unit, issued=since, established=since, valid_from=since, valid_until=until)
    return _failing(replace(plan, unit=unit, printed_unit=unit), "validity")


def _title_against_prefix(chance: random.Random, plan: Plan) -> Plan:
    prefix = chance.choice([prefix for prefix in ("91", "12", "51", "52") if prefix[0] != plan.unit.prefix[0]])
    unit = replace(plan.unit, code=credit_code(chance, prefix, plan.unit.code[2:8]), prefix=plan.unit.prefix)
    plan = replace(plan, unit=unit, printed_unit=unit, entries={**plan.entries, "credit_code": unit.code})
    return _failing(_typed(plan, credit_code=unit.code), "certificate_type", free=("credit_code",))


def _wrong_pooling_area(chance: random.Random, plan: Plan) -> Plan:
    others = [place.area for place in PLACES[:9] if place.region != plan.unit.place.region]
    area = chance.choice(others)
    plan = replace(plan, entries={**plan.entries, "pooling_area": area})
    return _failing(_typed(plan, pooling_area=area), "pooling_area")


def _invisible_code(chance: random.Random, plan: Plan) -> Plan:
    drawn = credit_code(chance, plan.unit.prefix, plan.unit.code[2:8])
    printed = replace(plan.unit, code=drawn)
    plan = replace(plan, printed_unit=printed, invisible_code=plan.unit.code, quality="born_digital")
    return _failing(plan, "integrity", "credit_code")


def _scanned_grey(_: random.Random, plan: Plan) -> Plan:
    plan = replace(plan, is_scanned_grey=True, quality="scan")
    return _failing(plan, "certificate_seal", "letter_seal", verdict="review")


def _letter_of_another_unit(chance: random.Random, plan: Plan) -> Plan:
    other = drawn_other_unit(chance, plan.unit)
    entries = letter_entries(chance, other, plan.operator)
    plan = replace(plan, entries=entries, letter_seals=(SealOrder("other", other.name),))
    return _failing(plan, "letter_fields", "letter_seal")


CHANGES: dict[str, Change] = {
    "clean": _clean,
    "authority_seal_only": _authority_seal_only,
    "no_seal_on_certificate": _no_seal_on_certificate,
    "no_seal_on_letter": _no_seal_on_letter,
    "no_seal_anywhere": _no_seal_anywhere,
    "seal_of_similar_unit": _seal_of_similar_unit,
    "seal_of_other_unit": _seal_of_other_unit,
    "special_purpose_seal": _special_purpose_seal,
    "department_seal": _department_seal,
    "marking_missing": _marking_missing,
    "marking_other_purpose": _marking_other_purpose,
    "marking_incomplete": _marking_incomplete,
    "marking_slip": _marking_slip,
    "typed_code_one_character": _typed_code_one_character,
    "typed_code_of_another": _typed_code_of_another,
    "code_invalid_everywhere": _code_invalid_everywhere,
    "certificate_of_another_unit": _certificate_of_another_unit,
    "typed_name_differs": _typed_name_differs,
    "letter_name_differs": _letter_name_differs,
    "letter_code_differs": _letter_code_differs,
    "letter_id_number_differs": _letter_id_number_differs,
    "letter_mobile_differs": _letter_mobile_differs,
    "letter_operator_differs": _letter_operator_differs,
    "letter_without_date": _letter_without_date,
    "letter_blank_in_parts": _letter_blank_in_parts,
    "letter_all_blank": _letter_all_blank,
    "letter_of_another_unit": _letter_of_another_unit,
    "documents_swapped": _documents_swapped,
    "certificate_twice": _certificate_twice,
    "letter_twice": _letter_twice,
    "certificate_blank_page": _certificate_blank,
    "letter_blank_page": _letter_blank_page,
    "certificate_unrelated": _certificate_unrelated,
    "letter_unrelated": _letter_unrelated,
    "certificate_expired": _certificate_expired,
    "title_against_prefix": _title_against_prefix,
    "wrong_pooling_area": _wrong_pooling_area,
    "invisible_code": _invisible_code,
    "scanned_grey": _scanned_grey,
}
