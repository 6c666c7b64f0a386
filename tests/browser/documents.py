"""One employer's documents as they were handed in wrong, and as they are corrected."""

from __future__ import annotations

import copy
import json
import random
from dataclasses import dataclass
from pathlib import Path

from tests.specimens.documents import certificate_document, letter_document
from tests.specimens.plan import Plan, clean_plan
from tests.specimens.rendering import Upload, drawn_rendering, rendered
from tests.specimens.units import drawn_unit
from tests.specimens.wrongs import CHANGES

QUALITY = "born_digital"


@dataclass(frozen=True)
class Employer:
    """What one employer hands in: without its own seal on the certificate at first."""

    username: str
    unit_name: str
    form: bytes
    letter: Upload
    certificate_without_seal: Upload
    certificate: Upload


def draw_employer(seed: int) -> Employer:
    """The employer of a seed, the same one every time."""
    chance = random.Random(seed)
    right = clean_plan(chance, drawn_unit(chance, "licence_landscape"))
    wrong = CHANGES["authority_seal_only"](chance, right)
    letter = _drawn(chance, right, "letter")
    # The same paper both times, with the unit's seal on it the second time.
    before_seal, after_seal = (_drawn(copy.deepcopy(chance), plan, "certificate") for plan in (wrong, right))
    return Employer(
        username=right.operator.username,
        unit_name=right.unit.name,
        form=json.dumps(dict(right.form), ensure_ascii=False).encode(),
        letter=letter,
        certificate_without_seal=before_seal,
        certificate=after_seal,
    )


def hand_in(inbox: Path, reference: str, employer: Employer) -> None:
    """Put the first, wrong documents into the inbox."""
    folder = inbox / reference
    folder.mkdir(parents=True)
    (folder / f"certificate.{employer.certificate_without_seal.extension}").write_bytes(
        employer.certificate_without_seal.content
    )
    (folder / f"letter.{employer.letter.extension}").write_bytes(employer.letter.content)
    (folder / "form.json").write_bytes(employer.form)


def _drawn(chance: random.Random, plan: Plan, slot: str) -> Upload:
    rendering, longer_side = drawn_rendering(chance, QUALITY)
    draw = certificate_document if slot == "certificate" else letter_document
    return rendered(chance, draw(chance, plan, rendering), QUALITY, rendering.scale, longer_side, grey=False)
