"""How a page is looked over for an annotation: first without its print, on the smallest pictures."""

from __future__ import annotations

from ocr.engines import Picture, Quad
from ocr.marking.fragments import fragment_of
from ocr.marking.looks import BARE_SIDES, MOST_SEEDS, MOST_TILES, over_the_page, seeds
from ocr.marking.wording import REQUIRED
from tests.ocr.printed import StandInReader, line, paper, set_on


class Looker(StandInReader):
    """A reader that keeps what it was to find lines on."""

    def __init__(self) -> None:
        super().__init__("")
        self.pages: list[Picture] = []

    def detect(self, picture: Picture) -> tuple[Quad, ...]:
        self.pages.append(picture)
        return ()


def test_the_first_looks_show_no_line_that_was_legible() -> None:
    reader = Looker()
    picture = set_on(paper(1200, 800), "经营范围职业技能培训", x=100, y=100, size=60)
    looks = over_the_page(picture, [line("经营范围职业技能培训", x=90, y=90, height=80)], reader)
    for _ in BARE_SIDES:
        assert next(looks) == []
    assert [max(page.shape[:2]) for page in reader.pages] == list(BARE_SIDES)
    assert all(int(page.min()) > 200 for page in reader.pages)
    next(looks)
    assert int(reader.pages[-1].min()) < 100


def test_every_writing_of_a_tiled_annotation_is_gone_into_and_words_in_passing_are_not() -> None:
    tiles = [line(REQUIRED[:8], x=100, y=100 + 90 * row, height=40) for row in range(MOST_TILES + 2)]
    passing = [line("系统集成", x=100, y=100 + 90 * row, height=40) for row in range(MOST_TILES)]
    pieces = [piece for one in (*passing, *tiles) if (piece := fragment_of(one))]

    assert [seed.text for seed in seeds(pieces, REQUIRED)] == [REQUIRED[:8]] * MOST_TILES
    assert len(seeds(pieces[: len(passing)], REQUIRED)) == MOST_SEEDS
