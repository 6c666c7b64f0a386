"""A drawn ring is what a reader gets to see of a seal, and says what was engraved."""

import random

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from ocr.engines.rapid import RapidReader
from tests.specimens.pictures import press
from tests.specimens.seals import Pressing, Seal, oval_seal, pressed, unit_seal
from tests.training.impressions import Impression, drawn_seal
from tests.training.rings import WAYS, drawn_rings, unrolled
from tests.training.sight import turn, warped

NAME = "岳阳市云溪区农业技术推广中心"
SCALE = 7.0


def unspoilt(seal: Seal, tilt: float) -> Impression:
    """`seal` in even ink on white paper."""
    pressing = Pressing((40, 30, 215), tilt, wear=0, texture=0)
    ink = pressed(random.Random(1), seal, pressing, SCALE)
    side = max(ink.shape) + 40
    paper = np.full((side, side, 3), 250, np.uint8)
    press(paper, ink, pressing.colour, (side - ink.shape[1]) // 2, (side - ink.shape[0]) // 2)
    return Impression(seal, pressing, paper, SCALE)


def most_alike(reader: RapidReader, impression: Impression, stretched: float = 1.0) -> float:
    """How much of the name the stock reader makes out on the best of the strips."""
    matrix = turn(0.1) @ np.diag([stretched, 1.0])
    seen = warped(impression.picture, matrix, impression.picture.shape[0])
    samples = list(unrolled(random.Random(2), impression, seen, off=0))
    assert {sample.text for sample in samples} == {impression.seal.text}
    read = reader.recognise([sample.strip for sample in samples])
    return max(Levenshtein.normalized_similarity(each.text, impression.seal.text) for each in read)


@pytest.fixture(scope="module")
def reader() -> RapidReader:
    return RapidReader()


@pytest.mark.parametrize("tilt", [0.0, 130.0, -75.0])
def test_a_clear_ring_is_read_however_the_seal_was_turned(reader: RapidReader, tilt: float) -> None:
    seal = unit_seal(random.Random(3), "unit", NAME)
    assert most_alike(reader, unspoilt(seal, tilt)) >= 0.8


def test_a_clear_ring_seen_at_an_angle_is_read(reader: RapidReader) -> None:
    seal = unit_seal(random.Random(4), "unit", NAME)
    assert most_alike(reader, unspoilt(seal, 20), stretched=0.9) >= 0.8


def test_a_clear_oval_ring_is_read(reader: RapidReader) -> None:
    seal = oval_seal(random.Random(5), "other", NAME)
    assert most_alike(reader, unspoilt(seal, 10)) >= 0.8


@pytest.mark.parametrize("seed", range(4))
def test_strips_have_the_readers_height_and_the_engraved_text(seed: int) -> None:
    engraved = drawn_seal(random.Random(seed)).text
    samples = list(drawn_rings(random.Random(seed)))
    assert [sample.text for sample in samples] == [engraved] * WAYS
    assert all(sample.strip.shape[0] == 48 and sample.strip.shape[2] == 3 for sample in samples)


def test_the_same_seed_draws_the_same_strips() -> None:
    first, second = (list(drawn_rings(random.Random(6))) for _ in range(2))
    assert all(np.array_equal(one.strip, other.strip) for one, other in zip(first, second, strict=True))
    assert not np.array_equal(first[0].strip, next(drawn_rings(random.Random(7))).strip)
