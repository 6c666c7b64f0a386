"""Expected names against made-up probabilities: what may be explained by wear, and what may not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from ocr.engines import Picture, Recognition
from ocr.seals.expected import Probabilities, Weigher, sighting, with_expected

NAME = "岳阳市示例技术有限公司"
ALPHABET = ("blank", *sorted(set(NAME + "范列木公贸")))


class Alphabet:
    """A weigher that only has to know its characters."""

    characters: tuple[str, ...] = ALPHABET

    def probabilities(self, crops: Sequence[Picture]) -> tuple[Probabilities, ...]:
        return tuple(np.zeros((0, len(ALPHABET)), np.float32) for _ in crops)

    def decode(self, probabilities: Probabilities) -> Recognition:
        text = [ALPHABET[index] for index in probabilities.argmax(axis=1) if index]
        return Recognition("".join(text), 1.0, (1.0,) * len(text), tuple(range(len(text))))


def line(places: Sequence[Mapping[str, float]]) -> Probabilities:
    """Probabilities in which each of `places` takes one step, with blanks between them."""
    steps = np.full((2 * len(places) + 5, len(ALPHABET)), 1e-6, np.float32)
    steps[:, 0] = 1
    for index, place in enumerate(places):
        step = 2 * index + 3
        steps[step, 0] = max(1e-6, 1 - sum(place.values()))
        for character, probability in place.items():
            steps[step, ALPHABET.index(character)] = probability
    return steps


def clear(text: str = NAME) -> list[dict[str, float]]:
    return [{character: 0.97} for character in text]


def read(places: Sequence[Mapping[str, float]], score: float = 0.5) -> str:
    probabilities = line(places)
    reading = Alphabet().decode(probabilities)
    faint = Recognition(reading.text, score, (score,) * len(reading.text), reading.character_places)
    return with_expected(faint, [NAME], [probabilities], Alphabet()).text


def test_the_made_up_weigher_is_one() -> None:
    assert isinstance(Alphabet(), Weigher)


def test_a_worn_character_that_another_resembles_is_the_expected_one() -> None:
    places = clear()
    places[4] = {"列": 0.45, "例": 0.40}
    assert read(places) == NAME


def test_a_character_that_is_legibly_another_is_not_explained_away() -> None:
    places = clear()
    places[4] = {"范": 0.95, "例": 0.03}
    assert read(places) == NAME.replace("例", "范")


def test_a_half_destroyed_character_is_accepted_where_nothing_else_is_legible() -> None:
    places = clear()
    places[0] = {"岳": 0.05, "木": 0.2}
    assert read(places) == NAME


def test_a_character_that_left_no_trace_is_not_made_up() -> None:
    places = clear()
    places[0] = {}
    assert read(places) == NAME[1:]


def test_half_a_name_destroyed_is_no_name() -> None:
    places = [{character: 0.05, "木": 0.2} for character in NAME[:6]] + clear(NAME[6:])
    assert read(places) != NAME


def test_legible_characters_that_the_name_has_not_are_kept() -> None:
    assert read([*clear(), *clear("贸")], score=0.99) == NAME + "贸"


def test_print_that_ran_into_the_ring_is_dropped() -> None:
    assert read([*clear("木"), *clear()], score=0.3) == NAME


def test_a_name_with_an_unknown_character_cannot_be_sighted() -> None:
    assert sighting("岳阳市鹗技术", [line(clear())], Alphabet()) is None


def test_a_strip_shorter_than_the_name_says_nothing() -> None:
    assert sighting(NAME, [line(clear())[:5]], Alphabet()) is None


@pytest.mark.parametrize("repeated", ["岳岳阳阳", "公公司司"])
def test_repeated_characters_need_a_blank_between_them(repeated: str) -> None:
    seen = sighting(repeated, [line([{character: 0.97} for character in repeated])], Alphabet())
    assert seen is not None
    assert seen.accepted
