"""A text read with certainty, another one that is legible, and one that nobody can tell."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.expected_text import Probabilities, best_reading, expectation, log_probability

CHARACTERS = ("", *"仅供注册职称评审系统账号使用帐耿")
words = st.text(alphabet=CHARACTERS[1:], min_size=1, max_size=14)


def spoken(text: str, certainty: float = 0.999, rival: dict[int, tuple[str, float]] | None = None) -> Probabilities:
    """Probabilities as a recogniser gives them: a blank, then a character, and so on.

    `rival` names, for the place of a character, another one and the share that it takes of the certainty.
    """
    rows = []
    for place, character in enumerate(text):
        rows.append(_row({0: certainty}))
        other, share = (rival or {}).get(place, ("", 0.0))
        shares = {CHARACTERS.index(character): certainty * (1 - share)}
        if other:
            shares[CHARACTERS.index(other)] = certainty * share
        rows.append(_row(shares))
    return np.array([*rows, _row({0: certainty})], np.float32)


def _row(shares: dict[int, float]) -> list[float]:
    rest = (1 - sum(shares.values())) / (len(CHARACTERS) - len(shares))
    return [shares.get(place, rest) for place in range(len(CHARACTERS))]


@given(words)
def test_what_is_read_with_certainty_is_wholly_expected(text: str) -> None:
    probabilities = spoken(text)

    assert best_reading(probabilities, CHARACTERS) == text
    assert expectation(probabilities, CHARACTERS, text) == pytest.approx(1)


@given(words, st.data())
def test_a_legible_other_character_loses_clearly(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from([character for character in CHARACTERS[1:] if character != text[place]]))

    assert expectation(spoken(text), CHARACTERS, text[:place] + other + text[place + 1 :]) < 0.01


@given(words, st.data())
def test_a_missing_or_additional_character_loses_clearly(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))

    assert expectation(spoken(text), CHARACTERS, text[:place] + text[place + 1 :]) < 0.01
    assert expectation(spoken(text), CHARACTERS, text[:place] + "耿" + text[place:]) < 0.01


def test_an_illegible_character_leaves_it_undecided() -> None:
    probabilities = spoken("职称评审", rival={0: ("耿", 0.6)})

    assert best_reading(probabilities, CHARACTERS) == "耿称评审"
    assert expectation(probabilities, CHARACTERS, "职称评审") == pytest.approx(0.4 / 0.6, rel=0.05)


def test_characters_that_the_recogniser_does_not_know_are_out_of_the_question() -> None:
    assert log_probability(spoken("职称"), CHARACTERS, "职聲") == -np.inf
    assert expectation(spoken("职称"), CHARACTERS, "职聲") == 0


def test_a_text_longer_than_the_line_has_steps_is_out_of_the_question() -> None:
    assert log_probability(spoken("职"), CHARACTERS, "职称评审系统") == -np.inf


def test_repeated_characters_need_a_blank_between_them() -> None:
    same = np.array([_row({1: 0.9}), _row({1: 0.9})], np.float32)

    assert log_probability(same, CHARACTERS, "仅仅") == -np.inf
    assert log_probability(same, CHARACTERS, "仅") > -1


def test_the_probabilities_of_all_texts_sum_to_one() -> None:
    chance = np.random.default_rng(5)
    probabilities = chance.dirichlet(np.ones(3), size=3).astype(np.float32)
    alphabet = ("", "仅", "供")
    texts = ["".join(parts) for length in range(4) for parts in itertools.product("仅供", repeat=length)]

    total = sum(np.exp(log_probability(probabilities, alphabet, text)) for text in texts)

    assert total == pytest.approx(1, abs=1e-5)
