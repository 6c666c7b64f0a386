"""How well a picture of a line agrees with the text that ought to stand there.

A recogniser tells its best reading; that it differs from what was expected may mean that something else is written, or
that the line is hard to read. The probabilities behind the reading tell these apart: they are summed over every way in
which the expected text could have come about (the forward algorithm of connectionist temporal classification, Graves et
al. 2006), and compared with those of the best reading. A reading is never replaced by what was expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from ocr.engines import Picture

BLANK = 0
"""The character that stands for nothing, between repeated characters and in the gaps."""
LEAST = 1e-12
"""Probabilities below this are the rounding of the network."""

Probabilities = NDArray[np.float32]
"""Steps × characters: how likely each character is at each step along the line; every row sums to 1."""


@runtime_checkable
class SteppedReader(Protocol):
    """A reader that tells the probability of every character at every step along a line."""

    characters: tuple[str, ...]
    """The alphabet; the first is the blank."""

    def probabilities(self, crops: Sequence[Picture]) -> tuple[Probabilities, ...]:
        """Steps × characters for each of `crops`."""
        ...


def expectation(probabilities: Probabilities, characters: Sequence[str], text: str) -> float:
    """How likely `text` is, measured against the best reading: 1 where it is that, 0 where it is out of the question.

    Near 0 a different text is legible; in between the line is hard to read, and nothing is decided.
    """
    best = best_reading(probabilities, characters)
    if text == best:
        return 1.0
    advantage = log_probability(probabilities, characters, text) - log_probability(probabilities, characters, best)
    return float(np.exp(min(0.0, advantage)))


def best_reading(probabilities: Probabilities, characters: Sequence[str]) -> str:
    """The likeliest character of every step, repetitions and blanks dropped."""
    steps = probabilities.argmax(axis=1)
    starts = (steps != BLANK) & np.concatenate([[True], steps[1:] != steps[:-1]])
    return "".join(characters[character] for character in steps[starts])


def log_probability(probabilities: Probabilities, characters: Sequence[str], text: str) -> float:
    """The natural logarithm of the probability that the line says `text` and nothing else.

    Minus infinity where `text` holds a character that the recogniser does not know, or more than there are steps for.
    """
    places = {character: place for place, character in enumerate(characters) if character in set(text)}
    if any(character not in places for character in text):
        return -np.inf
    states = _with_blanks([places[character] for character in text])
    emissions = np.log(np.maximum(probabilities[:, states].astype(np.float64), LEAST))
    return _forward(emissions, _may_skip(states))


def _with_blanks(places: Sequence[int]) -> NDArray[np.intp]:
    """The states of a text: a blank before, between and after its characters."""
    states = np.full(2 * len(places) + 1, BLANK, np.intp)
    states[1::2] = places
    return states


def _may_skip(states: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which states may follow the last but one directly: a character after a different character."""
    skips = np.zeros(len(states), bool)
    skips[3::2] = states[3::2] != states[1:-2:2]
    return skips


def _forward(emissions: NDArray[np.float64], may_skip: NDArray[np.bool_]) -> float:
    reached = np.full(emissions.shape[1], -np.inf)
    reached[:2] = emissions[0, :2]
    for step in emissions[1:]:
        from_previous = np.concatenate([[-np.inf], reached[:-1]])
        from_last_but_one = np.where(
            may_skip, np.concatenate([[-np.inf, -np.inf], reached[:-2]])[: len(reached)], -np.inf
        )
        reached = np.logaddexp(np.logaddexp(reached, from_previous), from_last_but_one) + step
    return float(np.logaddexp.reduce(reached[-2:]))
