"""One text out of several readings of the same ring: each place's character by vote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ocr.engines import Recognition
from ocr.seals.characters import chinese_in, trimmed

SAME_PLACE = 0.5
"""Characters closer than this share of the usual spacing stand at the same place."""
LEAST_INSIDE, LEAST_AT_END, LEAST_IN_HOLE = 0.3, 0.22, 0.1
"""Shares of the votes that a place needs to be a character, between others, at either end, and in a hole."""
HOLE = 1.7
"""Usual distances between a place's neighbours from which there would be a hole without it."""
TOO_CLOSE = 0.8
"""Share of the usual spacing that two characters are apart at the least."""
FEWEST_CHARACTERS = 3


@dataclass
class Place:
    """A place along the ring and the votes for each character there."""

    where: float
    votes: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    voters: set[int] = field(default_factory=set)

    @property
    def best(self) -> str:
        """The character with most votes."""
        return max(self.votes, key=lambda character: self.votes[character])


def consensus(readings: Sequence[Recognition]) -> Recognition:
    """The text that `readings`, whose character places are comparable, have in common.

    A character's score is its share of what all legible readings could have given it.
    """
    legible = [reading for reading in readings if len(chinese_in(reading.text)) >= FEWEST_CHARACTERS]
    if not legible:
        return Recognition("", 0.0)
    fullest = max(len(reading.text) for reading in legible)
    weights = [reading.score**3 * len(reading.text) / fullest for reading in legible]
    spacing = _spacing(legible[weights.index(max(weights))])
    places = _places(legible, weights, spacing)
    return trimmed(_chosen(places, sum(weights), spacing), LEAST_AT_END)


def _spacing(reading: Recognition) -> float:
    """The usual distance between neighbours."""
    return median(after - before for before, after in pairwise(reading.character_places))


def _places(readings: Sequence[Recognition], weights: Sequence[float], spacing: float) -> list[Place]:
    """All places at which any of `readings` saw a character, from left to right."""
    places: list[Place] = []
    surest_first = sorted(range(len(readings)), key=lambda index: -weights[index])
    for voter, weight, reading in ((index, weights[index], readings[index]) for index in surest_first):
        seen = zip(reading.text, reading.character_scores, reading.character_places, strict=True)
        for character, score, where in seen:
            nearest = min(places, key=lambda place: abs(place.where - where), default=None)
            if nearest is None or abs(nearest.where - where) > SAME_PLACE * spacing:
                nearest = Place(where)
                places.append(nearest)
            nearest.votes[character] += weight * score
            nearest.voters.add(voter)
    return _merged(sorted(places, key=lambda place: place.where), spacing)


def _merged(places: Sequence[Place], spacing: float) -> list[Place]:
    """`places` with neighbours made one that stand too close for two and that no reading has both of."""
    merged: list[Place] = []
    for place in places:
        last = merged[-1] if merged else None
        if last and place.where - last.where < TOO_CLOSE * spacing and not last.voters & place.voters:
            for character, votes in place.votes.items():
                last.votes[character] += votes
            last.voters |= place.voters
        else:
            merged.append(place)
    return merged


def _chosen(places: Sequence[Place], all_votes: float, spacing: float) -> Recognition:
    """The characters with votes enough; fewer are enough where there would be a hole without them."""
    kept = [place for place in places if sum(place.votes.values()) > LEAST_IN_HOLE * all_votes]
    while kept and sum(kept[0].votes.values()) < LEAST_AT_END * all_votes:
        kept.pop(0)
    while kept and sum(kept[-1].votes.values()) < LEAST_AT_END * all_votes:
        kept.pop()
    inside = [
        place
        for index, place in enumerate(kept)
        if index in (0, len(kept) - 1)
        or sum(place.votes.values()) > LEAST_INSIDE * all_votes
        or kept[index + 1].where - kept[index - 1].where > HOLE * spacing
    ]
    scores = tuple(min(1.0, place.votes[place.best] / all_votes) for place in inside)
    return Recognition(
        text="".join(place.best for place in inside),
        score=sum(scores) / max(1, len(scores)),
        character_scores=scores,
        character_places=tuple(place.where for place in inside),
    )
