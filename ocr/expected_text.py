"""Whether the text that ought to stand on a picture of a line does stand there: the heart of every comparison.

A recogniser tells its best reading. That it differs from what was expected may mean that something else is written, or
that the line is hard to read; the probabilities behind the reading (ocr.alignment) tell these apart.

1. The expected text is laid along the line in the likeliest way: each of its characters gets a place of a few steps.
2. At each place the expected character is set against the likeliest other one, its *rival*, by the odds between them:
   those of the ink, times those that were known beforehand (`Prior`). Several views of one line
   (another margin, another ink, another unrolling) are put together first: what is legible is the same character in
   each, while what is not is a different one every time, so that no rival grows.
   Characters that were left out have no room of their own (ocr.room): those laid there do not count.
3. The worst place decides, since one character makes another name. Its share is the `confidence` of the agreement: near
   1 where nothing else is possible, ½ where another character is as likely, near 0 where another one is legible.
4. A line that ought to hold nothing else (`Ends.CLOSED`) is also asked as a whole: the probability of the text, over
   every way in which it could have come about, against that of the best reading. What the rivals do not explain of the
   difference are characters too many or too few, which have no place of their own.

The comparison never makes a text likelier than the ink does; where it says "perhaps", a person looks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from models.findings import Agreement
from ocr.alignment import BLANK, Numbers, Probabilities, best_reading, likeliest_places, log_probability
from ocr.alphabet import Characters, numbers_of, with_variants
from ocr.engines import Picture, Recognition
from ocr.room import lack_room

PlaceOdds = NDArray[np.floating[Any]]
"""The odds of the text's own character against its rival, one for each place."""
ViewWeights = NDArray[np.floating[Any]]
"""How much each view counts for."""

TRACE = 0.005
"""Added to both sides of a comparison, so that neither is impossible."""
SEEN = 0.02
"""Likelihood from which a character has left a trace at its place; without one, nothing speaks for it."""
MOSTLY_HIDDEN = 0.6
"""Visible share of a place below which a character may well stand there without a trace."""
UNSEEN_ODDS = 0.3
"""Odds at most of a character without a trace: it may be lost, or it was never there."""
TELLING = 0.5
"""Of the weight of the view that bears a text out best: those below it do not tell where its characters stand."""
LEAST_LIKELY = 1e-3
"""Likelihood below which a view's odds tell nothing more."""
NO_ROOM = 0.2
"""Share at the most of a character for which there is no room."""
NOTHING = "□"
"""Stands for a rival where the blank is the only one."""


class Ends(StrEnum):
    """What may stand before and behind the text on its line."""

    CLOSED = "closed"
    """Nothing."""
    OPEN = "open"
    """Anything: a label, other ink."""
    RING = "ring"
    """Anything, as a star and a number. The views are unrollings of a ring, each of which has to bear a character out:
    their odds are put together by the mean of the logarithms, and the likelihoods of other lines' views by their mean.
    On worn seals look-alikes are told better so (`python -m tests.evaluation.look_alikes`)."""


@runtime_checkable
class SteppedReader(Protocol):
    """A reader that tells the probability of every character at every step along a line."""

    characters: Characters

    def probabilities(self, crops: Sequence[Picture]) -> tuple[Probabilities, ...]:
        """Steps × characters for each of `crops`."""
        ...

    def decode(self, probabilities: Probabilities) -> Recognition:
        """The best reading of `probabilities`."""
        ...


Prior = Callable[[str, int, str], float]
"""Odds of the text's own character at an index against another one, or against whatever it may be where nothing is seen
(an empty rival), before anybody looks at the ink."""


def undecided(_text: str, _index: int, _rival: str) -> float:
    """The prior odds of a text in which any character may stand in any place."""
    return 1.0


def agreement(
    text: str,
    views: Sequence[Probabilities],
    characters: Characters,
    ends: Ends = Ends.CLOSED,
    prior: Prior = undecided,
    visible: Sequence[float] = (),
) -> Agreement | None:
    """How far `views` of one line bear out `text`; None where it has a character that the recogniser does not know.

    `characters` is the recogniser's alphabet. `visible` tells which share of each character's place can be seen, where
    other ink lies over some; what is hidden is no evidence. `Agreement.scores` has one share for each character.
    """
    wanted = numbers_of(text, characters)
    if wanted is None or not any(len(view) > len(text) for view in views):
        return None
    fitting = [with_variants(view, wanted, characters) for view in views if len(view) > len(text)]
    is_open = ends is not Ends.CLOSED
    placed = [likeliest_places(view, wanted, open_ends=is_open) for view in fitting]
    seen = np.stack([_at_places(view, steps) for view, steps in zip(fitting, placed, strict=True)])
    order = np.arange(len(wanted))
    likely = seen[:, order, wanted]
    weights = likely.mean(axis=1) ** 2 + 1e-6
    own, other, rivals = _against_rivals(np.average(seen, axis=0, weights=weights).astype(np.float32), wanted)
    names = [characters[rival] if rival != BLANK else NOTHING for rival in rivals]
    known = np.array([prior(text, index, rival) for index, rival in enumerate(names)])
    clear = np.array(visible) if len(visible) == len(text) else np.ones(len(text))
    found = _mean_odds(likely, seen[:, order, rivals], weights) if ends is Ends.RING else own / other
    ink = np.where(own > SEEN, found, np.minimum(found, UNSEEN_ODDS)) ** clear
    odds = ink * np.where((own > SEEN) | (clear < MOSTLY_HIDDEN), known, 1)
    telling = np.flatnonzero(weights >= TELLING * weights.max())
    bound = np.array([prior(text, index, "") > 1 for index in range(len(text))])
    lacking = lack_room(text, [placed[view] for view in telling], likely[telling] > SEEN, own > SEEN, bound)
    most = np.where(lacking, NO_ROOM, 1.0)
    shares = np.minimum(odds / (1 + odds), most)
    whole = 1.0 if is_open else max(_as_a_whole(*pair, wanted) for pair in zip(fitting, seen, strict=True))
    return Agreement(
        expected=text,
        confidence=round(float(min(shares.min(), whole)), 4),
        scores=tuple(round(float(share), 4) for share in shares),
        rivals="".join(names),
    )


def _at_places(view: Probabilities, places: Sequence[Numbers]) -> Probabilities:
    """Text × alphabet: how likely each character is at the place of each character of the text; blanks left out."""
    seen = np.zeros((len(places), view.shape[1]), np.float32)
    for index, steps in enumerate(places):
        if len(steps):
            seen[index] = view[steps].max(axis=0)
    seen[:, BLANK] = 0
    return seen


def _against_rivals(seen: Probabilities, wanted: Numbers) -> tuple[Probabilities, Probabilities, Numbers]:
    """For each place how likely the wanted character is, how likely its rival, and which one that is."""
    order = np.arange(len(wanted))
    others = seen.copy()
    others[order, wanted] = 0
    rivals = np.asarray(others.argmax(axis=1), np.intp)
    return seen[order, wanted] + np.float32(TRACE), others[order, rivals] + np.float32(TRACE), rivals


def _mean_odds(own: Probabilities, other: Probabilities, weights: ViewWeights) -> PlaceOdds:
    """For each place the odds, by the mean of their logarithms over all views (views × places), weighed."""
    odds = np.log(np.maximum(own, LEAST_LIKELY)) - np.log(np.maximum(other, LEAST_LIKELY))
    return np.asarray(np.exp(np.average(odds, axis=0, weights=weights)))


def _as_a_whole(view: Probabilities, seen: Probabilities, wanted: Numbers) -> float:
    """1 where the rivals explain what the text loses against the best reading, near 0 where there is more to it."""
    read = best_reading(view)
    if np.array_equal(read, wanted):
        return 1.0
    own, other, _ = _against_rivals(seen, wanted)
    lost = log_probability(view, read) - log_probability(view, wanted)
    explained = float(np.log(np.maximum(other / own, 1)).sum())
    return float(2 / (1 + np.exp(np.clip(lost - explained, 0, 50))))
