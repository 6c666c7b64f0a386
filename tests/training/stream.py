"""Samples without end, and batches of them that are about equally wide."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator

from tests.training.lines import drawn_line
from tests.training.rings import drawn_rings
from tests.training.sample import Sample

LINES = (1, 2)
"""Lines that are drawn beside the strips of one seal: in the mean one to two strips."""
BUCKET = 64
"""Pixels: strips of a batch are not further apart in width, so that little of it is padding."""
WIDEST = 1100
"""Pixels; wider strips are left out, as one of them would take as long as all others of its batch."""
BATCH, MIXED = 16, 64
"""Samples of a batch, and how many of one width they are drawn from, so that no seal makes up a batch."""


def samples(chance: random.Random) -> Iterator[Sample]:
    """Draws strips of rings, and lines between them."""
    while True:
        yield from drawn_rings(chance)
        for _ in range(chance.choice(LINES)):
            yield drawn_line(chance)


def batches(chance: random.Random, drawn: Iterable[Sample], alphabet: Container[str]) -> Iterator[list[Sample]]:
    """Batches of those of `drawn` that can be learnt from: not too wide, every character in the `alphabet`."""
    waiting: defaultdict[int, list[Sample]] = defaultdict(list)
    for sample in drawn:
        width = sample.strip.shape[1]
        if width > WIDEST or not all(character in alphabet for character in sample.text):
            continue
        alike = waiting[-(-width // BUCKET)]
        alike.append(sample)
        if len(alike) >= MIXED:
            chance.shuffle(alike)
            yield alike[:BATCH]
            del alike[:BATCH]
