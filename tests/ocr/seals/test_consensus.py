from __future__ import annotations

from ocr.engines import Recognition
from ocr.seals.characters import has_hole, trimmed
from ocr.seals.consensus import consensus


def reading(text: str, start: float = 0.1, step: float = 0.05, scores: tuple[float, ...] = ()) -> Recognition:
    marks = scores or (0.95,) * len(text)
    places = tuple(start + step * index for index in range(len(text)))
    return Recognition(text, sum(marks) / max(1, len(marks)), marks, places)


def test_each_place_takes_the_character_that_most_readings_have() -> None:
    assert consensus([reading("岳阳市示例"), reading("岳阳市示列"), reading("丘阳市示例")]).text == "岳阳市示例"


def test_a_disputed_character_is_less_sure_than_the_others() -> None:
    scores = consensus([reading("岳阳市示例"), reading("岳阳市示列"), reading("岳阳市示例")]).character_scores
    assert scores[4] < 0.7 < min(scores[:4])


def test_a_character_that_some_readings_skipped_is_kept_at_its_place() -> None:
    skipped = Recognition("岳阳示例", 0.95, (0.95,) * 4, (0.1, 0.15, 0.25, 0.3))
    assert consensus([reading("岳阳市示例"), skipped, reading("岳阳市示例")]).text == "岳阳市示例"


def test_scraps_that_a_single_reading_saw_are_dropped() -> None:
    scrap = reading("专岳阳市示例", start=0.05)
    assert consensus([reading("岳阳市示例")] * 5 + [scrap]).text == "岳阳市示例"


def test_readings_with_hardly_any_text_have_no_vote() -> None:
    assert consensus([reading("岳"), reading("12"), reading("")]).text == ""
    assert consensus([]).text == ""


def test_numbers_and_strokes_at_both_ends_are_no_text() -> None:
    assert trimmed(reading("4306岳阳市示例0212")).text == "岳阳市示例"


def test_a_date_beneath_the_seal_is_no_text() -> None:
    assert trimmed(reading("示例市民政局2日")).text == "示例市民政局"
    assert trimmed(reading("示例市民政局11月12目")).text == "示例市民政局"
    assert trimmed(reading("示例市晴日")).text == "示例市晴日"


def test_a_closing_bracket_that_was_opened_belongs_to_the_text() -> None:
    assert trimmed(reading("示例中心（普通合伙）")).text == "示例中心（普通合伙）"
    assert trimmed(reading("示例中心）")).text == "示例中心"


def test_a_doubtful_first_character_is_dropped() -> None:
    assert trimmed(reading("专岳阳市", scores=(0.2, 0.9, 0.9, 0.9))).text == "岳阳市"


def test_a_character_far_from_the_others_is_dropped() -> None:
    far = Recognition("专岳阳市示例", 0.9, (0.9,) * 6, (0.0, 0.3, 0.35, 0.4, 0.45, 0.5))
    assert trimmed(far).text == "岳阳市示例"


def test_a_hole_in_the_text_is_noticed() -> None:
    assert has_hole(Recognition("岳阳示例", 0.9, (0.9,) * 4, (0.1, 0.15, 0.25, 0.3)))
    assert not has_hole(reading("岳阳市示例"))
    assert not has_hole(reading(""))
