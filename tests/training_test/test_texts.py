"""What rings and lines say is mostly nothing that could be guessed."""

import random

from tests.specimens.fonts import covering
from tests.specimens.marking import PURPOSE
from tests.training.characters import COMMON, STANDARD
from tests.training.faces import FACES, HANDS, drawn_face, drawn_hand
from tests.training.texts import LONGEST_RING, Kind, line_text, ring_text


def test_there_are_as_many_characters_as_the_standard_has() -> None:
    assert len(COMMON) == 3755
    assert len(set(STANDARD)) == 6763


def test_a_ring_has_room_for_its_text() -> None:
    chance = random.Random(1)
    assert all(1 <= len(ring_text(chance)) <= LONGEST_RING for _ in range(300))


def test_most_rings_cannot_be_guessed_from_their_end() -> None:
    chance = random.Random(2)
    texts = [ring_text(chance) for _ in range(400)]
    assert 0.01 < sum(text.endswith("有限公司") for text in texts) / len(texts) < 0.2


def test_a_marking_is_often_nearly_the_required_one() -> None:
    chance = random.Random(3)
    texts = [text for text, kind in (line_text(chance) for _ in range(600)) if kind is Kind.MARKING]
    assert PURPOSE in texts
    assert any(text != PURPOSE and len(text) == len(PURPOSE) for text in texts)
    assert any(len(text) < len(PURPOSE) for text in texts)


def test_lines_of_every_kind_are_drawn() -> None:
    chance = random.Random(4)
    assert {line_text(chance)[1] for _ in range(200)} == set(Kind)


def test_a_face_has_every_character_that_is_set_in_it() -> None:
    chance = random.Random(5)
    for _ in range(20):
        text = ring_text(chance)
        assert drawn_face(chance, text) in covering(FACES, text)
        assert drawn_hand(chance, text) in covering(HANDS, text)
