"""The ring's text (环行文字): where it begins, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import pi
from statistics import median

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from models.findings import Agreement
from ocr.alignment import Probabilities
from ocr.engines import Picture, Reader, Recognition, for_hard_text
from ocr.expected_text import SteppedReader
from ocr.seals.authorities import authority_odds, likely_authorities
from ocr.seals.characters import has_hole, is_chinese, trimmed
from ocr.seals.consensus import consensus
from ocr.seals.expected import Sighting, best_sighting, by_all, with_expected
from ocr.seals.names import normal
from ocr.seals.unroll import BOTTOM, Stretch, unroll
from ocr.seals.view import SealView
from ocr.seals.ways import USUAL, Source, ways_around

FIRST = 3
"""Ways that are tried first; where they agree, the others are spared."""
SEARCHES = 2
"""Ways that are tried to find any text at all."""
SEARCHED_TURN = 2.5 * pi
"""More than once around, so that no character is cut at both ends."""
READ_TURN = 2.04 * pi
LEGIBLE = 0.55
"""Score from which a character counts when the gap is looked for."""
SURE, FAIRLY_SURE = 0.93, 0.7
"""Score from which a few unrollings suffice where they agree: of the stock reader, and of the one for hard text, which
never is as sure as that."""
TURNED, FAR_BETTER = 75.0, 8.0
"""Likeness in percent of a ring, read around twice, to a name; and by how much this is more than read around once."""
MOST_CUT_OFF, NEARLY_ALL = 2, 90.0
"""So many characters are looked for before and behind a text that is the rest of a name, by its likeness in percent."""
SPREAD = 1.5
"""Strokes are hidden by print that covers less than their whole place."""
BORNE_OUT = 0.6
"""Confidence from which an expected name is not looked for any further."""
ABSENT = 0.25
"""Median of its characters' scores below which a name is not looked for any further: another one stands there."""
NEARLY = 0.6
FEWEST_CHARACTERS = 3


@dataclass(frozen=True)
class RingText:
    """The ring as it was read."""

    text: str
    scores: tuple[float, ...]
    """One for each character of `text`: its score, lowered where other unrollings read it differently."""
    bottom: float
    """The angle, clockwise from the x axis, of the middle of the gap in which the text begins and ends."""
    strip: Picture
    """The unrolled ring that `text` was read on."""
    others: tuple[str, ...] = ()
    """What other unrollings gave."""
    agreement: Agreement | None = None
    """How far the ring bears out the name that was expected on it."""

    @property
    def confidence(self) -> float:
        """How sure the least sure character is, 0 to 1."""
        return min(self.scores, default=0.0)


def read_ring(view: SealView, reader: Reader, expected_names: Sequence[str] = ()) -> RingText:
    """The text around the ring of `view`; empty where nothing is legible.

    `expected_names` are names that may stand there: one that explains a worn ring as well as anything else is taken.
    """
    start = _start(view, for_hard_text(reader))
    if start is None:
        return RingText("", (), BOTTOM, ways_around(view.ellipse)[0].strip(view, Stretch()))
    return _read_from(view, reader, start, expected_names)


@dataclass(frozen=True)
class _Start:
    """Where the text begins, and the reading of more than the whole ring that told it."""

    bottom: float
    whole: Recognition
    is_corrected: bool = False
    """Whether an expected name told that the text begins elsewhere than in the widest gap."""

    @property
    def stretch(self) -> Stretch:
        """From the gap on, a little more than once around."""
        return Stretch(self.bottom - (READ_TURN - 2 * pi) / 2, READ_TURN)


@dataclass(frozen=True)
class _Witness:
    """A reader, what it reads on each of several unrollings of a ring, and the probabilities behind that, if told."""

    reader: Reader
    readings: list[Recognition]
    weighed: list[Probabilities]

    def and_then(self, later: _Witness) -> _Witness:
        """With what it reads on further unrollings."""
        return _Witness(self.reader, self.readings + later.readings, self.weighed + later.weighed)


def _start(view: SealView, reader: Reader) -> _Start | None:
    """Where the text of the ring begins; None where no text is found."""
    for way in ways_around(view.ellipse)[:SEARCHES]:
        whole = reader.recognise([way.strip(view, Stretch(turn=SEARCHED_TURN))])[0]
        bottom = _gap(whole)
        if bottom is not None:
            return _Start(bottom, whole)
    return None


def _gap(recognition: Recognition) -> float | None:
    """The middle of the widest gap between legible characters around the ring; None where there are too few."""
    legible = [
        place
        for character, score, place in zip(
            recognition.text, recognition.character_scores, recognition.character_places, strict=True
        )
        if score > LEGIBLE and is_chinese(character)
    ]
    if len(legible) < FEWEST_CHARACTERS:
        return None
    stretch = Stretch(turn=SEARCHED_TURN)
    angles = np.sort(np.array([stretch.angle(place) for place in legible]) % (2 * pi))
    gaps = np.diff(np.append(angles, angles[0] + 2 * pi))
    widest = int(gaps.argmax())
    return float((angles[widest] + gaps[widest] / 2) % (2 * pi))


def _read_from(view: SealView, reader: Reader, start: _Start, expected_names: Sequence[str]) -> RingText:
    """The text that begins and ends at the gap: what is read, a name that all witnesses bear out, or an authority's."""
    stretch = start.stretch
    witnesses = _witnesses(view, reader, start, expected_names)
    text = consensus(witnesses[0].readings)
    begins = _beginning(text, stretch, expected_names)
    if begins is not None and not start.is_corrected:
        return _read_from(view, reader, _Start(begins, start.whole, is_corrected=True), expected_names)
    sighting = by_all([_sighting(view, stretch, witness, expected_names) for witness in witnesses])
    read, text = text, with_expected(text, sighting)
    if text is read:
        text = with_expected(text, _authority(text.text, witnesses[0]))
    bottom = _between_ends(text, stretch) or _between_ends(read, stretch) or start.bottom
    agreement = None if sighting is None else sighting.agreement
    others = tuple(reading.text for reading in witnesses[0].readings)
    shown = ways_around(view.ellipse)[0].strip(view, stretch)
    return RingText(text.text, text.character_scores, bottom % (2 * pi), shown, others, agreement)


def _witnesses(view: SealView, reader: Reader, start: _Start, expected_names: Sequence[str]) -> list[_Witness]:
    """Who tells what the ring says, the one whose reading counts first.

    `reader` alone where a few unrollings are clear to it; else the one for hard text, by all where a few do not agree.
    """
    ways, practised = ways_around(view.ellipse), for_hard_text(reader)
    few = [way.strip(view, start.stretch) for way in ways[1:FIRST]]
    first = _recognised(reader, few)
    if _agree(first.readings, start.whole, expected_names, SURE):
        return [first]
    second = _recognised(practised, few)
    if not _agree(second.readings, start.whole, expected_names, SURE if practised is reader else FAIRLY_SURE):
        rest = [way.strip(view, start.stretch) for way in (*ways[:1], *ways[FIRST:])]
        first, second = first.and_then(_recognised(reader, rest)), second.and_then(_recognised(practised, rest))
    return [second, first]


def _beginning(text: Recognition, stretch: Stretch, expected_names: Sequence[str]) -> float | None:
    """The angle before which an expected name begins, where `text` is that name turned around; None elsewhere.

    On a small seal with a long name, the gap between its end and its beginning is no wider than others.
    """
    # The line goes a little more than once around, so that its last character may be its first one again.
    once = text.text[:-1] if text.text[:1] == text.text[-1:] else text.text
    for name in map(normal, expected_names):
        found = fuzz.partial_ratio_alignment(name, once * 2)
        if found and found.score >= TURNED and fuzz.ratio(name, once) <= found.score - FAR_BETTER:
            pitch = 1 / max(1, len(text.text))
            return stretch.angle(text.character_places[found.dest_start % len(once)] - pitch / 2)
        if (place := _cut_off(text, name)) is not None:
            return stretch.angle(place)
    return None


def _cut_off(text: Recognition, name: str) -> float | None:
    """Where along the line `name` begins, or ends, of which `text` is all but a character or two; else None.

    A character that was illegible at first is no part of the ring's text, and so the gap is taken to be where it is.
    """
    places = text.character_places
    if len(places) < FEWEST_CHARACTERS:
        return None
    pitch, like = float(np.median(np.diff(places))), fuzz.ratio(name, text.text)
    for missing in range(1, MOST_CUT_OFF + 1):
        room = (missing + 0.5) * pitch
        for rest, place in ((name[missing:], places[0] - room), (name[:-missing], places[-1] + room)):
            likeness = fuzz.ratio(rest, text.text)
            if likeness >= NEARLY_ALL and likeness > like:
                return place
    return None


def _sighting(view: SealView, stretch: Stretch, witness: _Witness, expected_names: Sequence[str]) -> Sighting | None:
    """The expected name on the ring; where print lies over it, looked for with the strokes carried on as well."""
    reader, weighed = witness.reader, witness.weighed
    if not isinstance(reader, SteppedReader):
        return None
    strip = unroll(np.asarray(view.crossed, np.float32), view.ellipse, USUAL, stretch)
    hidden = np.asarray(np.clip(strip / 255 * SPREAD, 0, 1).mean(axis=0), np.float32)
    first = best_sighting(expected_names, weighed, reader, hidden)
    if first is None or first.agreement.confidence >= BORNE_OUT or median(first.agreement.scores) < ABSENT:
        return first
    filled = [replace(way, source=Source.FILLED) for way in ways_around(view.ellipse) if way.source is Source.INK]
    further = reader.probabilities([way.strip(view, stretch) for way in filled])
    found = [
        first,
        *(best_sighting(expected_names, views, reader, hidden) for views in ([*weighed, *further], further)),
    ]
    return max(filter(None, found), key=lambda sighting: sighting.agreement.confidence)


def _authority(text: str, witness: _Witness) -> Sighting | None:
    """The registration authority's name that the ring, read as `text`, bears out best."""
    reader = witness.reader
    if not isinstance(reader, SteppedReader):
        return None
    return best_sighting(likely_authorities(text), witness.weighed, reader, prior=authority_odds)


def _between_ends(text: Recognition, stretch: Stretch) -> float | None:
    """The angle half way from the last character to the first; None where there is no text."""
    if not text.character_places:
        return None
    first, last = stretch.angle(text.character_places[0]), stretch.angle(text.character_places[-1])
    return (first + last) / 2 - pi


def _recognised(reader: Reader, strips: Sequence[Picture]) -> _Witness:
    """What `reader` makes of `strips`."""
    if not isinstance(reader, SteppedReader):
        return _Witness(reader, list(reader.recognise(strips)), [])
    weighed = list(reader.probabilities(strips))
    return _Witness(reader, [reader.decode(probabilities) for probabilities in weighed], weighed)


def _agree(readings: Sequence[Recognition], whole: Recognition, expected_names: Sequence[str], sure: float) -> bool:
    """Whether all are `sure`, the same and without holes; and the same as an expected name that they nearly are."""
    texts = [trimmed(reading) for reading in readings]
    text = texts[0].text
    if len({other.text for other in texts}) > 1 or len(text) < FEWEST_CHARACTERS or text not in whole.text * 2:
        return False
    nearly = any(NEARLY < Levenshtein.normalized_similarity(text, name) < 1 for name in expected_names)
    return min(other.score for other in texts) > sure and not nearly and not any(has_hole(other) for other in texts)
