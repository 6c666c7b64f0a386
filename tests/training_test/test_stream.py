"""Batches hold what can be learnt from, rings and lines, about equally wide."""

import random
from collections.abc import Iterator
from itertools import count, islice

import numpy as np

from tests.training.sample import Sample
from tests.training.stream import BATCH, BUCKET, MIXED, batches, samples


def drawn(chance: random.Random) -> Iterator[Sample]:
    for number in count():
        width = chance.choice((60, 120, 130, 500, 1500))
        yield Sample(np.zeros((48, width, 3), np.uint8), "龘" if number % 7 == 0 else "岳阳")


def test_a_batch_is_about_equally_wide_and_in_the_alphabet() -> None:
    chance = random.Random(1)
    for batch in islice(batches(chance, drawn(chance), "岳阳"), 12):
        widths = [sample.strip.shape[1] for sample in batch]
        assert len(batch) == BATCH
        assert max(widths) - min(widths) < BUCKET
        assert max(widths) < 1100
        assert {sample.text for sample in batch} == {"岳阳"}


def test_batches_are_mixed() -> None:
    alike = (Sample(np.full((48, 60, 3), place, np.uint8), "阳") for place in range(MIXED))
    (batch,) = batches(random.Random(2), alike, "阳")
    places = [int(sample.strip[0, 0, 0]) for sample in batch]
    assert max(places) - min(places) > BATCH


def test_seals_strips_come_between_lines() -> None:
    texts = [sample.text for sample in islice(samples(random.Random(3)), 8)]
    assert texts[0] == texts[1] == texts[2]
    assert texts[3] != texts[2]
