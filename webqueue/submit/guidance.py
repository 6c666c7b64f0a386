"""Which documents an operator has to replace."""

from __future__ import annotations

from collections.abc import Iterable

from models.findings import CheckId, Slot
from webqueue.cases.case import Case
from webqueue.cases.checks import CheckShown

_LETTER_CHECKS = frozenset({CheckId.LETTER_TYPE, CheckId.LETTER_FIELDS, CheckId.LETTER_SEAL, CheckId.OPERATOR_IDENTITY})


def slots_concerned(case: Case) -> frozenset[Slot]:
    """The documents that the flagged checks and the problems of intake speak of."""
    slots = {slot for check in case.flagged for slot in _slots_of(check)}
    slots |= {Slot(problem.part) for problem in case.problems if problem.part in set(Slot)}
    return frozenset(slots)


def _slots_of(check: CheckShown) -> Iterable[Slot]:
    if check.places:
        return {place.slot for place in check.places}
    if check.id is CheckId.FORM:
        return ()
    return (Slot.LETTER if check.id in _LETTER_CHECKS else Slot.CERTIFICATE,)
