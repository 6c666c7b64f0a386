"""Where the rest of an annotation is looked for, told from the rows of it that were found."""

from __future__ import annotations

import pytest

from ocr.marking.candidates import Candidate
from ocr.marking.fragments import Fragment, fragment_of
from ocr.marking.rows import ROW_PITCHES, frames_of, other_frames
from ocr.marking.wording import REQUIRED, similarity
from tests.ocr.printed import line

HEIGHT = 40


def row_of(text: str, x: int = 100, y: int = 300) -> Fragment:
    found = fragment_of(line(text, x=x, y=y, height=HEIGHT))
    assert found is not None
    return found


def candidate_of(*rows: Fragment) -> Candidate:
    text = "".join(row.text for row in rows)
    return Candidate(text, (0.9,) * len(text), rows, similarity(REQUIRED, text))


def test_words_that_are_missing_at_the_ends_have_room_on_the_row() -> None:
    (whole,) = frames_of(candidate_of(row_of(REQUIRED)), REQUIRED)
    (grown,) = frames_of(candidate_of(row_of(REQUIRED[2:-1])), REQUIRED)
    found = row_of(REQUIRED[2:-1])
    pitch = found.length / len(found.text)

    assert whole[0][0] - grown[0][0] == pytest.approx(2 * pitch, abs=1)
    assert grown[1][0] > found.origin[0] + found.length + pitch


@pytest.mark.parametrize(("start", "end", "side"), [(4, 14, -1), (0, 10, 1)], ids=["above", "below"])
def test_a_row_of_words_that_is_missing_may_stand_above_or_below(start: int, end: int, side: int) -> None:
    tried = list(other_frames(candidate_of(row_of(REQUIRED[start:end])), REQUIRED))

    for frames, pitch in zip(tried, ROW_PITCHES, strict=True):
        known, new = frames[::-1] if side < 0 else frames
        assert new[0][1] - known[0][1] == pytest.approx(side * pitch * HEIGHT, abs=2)
        assert new[:, 0] == pytest.approx(known[:, 0])


def test_print_beside_a_row_is_left_out_of_it() -> None:
    print_, words = "类型有限责任公司", REQUIRED[:10]
    joined = row_of(print_ + words)
    frames = next(other_frames(candidate_of(joined), REQUIRED))
    start = joined.origin[0] + joined.length * len(print_) / len(joined.text)

    assert all(frame[0][0] == pytest.approx(start, abs=HEIGHT) for frame in frames)


def test_what_was_lost_between_two_rows_is_looked_for_on_either() -> None:
    upper, lower = row_of(REQUIRED[:3]), row_of(REQUIRED[8:], y=300 + HEIGHT)
    on_upper, on_lower, on_both = other_frames(candidate_of(upper, lower), REQUIRED)
    width = 5 * upper.length / 3

    assert on_upper[0][1][0] - on_lower[0][1][0] == pytest.approx(width, rel=0.05)
    assert on_upper[1][0][0] - on_lower[1][0][0] == pytest.approx(width, rel=0.05)
    assert (on_both[0] == on_upper[0]).all()
    assert (on_both[1] == on_lower[1]).all()


def test_what_is_missing_before_two_rows_is_looked_for_while_much_was_lost_between_them() -> None:
    upper, lower = row_of(REQUIRED[1:4]), row_of(REQUIRED[9:], y=300 + HEIGHT)
    whole_upper = row_of(REQUIRED[:4])
    tried = [frames[0][0][0] for frames in other_frames(candidate_of(upper, lower), REQUIRED)]
    untold = [frames[0][0][0] for frames in other_frames(candidate_of(whole_upper, lower), REQUIRED)]

    assert max(tried) < min(untold) - HEIGHT / 2


def test_nothing_else_is_looked_for_where_nothing_is_missing() -> None:
    assert not list(other_frames(candidate_of(row_of(REQUIRED)), REQUIRED))
