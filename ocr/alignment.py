"""A text laid along a line: connectionist temporal classification (CTC; Graves et al. 2006) for a text that is known.

A recogniser trained with it tells, for each step along a line, how likely each character is, and how likely none (the
blank). A text fits in many ways: every character may last for several steps, with blanks or without between them, but
for a blank between two that are equal.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BLANK = 0
"""The number of the character that stands for nothing."""
LEAST = 1e-12
"""Probabilities below this are the rounding of the network."""
WORST = -9.0
"""Least logarithm of a step's odds: one step alone must not rule a whole text out."""

Probabilities = NDArray[np.float32]
"""Steps × characters; character 0 is the blank."""
Numbers = NDArray[np.intp]
"""Of characters in the recogniser's alphabet, or of states."""


def likeliest_places(probabilities: Probabilities, wanted: Numbers, *, open_ends: bool) -> list[Numbers]:
    """The steps at which each character of `wanted` most likely stands (Viterbi's algorithm); may be empty.

    With `open_ends` anything may stand before the text and behind it, else nothing may.
    """
    path = _best_path(probabilities, wanted, open_ends=open_ends)
    return [np.flatnonzero(path == 2 * index + 2) for index in range(len(wanted))]


def log_probability(probabilities: Probabilities, wanted: Numbers) -> float:
    """The natural logarithm of the probability that the line says `wanted` and nothing else (the forward algorithm).

    Minus infinity where there are fewer steps than it takes.
    """
    states = np.full(2 * len(wanted) + 1, BLANK, np.intp)
    states[1::2] = wanted
    may_skip = np.zeros(len(states), bool)
    may_skip[3::2] = states[3::2] != states[1:-2:2]
    emissions = np.log(np.maximum(probabilities[:, states].astype(np.float64), LEAST))
    reached = np.full(len(states), -np.inf)
    reached[:2] = emissions[0, :2]
    for step in emissions[1:]:
        from_previous = np.concatenate([[-np.inf], reached[:-1]])
        skipped = np.concatenate([[-np.inf, -np.inf], reached[:-2]])[: len(reached)]
        from_last_but_one = np.where(may_skip, skipped, -np.inf)
        reached = np.logaddexp(np.logaddexp(reached, from_previous), from_last_but_one) + step
    return float(np.logaddexp.reduce(reached[-2:]))


def best_reading(probabilities: Probabilities) -> Numbers:
    """The likeliest character of every step, repetitions and blanks dropped."""
    best = probabilities.argmax(axis=1)
    starts = (best != BLANK) & np.concatenate([[True], best[1:] != best[:-1]])
    return np.asarray(best[starts], np.intp)


def _best_path(probabilities: Probabilities, wanted: Numbers, *, open_ends: bool) -> Numbers:
    """The state of each step: 0 before the text, 2k at its k-th character (from 1), odd between two, last after it."""
    count = 2 * len(wanted) + 3
    symbols = np.full(count, BLANK, np.intp)
    symbols[2:-1:2] = wanted
    odds = np.log(np.maximum(probabilities[:, symbols] / probabilities.max(axis=1, keepdims=True), np.exp(WORST)))
    if open_ends:
        odds[:, [0, -1]] = 0
    # Two equal characters need a blank between them, so the state between may not be skipped.
    barred = np.full(count, -np.inf)
    barred[4:-1:2][wanted[1:] != wanted[:-1]] = 0
    barred[2] = barred[-1] = 0
    score = np.full(count, -np.inf)
    score[:3] = odds[0, :3]
    options = np.full((3, count), -np.inf)
    steps_back = np.zeros((len(probabilities), count), np.intp)
    for step in range(1, len(probabilities)):
        options[0] = score
        options[1, 1:] = score[:-1]
        np.add(score[:-2], barred[2:], out=options[2, 2:])
        options.argmax(axis=0, out=steps_back[step])
        score = options.max(axis=0) + odds[step]
    return _traced(np.arange(count) - steps_back, int(count - 3 + np.argmax(score[-3:])))


def _traced(came_from: Numbers, last: int) -> Numbers:
    path = np.zeros(len(came_from), np.intp)
    path[-1] = last
    for step in range(len(came_from) - 1, 0, -1):
        path[step - 1] = came_from[step, path[step]]
    return path
