"""Every way in which drawn documents can be wrong is flagged by the right checks, from the pixels on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from models.findings import Slot
from ocr.reading import Readers
from tests.evaluation.judging import judge_specimen
from tests.specimens.case import KINDS, Case, draw_case
from tests.specimens.plan import CERTIFICATE_CHECKS, LETTER_CHECKS
from tests.specimens.units import DRAWN_ON

SEED = 20_261_101
TODAY = DRAWN_ON + dt.timedelta(days=7)
CHECKS = {Slot.CERTIFICATE: {*CERTIFICATE_CHECKS, "integrity"}, Slot.LETTER: {*LETTER_CHECKS}}


def concerned(case: Case) -> Case:
    """The case with those of its documents alone that the checks which must not pass look at."""
    flagged = set(case.truth["must_not_pass"])
    slots = {slot.value for slot, checks in CHECKS.items() if flagged & checks}
    return replace(case, files={name: content for name, content in case.files.items() if name.split(".")[0] in slots})


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "clean"])
def test_what_is_wrong_is_flagged_by_the_right_checks(kind: str, readers: Readers) -> None:
    case = draw_case(SEED, kind, "born_digital")
    outcome = judge_specimen(concerned(case), readers, TODAY)
    flagged = {check: outcome.verdicts[check] for check in case.truth["must_not_pass"]}
    assert flagged
    # A check that was not done has flagged nothing.
    assert set(flagged.values()) <= {"fail", "review"}, {check: outcome.reasons[check] for check in flagged}
    assert outcome.verdict != "pass"
