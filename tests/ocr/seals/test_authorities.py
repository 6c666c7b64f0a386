"""A worn seal of an authority is known by its place and its body; a name of another pattern is not made one."""

from __future__ import annotations

import pytest

from models.areas import areas
from ocr.seals.authorities import IN_NO_LIST, authority_odds, likely_authorities
from ocr.seals.names import AUTHORITY_NAMES, is_authority

DISTRICT = "岳阳市岳阳楼区民政局"


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("岳阳质阳楼区民政局", DISTRICT),
        ("阳市行政审批服务", "岳阳市行政审批服务局"),
        ("湘阴基市场监督管理局", "湘阴县市场监督管理局"),
        ("共华容县委机构编制委员会办公室", "中共华容县委机构编制委员会办公室"),
        ("汨罗违事业单位登记管理局", "汨罗市事业单位登记管理局"),
    ],
)
def test_a_misread_ring_is_near_its_authority(read: str, name: str) -> None:
    assert name in likely_authorities(read)


@pytest.mark.parametrize("text", ["", "湖南示例技术有限公司", "岳阳市示例水产养殖专业合作社", DISTRICT])
def test_what_is_no_authoritys_or_is_one_already_has_none(text: str) -> None:
    assert likely_authorities(text) == ()


def test_every_area_has_its_authorities() -> None:
    for area in areas():
        assert area.name + "民政局" in likely_authorities(f"{area.name}民改局")


@pytest.mark.parametrize("body", AUTHORITY_NAMES)
def test_a_body_leaves_its_characters_no_choice_and_a_place_does(body: str) -> None:
    name = f"岳阳县{body}"
    assert is_authority(name)
    assert authority_odds(name, len(name) - 1, "高") == IN_NO_LIST
    assert authority_odds(name, 2, "市") == 1.0


def test_where_two_bodies_differ_in_a_character_the_ink_alone_decides() -> None:
    assert authority_odds(DISTRICT, len(DISTRICT) - 1, "厅") == 1.0
    assert authority_odds(DISTRICT, len(DISTRICT) - 1, "高") == IN_NO_LIST
