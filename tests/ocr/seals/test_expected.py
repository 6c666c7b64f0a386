"""Expected names against made-up rings: what may be explained by wear, and what may not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from ocr.alignment import Probabilities
from ocr.engines import Picture, Recognition
from ocr.expected_text import SteppedReader
from ocr.seals.expected import ACCEPTED, best_sighting, by_all, with_expected
from tests.ocr.lines import CHARACTERS, faded, spoken

NAME = "岳阳市示例技术有限公司"


class Alphabet:
    """A reader that only has to know its characters."""

    characters: tuple[str, ...] = CHARACTERS

    def probabilities(self, crops: Sequence[Picture]) -> tuple[Probabilities, ...]:
        return tuple(np.zeros((0, len(CHARACTERS)), np.float32) for _ in crops)

    def decode(self, probabilities: Probabilities) -> Recognition:
        text = [CHARACTERS[index] for index in probabilities.argmax(axis=1) if index]
        return Recognition("".join(text), 1.0, (1.0,) * len(text), tuple(range(len(text))))


def read(ring: Probabilities, score: float = 0.5) -> str:
    reading = Alphabet().decode(ring)
    faint = Recognition(reading.text, score, (score,) * len(reading.text), reading.character_places)
    return with_expected(faint, best_sighting([NAME], [ring], Alphabet())).text


def test_the_made_up_reader_is_one() -> None:
    assert isinstance(Alphabet(), SteppedReader)


def test_a_worn_character_that_another_resembles_is_the_expected_one() -> None:
    assert read(faded(NAME, {4: {"列": 0.45, "例": 0.40}})) == NAME


def test_a_character_that_is_legibly_another_is_not_explained_away() -> None:
    assert read(faded(NAME, {4: {"范": 0.95, "例": 0.03}})) == NAME.replace("例", "范")


def test_a_word_does_not_explain_away_another_character() -> None:
    assert read(faded(NAME, {2: {"布": 0.6, "市": 0.1}})) == NAME.replace("市", "布")


def test_a_character_that_left_no_trace_is_not_made_up() -> None:
    assert read(faded(NAME, {0: {}})) == NAME[1:]


def test_legible_characters_that_the_name_has_not_are_kept() -> None:
    assert read(spoken(NAME + "贸"), score=0.99) == NAME + "贸"


def test_print_that_ran_into_the_ring_is_dropped() -> None:
    assert read(spoken("木" + NAME), score=0.3) == NAME


def test_the_best_of_several_names_is_taken() -> None:
    found = best_sighting([NAME.replace("例", "范"), NAME], [spoken(NAME)], Alphabet())

    assert found is not None
    assert found.agreement.expected == NAME


def test_a_name_with_an_unknown_character_cannot_be_looked_for() -> None:
    assert best_sighting(["岳阳市鹗技术"], [spoken(NAME)], Alphabet()) is None


def test_brackets_of_a_name_are_characters_of_their_own_on_a_ring() -> None:
    ring = spoken("岳阳（示例）有限公司")
    sighting = best_sighting(["岳阳(示例)有限公司"], [ring], Alphabet())
    assert sighting is not None
    assert sighting.agreement.confidence > 0.9


def engraved(text: str, hidden: str = "", pitch: int = 4) -> Probabilities:
    """A ring on which `text` stands evenly, as rings are engraved; of `hidden` characters nothing can be seen."""
    line = spoken(text)
    blank = line[:1]
    rows = []
    for place, character in enumerate(text):
        rows += [blank] * (pitch - 1) + [blank if character in hidden else line[2 * place + 1 : 2 * place + 2]]
    return np.concatenate([*rows, blank])


def confidence(name: str, ring: Probabilities) -> float:
    sighting = best_sighting([name], [ring], Alphabet())
    assert sighting is not None
    return sighting.agreement.confidence


@pytest.mark.parametrize("hidden", "阳例术限")
def test_a_name_without_a_character_that_may_be_hidden_on_the_ring_is_not_borne_out(hidden: str) -> None:
    ring = engraved(NAME, hidden)

    assert confidence(NAME.replace(hidden, ""), ring) < ACCEPTED
    assert confidence(NAME.replace(hidden, ""), engraved(NAME.replace(hidden, ""))) > ACCEPTED


@pytest.mark.parametrize("hidden", ["", "（", "（）"])
def test_brackets_that_cannot_be_seen_hide_nothing(hidden: str) -> None:
    assert confidence("示例技术（岳阳）有限公司", engraved("示例技术（岳阳）有限公司", hidden)) > ACCEPTED


def test_a_word_says_nothing_of_a_ring_since_seals_are_cut_with_any_character() -> None:
    doubtful = spoken(NAME, {NAME.index("市"): ("布", 0.5)})

    assert confidence(NAME, doubtful) == pytest.approx(confidence(NAME.replace("市", "布"), doubtful), abs=0.01)


def test_the_odds_of_two_readers_are_multiplied() -> None:
    worn = {4: {"列": 0.5, "例": 0.25}}
    rings = (faded(NAME, {4: {"例": 0.6, "列": 0.2}}), faded(NAME, worn), faded(NAME, worn))
    clear, *unsure = (best_sighting([NAME], [ring], Alphabet()) for ring in rings)
    both, neither = by_all([clear, unsure[0], None]), by_all(unsure)

    assert both is not None
    assert neither is not None
    assert both.agreement.scores[4] == pytest.approx(3 * 0.5 / (1 + 3 * 0.5), abs=0.01)
    assert neither.agreement.scores[4] == pytest.approx(0.25 / (1 + 0.25), abs=0.01)
    assert both.agreement.confidence == pytest.approx(both.agreement.scores[4], abs=0.01)
    assert by_all([None]) is None


def test_a_reader_that_saw_another_name_says_nothing_for_this_one() -> None:
    other = NAME.replace("例", "范")
    sure, misled = (best_sighting([name], [engraved(name)], Alphabet()) for name in (NAME, other))
    both = by_all([sure, misled])

    assert sure is not None
    assert both is not None
    assert both.agreement.expected == NAME
    assert both.agreement.confidence == pytest.approx(sure.agreement.confidence / 2, abs=0.01)
