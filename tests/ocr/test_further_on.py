"""A row of which the beginning was found, read anew in several ways."""

from __future__ import annotations

from ocr.further_on import read_further_on
from ocr.terms import end_in
from tests.ocr.printed import StandInReader, line, paper

BEGUN = line("自20", x=60, y=60).corners
ROOM = "自2020年10月10日至2030年10月10日"


def test_what_most_looks_read_is_what_stands_there() -> None:
    reader = StandInReader("自20", "自203月26日至2027年11月25日", "至2021年11月25日", "至2027年11月25日")
    found = read_further_on(paper(), BEGUN, ROOM, end_in, reader)
    assert found is not None
    assert found.value == "至2027年11月25日"
    assert found.looks == len(reader.crops) - 2
    assert found.share == found.looks / len(reader.crops)


def test_a_character_is_rather_lost_than_added() -> None:
    reader = StandInReader(*["至2027年1月25日"] * 4, *["至2027年11月25日"] * 2, "至2027年111月25日")
    found = read_further_on(paper(), BEGUN, ROOM, end_in, reader)
    assert found is not None
    assert (found.value, found.looks) == ("至2027年11月25日", 2)
    assert found.is_disputed


def test_the_whole_row_is_looked_at() -> None:
    reader = StandInReader("")
    assert read_further_on(paper(), BEGUN, ROOM, end_in, reader) is None
    assert all(crop.shape[1] > 10 * crop.shape[0] for crop in reader.crops)
