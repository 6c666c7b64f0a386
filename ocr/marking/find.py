"""Finding the purpose annotation (用途标注) on a page: in the lines that were read already, then by looking harder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.findings import Agreement, Marking, TextLine
from ocr.engines import Picture, Reader
from ocr.marking.again import agreement_at, read_again
from ocr.marking.candidates import Candidate, best_candidate, better
from ocr.marking.consensus import LEAST_LIKE, LEGIBLE, Reading, consensus, most_alike
from ocr.marking.fragments import Fragment, box_around, fragment_of
from ocr.marking.looks import around, over_the_page, seeds, turned_lines
from ocr.marking.wording import REQUIRED, means_the_same, plain, similarity

LOCATED = 0.6
"""From this similarity on it is known where the annotation stands, and the rest of the page is left alone."""
ACCEPTED = 0.33
"""Confidence of an agreement from which the required words stand there: nothing else is twice as likely anywhere."""
SETTLED, ALMOST = 5, 0.9
"""So many legible readings of the same other words settle the matter, unless the similarity reaches the second value:
then a single character may have been misread each time."""


def find_marking(
    picture: Picture, lines: Sequence[TextLine], reader: Reader, expected: str = REQUIRED, page: int = 1
) -> Marking:
    """The annotation on `picture`, whose ordinary lines are `lines`.

    Looks harder only until the `expected` words are found; what is found is what was read, never what was expected.
    `confidence` tells how sure the reading of `text` is.
    """
    required = plain(expected)
    search = _Search(picture, lines, reader, required)
    for _ in search.steps():
        if search.is_over:
            break
    search.doubt()
    search.compare()
    return _marking(search, page)


def _marking(search: _Search, page: int) -> Marking:
    best = search.best
    if best is None:
        return Marking(found=False)
    box = box_around(best.fragments)
    return Marking(True, best.text, best.similarity, box, page, best.score, search.agreement)


class _Search:
    """One search on one page: what was read so far, and the best of it."""

    def __init__(self, picture: Picture, lines: Sequence[TextLine], reader: Reader, expected: str) -> None:
        self.picture, self.lines, self.reader, self.expected = picture, lines, reader, expected
        self.fragments = [fragment for line in lines if (fragment := fragment_of(line))]
        self.best: Candidate | None = None
        self.readings: list[Reading] = []
        self.agreement: Agreement | None = None

    def steps(self) -> Iterator[None]:
        """Each step costs more than the one before."""
        self._consider(self.fragments)
        yield
        self._consider(self.fragments + turned_lines(self.picture, self.lines, self.reader))
        yield
        self._read_again()
        yield
        yield from self._around(seeds(self.fragments, self.expected))
        if not self.is_located:
            yield from self._over_the_page()
        self._read_again()
        self._agree()

    @property
    def is_over(self) -> bool:
        """Whether the words were found, or other whole ones so often that nothing is gained by going on."""
        if self.best is None or self.best.is_exact:
            return self.best is not None
        text = self.best.text
        is_whole = text[:2] == self.expected[:2] and text[-2:] == self.expected[-2:]
        alike = sum(reading.text == text and min(reading.scores) > LEGIBLE for reading in self.readings)
        return is_whole and alike >= SETTLED and self.best.similarity < ALMOST

    @property
    def is_located(self) -> bool:
        """Whether it is known where the annotation stands."""
        return self.best is not None and self.best.similarity >= LOCATED

    def doubt(self) -> None:
        """Give up the words again where the same place was also read as another writing of them, as 帐号.

        Words that the page's own lines hold were legible at once, and are believed.
        """
        if self.best is None or not self.best.is_exact or self.best == best_candidate(self.fragments, self.expected):
            return
        readings = self.readings + read_again(self.picture, self.best, self.reader, self.expected)
        others = [reading for reading in readings if means_the_same(reading.text, self.expected)]
        if others:
            other = max(others, key=lambda reading: sum(reading.scores))
            alike = similarity(self.expected, other.text)
            self.best = replace(self.best, text=other.text, scores=other.scores, similarity=alike)

    def compare(self) -> None:
        """Take those of the words for found that their place bears out, though no reading gave all of them."""
        if self.best is None or self.best.is_exact or self.best.similarity < LOCATED:
            return
        self.agreement = agreement_at(self.picture, self.best, self.reader, self.expected)
        if self.agreement is not None:
            scored = zip(self.expected, self.agreement.scores, strict=True)
            borne_out = [(character, score) for character, score in scored if score >= ACCEPTED]
            self._take(Reading("".join(text for text, _ in borne_out), tuple(score for _, score in borne_out)))

    def _consider(self, found: list[Fragment]) -> None:
        candidate = best_candidate(found, self.expected)
        if candidate is not None:
            self.readings.append(Reading(candidate.text, candidate.scores))
        self.best = better(self.best, candidate)

    def _around(self, fragments: Sequence[Fragment]) -> Iterator[None]:
        for fragment in fragments:
            for found in around(self.picture, fragment, self.reader, self.expected):
                self._consider(found)
                yield
            self._agree()
            yield

    def _over_the_page(self) -> Iterator[None]:
        for found in over_the_page(self.picture, self.lines, self.reader):
            self._consider(self.fragments + found)
            yield
            if not self.is_located:
                yield from self._around(seeds(found, self.expected))

    def _read_again(self) -> None:
        if self.best is not None and self.best.similarity >= LEAST_LIKE:
            readings = read_again(self.picture, self.best, self.reader, self.expected)
            self.readings += readings
            self._take(most_alike(readings, self.expected))
            self._agree()

    def _agree(self) -> None:
        self._take(consensus(self.readings, self.expected))

    def _take(self, reading: Reading | None) -> None:
        """Let `reading` stand for the annotation where it is more like the words than what was read there before."""
        if self.best is not None and reading is not None:
            alike = similarity(self.expected, reading.text)
            if alike > self.best.similarity:
                self.best = replace(self.best, text=reading.text, scores=reading.scores, similarity=alike)
