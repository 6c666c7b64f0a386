"""Names with one character that looks like another."""

import random

from tests.evaluation.look_alikes import Asked, drawn_name, table, with_look_alike
from tests.training.characters import RARE
from tests.training.look_alikes import look_alikes

NAME = "岳阳市示例社会工作服务中心"


def test_one_character_alone_is_another_one_that_looks_like_it() -> None:
    for seed in range(20):
        engraved = with_look_alike(random.Random(seed), NAME)
        (changed,) = [pair for pair in zip(NAME, engraved, strict=True) if pair[0] != pair[1]]
        assert changed[1] in look_alikes(changed[0])


def test_every_third_name_has_a_rare_character() -> None:
    names = [drawn_name(random.Random(seed)) for seed in range(200)]
    assert 0.2 < sum(any(character in RARE for character in name) for name in names) / len(names) < 0.6


def test_true_and_false_names_are_counted_apart_for_each_reader() -> None:
    drawn = table([Asked(True, (0.9, 0.1, 0.5)), Asked(True, (0.1, 0.1, 0.1)), Asked(False, (0.0, 0.45, 0.3))])
    rows = list(zip(*(column.cells for column in drawn.columns), strict=True))
    assert ("stock", "0.40", "1 of 2", "0 of 1") in rows
    assert ("hard text", "0.40", "0 of 2", "1 of 1") in rows
    assert ("both", "0.40", "1 of 2", "0 of 1") in rows
