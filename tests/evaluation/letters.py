"""`python -m tests.evaluation.letters`: how well one letter is told from another that was filled in on the same form.

Each form is printed once for one unit and once for another. The first letter is saved anew, scanned twice and
photographed; the second is scanned and photographed. What is opened is upright, as after reading.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

import click
import cv2
import numpy as np
from rich.console import Console
from rich.table import Table

from models.fingerprint_words import bits_of, differing_bits, likely_words, words_of
from models.page_prints import MOST_DIFFERENCES
from ocr.integrity.page_likeness import ONE_PAGE, page_likeness
from ocr.integrity.page_prints import fingerprint_of_page
from ocr.pages import Orientation, Picture, open_document
from tests.specimens.documents import Document, Rendering, letter_document
from tests.specimens.plan import clean_plan
from tests.specimens.rendering import rendered
from tests.specimens.units import DRAWN_ON, drawn_unit

SCALE = 200 / 25.4
LONGER_SIDE = 2400


class Compared(NamedTuple):
    """Two pictures of letters: what was done, and how alike they are."""

    done: str
    differing: int
    """Bits of their fingerprints."""
    is_found: bool
    """Whether the index gives one for the other."""
    likeness: float

    @property
    def is_told(self) -> bool:
        """Whether the check asks for a look."""
        return self.is_found and self.likeness >= ONE_PAGE


def letter_on_form(form: int, unit: int) -> Document:
    """The letter of a unit on a printed form, each by its seed."""
    chance = random.Random(f"unit {unit}")
    plan = clean_plan(chance, drawn_unit(chance, "licence_landscape", DRAWN_ON))
    return letter_document(random.Random(f"form {form}"), plan, Rendering(SCALE, False, False))


def taken(letter: Document, quality: str, take: int) -> Picture:
    """The letter's page as it is read, once it was scanned or photographed."""
    upload = rendered(random.Random(f"take {take}"), letter, quality, SCALE, LONGER_SIDE, grey=False)
    turned = upload.taken.turned if upload.taken else 0
    return open_document(upload.content, orient=partial(_held, -turned % 360))[0].picture


def _held(turn: int, _picture: Picture) -> Orientation:
    return Orientation(turn)


def saved_anew(picture: Picture, seed: int) -> Picture:
    """`picture` made smaller and compressed again."""
    chance = random.Random(f"saving {seed}")
    factor = chance.uniform(0.6, 0.95)
    smaller = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    _, encoded = cv2.imencode(".jpg", smaller, [cv2.IMWRITE_JPEG_QUALITY, chance.randint(55, 90)])
    return np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR), np.uint8)


def compared(done: str, first: Picture, second: Picture) -> Compared:
    """How alike two pictures are, by their fingerprints and as pictures."""
    one, other = fingerprint_of_page(first), fingerprint_of_page(second)
    differing = differing_bits(bits_of(one), bits_of(other))
    is_found = differing <= MOST_DIFFERENCES and not set(likely_words(one)).isdisjoint(words_of(other.words))
    return Compared(done, differing, is_found, page_likeness(first, second))


def measured(seed: int) -> Iterator[Compared]:
    """All comparisons of one form."""
    own, others = letter_on_form(seed, seed), letter_on_form(seed, seed + 500_000)
    scan, photo = taken(own, "scan", 10 * seed), taken(own, "photo", 10 * seed + 1)
    yield compared("saved anew", scan, saved_anew(scan, seed))
    yield compared("scanned again", scan, taken(own, "scan", 10 * seed + 2))
    yield compared("photographed", scan, photo)
    yield compared("photographed badly", scan, taken(own, "bad_photo", 10 * seed + 3))
    yield compared("another letter, scanned", scan, taken(others, "scan", 10 * seed + 4))
    yield compared("another letter, photographed", photo, taken(others, "photo", 10 * seed + 5))


@click.command()
@click.option("--count", default=60, show_default=True, help="Forms.")
@click.option("--seed", default=33000, show_default=True, help="The first form's seed.")
def main(count: int, seed: int) -> None:
    """Measure how well one letter is told from another on the same form."""
    cv2.setNumThreads(1)
    found = [each for place in range(count) for each in measured(seed + place)]
    table = Table("what was done", "pairs", "differing bits: median", "most", "found by the index", "likeness", "told")
    for done in dict.fromkeys(each.done for each in found):
        pairs = [each for each in found if each.done == done]
        low, middle, high = np.percentile([pair.likeness for pair in pairs], (0, 50, 100))
        bits = [pair.differing for pair in pairs]
        table.add_row(
            *(
                done,
                str(len(pairs)),
                f"{np.median(bits):.0f}",
                str(max(bits)),
                str(sum(pair.is_found for pair in pairs)),
            ),
            *(f"{low:.2f} – {middle:.2f} – {high:.2f}", str(sum(pair.is_told for pair in pairs))),
        )
    Console(width=160).print(table)


if __name__ == "__main__":
    main()
