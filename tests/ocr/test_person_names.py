"""Which characters of a person's name are likelier than others before anybody looks at the ink."""

import pytest

from ocr.person_names import IN_NAMES, odds_in_person_name


@pytest.mark.parametrize(
    ("name", "character", "rival"),
    [
        ("熊红珍", "珍", "除"),
        ("柴峰海", "柴", "紫"),
        ("彭雨杰", "雨", "面"),
        ("欧阳菊", "阳", "附"),
        ("欧阳菊", "菊", "面"),
    ],
)
def test_a_rival_that_names_hardly_have_is_unlikely(name: str, character: str, rival: str) -> None:
    assert odds_in_person_name(name, name.index(character), rival) == IN_NAMES


@pytest.mark.parametrize(
    ("name", "character", "rival"),
    [
        ("熊红珍", "珍", "玲"),
        ("柴峰海", "柴", "宋"),
        ("涂婷昌", "婷", "妤"),
        ("司马文", "马", "徒"),
        ("李燕", "燕", "□"),
    ],
)
def test_another_name_is_possible(name: str, character: str, rival: str) -> None:
    assert odds_in_person_name(name, name.index(character), rival) == 1


def test_nothing_is_known_where_nothing_stands_against_a_character() -> None:
    assert odds_in_person_name("李燕", 1, "") == 1
