"""A text read with certainty, another one that is legible, and one that nobody can tell."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.alignment import Probabilities
from ocr.expected_text import Ends, agreement
from ocr.name_words import prior_odds
from tests.ocr.lines import CHARACTERS, faded, spoken

words = st.text(alphabet="注册职称评审系统账号", min_size=2, max_size=12)
ACCEPTABLE, HOPELESS = 0.33, 0.02


def confidence(text: str, *views: Probabilities, ends: Ends = Ends.CLOSED) -> float:
    found = agreement(text, views, CHARACTERS, ends)
    assert found is not None
    return found.confidence


@given(words, st.sampled_from(Ends))
def test_what_is_legible_is_borne_out(text: str, ends: Ends) -> None:
    assert confidence(text, spoken(text), ends=ends) > 0.98


@given(words, st.data(), st.sampled_from(Ends))
def test_a_legible_other_character_loses_clearly(text: str, data: st.DataObject, ends: Ends) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    found = agreement(text[:place] + "耿" + text[place + 1 :], [spoken(text)], CHARACTERS, ends)

    assert found is not None
    assert found.confidence < (HOPELESS if ends is Ends.CLOSED else ACCEPTABLE)
    assert ends is not Ends.CLOSED or found.rivals[place] == text[place]


@given(words, st.data())
def test_a_character_too_many_or_too_few_loses_clearly(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))

    assert confidence(text[:place] + text[place + 1 :], spoken(text)) < HOPELESS
    assert confidence(text[:place] + "耿" + text[place:], spoken(text)) < ACCEPTABLE


def test_between_open_ends_other_text_may_stand() -> None:
    line = spoken("仅供职称评审使用")

    assert confidence("职称评审", line, ends=Ends.OPEN) > 0.98
    assert confidence("职称评审", line) < HOPELESS


def test_an_illegible_character_is_neither_borne_out_nor_ruled_out() -> None:
    line = spoken("职称评审", {0: ("耿", 0.6)})

    assert confidence("职称评审", line) == pytest.approx(0.4, abs=0.02)


def test_what_every_view_reads_otherwise_is_illegible_and_no_rival_grows() -> None:
    views = [faded("职称评审", {0: {other: 0.6, "职": 0.3}}) for other in "仅供注册"]

    assert confidence("职称评审", views[0]) < 0.4
    assert confidence("职称评审", *views) > 0.6


def test_every_unrolling_of_a_ring_has_to_bear_a_character_out() -> None:
    clear = faded("职称评审", {0: {"职": 0.9, "仅": 0.05}})
    doubtful = faded("职称评审", {0: {"职": 0.3, "仅": 0.4}})
    against = faded("职称评审", {0: {"职": 0.003, "仅": 0.95}})

    assert confidence("职称评审", clear, doubtful, ends=Ends.RING) > 0.75
    assert confidence("职称评审", clear, against, ends=Ends.RING) < 0.5


def test_what_every_view_reads_alike_is_legible() -> None:
    views = [faded("职称评审", {0: {"仅": 0.9, "职": 0.01}}) for _ in range(4)]

    assert confidence("职称评审", *views) < HOPELESS


@pytest.mark.parametrize("ends", Ends)
def test_a_character_that_left_no_trace_is_not_made_up(ends: Ends) -> None:
    found = agreement("职称评审", [faded("职称评审", {1: {}})], CHARACTERS, ends, lambda *_: 1000.0)

    assert found is not None
    assert found.confidence < ACCEPTABLE


def test_what_was_known_before_weighs_a_doubt() -> None:
    line = spoken("岳阳市", {2: ("布", 0.8)})

    assert confidence("岳阳市", line) < ACCEPTABLE
    found = agreement("岳阳市", [line], CHARACTERS, prior=lambda *_: 12.0)
    assert found is not None
    assert found.confidence > 0.7


def test_other_writings_of_a_character_are_that_character() -> None:
    assert confidence("阳(市", spoken("陽（市")) > 0.98


def test_nothing_can_be_said_of_characters_that_the_recogniser_does_not_know() -> None:
    assert agreement("职聲", [spoken("职称")], CHARACTERS) is None


def test_nothing_can_be_said_of_a_line_shorter_than_the_text() -> None:
    assert agreement("职称评审系统", [spoken("职")], CHARACTERS) is None


PHRASE = "仅供注册职称评审系统账号使用"
HIDDEN = 0.5


def half_hidden(text: str, line: Probabilities) -> float:
    """The confidence where other ink lies over half of every character, and the words were expected beforehand."""
    found = agreement(text, [line], CHARACTERS, Ends.OPEN, _in_a_phrase, [HIDDEN] * len(text))
    assert found is not None
    return found.confidence


def _in_a_phrase(_text: str, _index: int, rival: str) -> float:
    return 40.0 if rival else 1.0


@given(st.integers(0, len(PHRASE) - 1), st.integers(1, 4))
def test_characters_that_were_left_out_are_not_taken_for_hidden_ones(first: int, count: int) -> None:
    written = PHRASE[:first] + PHRASE[first + count :]

    assert half_hidden(PHRASE, spoken(written)) < ACCEPTABLE


@given(st.integers(1, len(PHRASE) - 2))
def test_a_hidden_character_is_believed_where_the_others_leave_room_for_it(hidden: int) -> None:
    assert half_hidden(PHRASE, faded(PHRASE, {hidden: {}})) > ACCEPTABLE


@pytest.mark.parametrize("end", [0, len(PHRASE) - 1])
def test_a_hidden_character_at_an_end_may_as_well_have_been_left_out(end: int) -> None:
    assert half_hidden(PHRASE, faded(PHRASE, {end: {}})) < ACCEPTABLE


@pytest.mark.parametrize(
    ("name", "hidden", "acceptable"),
    [
        ("株洲示例有限公司", "株", True),
        ("岳阳示例有限公司", "岳", False),
        ("岳阳示例有限公司", "司", True),
        ("株洲示例有限公司", "株洲", False),
        ("岳阳示例有限公司", "公司", False),
    ],
)
def test_a_hidden_end_of_a_word_is_believed_where_the_rest_leaves_no_choice(
    name: str, hidden: str, acceptable: bool
) -> None:
    line = faded(name, {name.index(character): {} for character in hidden})
    found = agreement(name, [line], CHARACTERS, Ends.OPEN, prior_odds, [HIDDEN] * len(name))

    assert found is not None
    assert (found.confidence > ACCEPTABLE) == acceptable


def test_characters_nearer_to_each_other_than_others_are_not_both_there() -> None:
    line = spoken("职称评系审统", {3: ("审", 0.5)})
    squeezed = np.delete(line, [6, 8, 9], axis=0)

    assert confidence("职称评审系统", line[:1], spoken("职称评审系统"), ends=Ends.OPEN) > 0.98
    assert confidence("职称评审系统", squeezed, ends=Ends.OPEN) < ACCEPTABLE
