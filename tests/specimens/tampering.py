"""Submissions that somebody tampered with, each way its own kind; and honest ones that look much like them.

They are no part of the usual kinds: each is a matter of the integrity check alone, and most pass all others.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from tests.specimens.documents import Document
from tests.specimens.editing import edited, from_another_page, paper_coloured, white
from tests.specimens.laying import seals_as_objects, seals_laid_on
from tests.specimens.plan import LAID_ON, ONE_PICTURE, ONE_STAMP, Plan
from tests.specimens.rendering import QUALITIES, Upload
from tests.specimens.signing import changed_after_signing, changed_within, signed

NOTED = "NOTED"
"""What the check says where something is told and nobody need look."""
Touch = Callable[[random.Random, Document, Upload], Upload]


@dataclass(frozen=True)
class Tampering:
    """What is changed: in the plan, and in each finished file.

    `reason` is what the integrity check must say; empty where the submission is honest and nothing may be noticed.
    """

    reason: str = ""
    change: Callable[[Plan], Plan] = lambda plan: plan
    touch: Touch = lambda _chance, _document, upload: upload

    def plan(self, plan: Plan) -> Plan:
        """Gives the plan with what is changed in it, and what the checks must then say."""
        changed = self.change(plan)
        asks = self.reason not in ("", NOTED)
        return replace(changed, flagged=("integrity",), verdict="review") if asks else changed


def _signed(_: random.Random, document: Document, upload: Upload) -> Upload:
    signer = str(document.truth.get("unit_name") or document.truth.get("type") or "样张")
    return replace(upload, content=signed(upload.content, signer))


def _changed_after_signing(chance: random.Random, document: Document, upload: Upload) -> Upload:
    upload = _signed(chance, document, upload)
    return replace(upload, content=changed_after_signing(upload.content))


def _changed_within(chance: random.Random, document: Document, upload: Upload) -> Upload:
    upload = _signed(chance, document, upload)
    return replace(upload, content=changed_within(upload.content))


def _on_scan(plan: Plan) -> Plan:
    return replace(plan, quality="scan")


def _born_digital(plan: Plan) -> Plan:
    return replace(plan, quality="born_digital")


def _taken(plan: Plan) -> Plan:
    """As a scan or a photograph, whichever the unit's code says."""
    qualities = [quality for quality in QUALITIES if quality != "born_digital"]
    return replace(plan, quality=qualities[sum(map(ord, plan.unit.code)) % len(qualities)])


TAMPERINGS: dict[str, Tampering] = {
    "one_stamp": Tampering(change=lambda plan: replace(plan, stamping=ONE_STAMP)),
    "one_picture": Tampering("SEAL_PICTURE_TWICE", lambda plan: replace(plan, stamping=ONE_PICTURE)),
    "seal_laid_on": Tampering(NOTED, lambda plan: _on_scan(replace(plan, stamping=LAID_ON)), seals_laid_on),
    "seal_object_over_scan": Tampering(
        "SEAL_LAID_OVER_SCAN", lambda plan: _on_scan(replace(plan, stamping=LAID_ON)), seals_as_objects
    ),
    "painted_white": Tampering("PLACE_EDITED", _taken, partial(edited, white)),
    "painted_over": Tampering("PLACE_EDITED", _taken, partial(edited, paper_coloured)),
    "pasted_in": Tampering("PLACE_EDITED", _taken, partial(edited, from_another_page)),
    "signed": Tampering(change=_born_digital, touch=_signed),
    "changed_after_signing": Tampering("CHANGED_AFTER_SIGNING", _born_digital, _changed_after_signing),
    "signature_broken": Tampering("SIGNATURE_BROKEN", _born_digital, _changed_within),
}
