"""How a page is looked over for an annotation: first without its print, on the smallest pictures."""

from __future__ import annotations

from ocr.engines import Picture, Quad
from ocr.marking.looks import BARE_SIDES, over_the_page
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
