"""`python -m tests.evaluation.false_forms`: how often a clean document bears out a form that is wrong by a character.

Whole specimens tell few near misses apart: one submission is wrong in one way. Here each document is read under its own
form, and again under others in which every value is wrong by one character, replaced, left out or put in.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from typing import NamedTuple

import click
import cv2
from rich.console import Console
from rich.progress import track
from rich.table import Table

from models.credit_code import normalise
from models.findings import DocumentReading, FieldReading, SealOwner, Slot
from models.form import Form, read_form
from models.names import normalise_name
from ocr.checks.thresholds import Threshold, calibrated
from ocr.letter_rules import LETTER_RULES
from ocr.reading import Readers, build_readers, read_document
from tests.specimens.case import draw_case
from tests.specimens.numbers import with_one_wrong_character
from tests.specimens.words import FANCY

QUALITIES = ("scan", "photo", "bad_photo")
REPLACED = 0.7
"""Share of the wrong names in which a character stands for another one; the others have one more or one less."""


class Answer(NamedTuple):
    """Whether a document bears out one value of one form."""

    value: str
    quality: str
    is_true: bool
    borne_out: bool


_readers: list[Readers] = []


def false_form(form: Form, chance: random.Random) -> Form:
    """`form` with one wrong character in each value that a document shows."""
    operator = replace(
        form.operator,
        name=_replaced(form.operator.name, FANCY, chance),
        id_number=_replaced(form.operator.id_number, "0123456789", chance),
        mobile=_replaced(form.operator.mobile, "0123456789", chance),
    )
    code = with_one_wrong_character(chance, form.credit_code)
    return replace(form, unit_name=_wrong_name(form.unit_name, chance), credit_code=code, operator=operator)


def answers(reading: DocumentReading, slot: Slot, form: Form) -> Iterator[tuple[str, bool]]:
    """Each value that `reading` shows, and whether it bears out what `form` says of it."""
    yield f"{slot}: unit's seal", any(seal.owner is SealOwner.UNIT for seal in reading.seals)
    if slot is Slot.LETTER:
        for name, rule in LETTER_RULES.items():
            threshold = Threshold.NAME if name == "unit_name" else Threshold.FIELD
            is_same = _text(reading.fields.get(name), rule.normalise) == rule.typed(form).text
            yield f"letter: {name}", is_same and _is_sure(reading.fields.get(name), threshold)
        return
    code = reading.credit_code
    yield "certificate: credit code", code is not None and code.text == normalise(form.credit_code)
    is_same = _text(reading.unit_name, normalise_name) == normalise_name(form.unit_name)
    yield "certificate: unit name", is_same and _is_sure(reading.unit_name, Threshold.NAME)


def measured(seed: int, quality: str, false_forms: int) -> list[Answer]:
    """The answers of one clean submission's documents to its own form and to false ones."""
    chance = random.Random(seed)
    case = draw_case(seed, "clean", quality)
    own = read_form(json.dumps(case.form, ensure_ascii=False).encode()).form
    found = []
    for form in (own, *(false_form(own, chance) for _ in range(false_forms))):
        for name, content in case.files.items():
            slot = next((slot for slot in Slot if name.startswith(slot.value)), None)
            if slot is not None:
                reading = read_document(content, _readers[0], form=form).reading
                found += [Answer(value, quality, form is own, is_so) for value, is_so in answers(reading, slot, form)]
    return found


@click.command()
@click.option("--count", default=30, show_default=True, help="Submissions.")
@click.option("--seed", default=15_000_000, show_default=True, help="The first one's seed.")
@click.option("--false-forms", default=3, show_default=True, help="For each submission.")
def main(count: int, seed: int, false_forms: int) -> None:
    """Measure how often a wrong character in a form goes unseen."""
    qualities = [QUALITIES[place % len(QUALITIES)] for place in range(count)]
    with ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=_load) as pool:
        work = pool.map(measured, range(seed, seed + count), qualities, [false_forms] * count)
        found = [answer for answers_ in track(work, total=count, console=Console(stderr=True)) for answer in answers_]
    _print(found)


def _print(found: Sequence[Answer]) -> None:
    asked = Counter(answer[:3] for answer in found)
    borne_out = Counter(answer[:3] for answer in found if answer.borne_out)
    table = Table("value", "quality", "true ones borne out", "false ones borne out")
    for value, quality in dict.fromkeys(answer[:2] for answer in found):
        shares = [f"{borne_out[value, quality, truth]}/{asked[value, quality, truth]}" for truth in (True, False)]
        table.add_row(value, quality, *shares)
    Console(width=100).print(table)


def _load() -> None:
    cv2.setNumThreads(1)
    _readers.append(build_readers())


def _is_sure(field: FieldReading | None, threshold: Threshold) -> bool:
    return field is not None and calibrated().reached(threshold, field.confidence, "")


def _text(field: FieldReading | None, normalised: Callable[[str], str]) -> str | None:
    return normalised(field.text) if field is not None else None


def _wrong_name(name: str, chance: random.Random) -> str:
    if chance.random() < REPLACED:
        return _replaced(name, FANCY, chance)
    # Names are compared without their brackets, so that one more or less of them is no difference.
    place = chance.choice([place for place in range(1, len(name)) if name[place] not in "（）()"])
    return name[:place] + chance.choice(("", chance.choice(FANCY) + name[place])) + name[place + 1 :]


def _replaced(text: str, characters: Sequence[str], chance: random.Random) -> str:
    place = chance.choice([place for place, one in enumerate(text) if one not in "（）()"])
    return text[:place] + chance.choice([one for one in characters if one != text[place]]) + text[place + 1 :]


if __name__ == "__main__":
    main()
