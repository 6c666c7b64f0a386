"""Marking the characters that differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.privacy.masking import mask_personal
from webqueue.differences import Mark, compare


def _spelt(runs: object) -> str:
    marks = {Mark.SAME: "{}", Mark.DIFFERENT: "[{}]", Mark.MISSING: "_"}
    return "".join(marks[run.mark].format(run.text) for run in runs)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("expected", "found", "left", "right"),
    [
        ("91430602MA4TT0009T", "91430602MA4TT0O09T", "91430602MA4TT0[0]09T", "91430602MA4TT0[O]09T"),
        ("仅供注册", "仅注册", "仅[供]注册", "仅_注册"),
        ("仅注册", "仅供注册", "仅_注册", "仅[供]注册"),
        ("岳阳", "岳阳", "岳阳", "岳阳"),
        ("甲", "乙", "[甲]", "[乙]"),
    ],
)
def test_what_differs_is_marked(expected: str, found: str, left: str, right: str) -> None:
    difference = compare(expected, found)
    assert (_spelt(difference.expected), _spelt(difference.found)) == (left, right)


def test_a_difference_under_the_mask_is_marked_and_stays_masked() -> None:
    difference = compare("430602199001010013", "430602199101010013", shown=mask_personal)
    assert _spelt(difference.expected) == "430602**[*]*****0013".replace("**[*]*****", "***[*]****")
    assert "1990" not in _spelt(difference.expected)


def test_a_shown_text_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="as long"):
        compare("abc", "abd", shown=lambda text: text[1:])


@given(some.text(max_size=30), some.text(max_size=30))
def test_nothing_is_lost_and_the_same_runs_are_the_same(expected: str, found: str) -> None:
    difference = compare(expected, found)
    assert "".join(run.text for run in difference.expected) == expected
    assert "".join(run.text for run in difference.found) == found
    same = [[run.text for run in runs if run.mark is Mark.SAME] for runs in (difference.expected, difference.found)]
    assert same[0] == same[1]
