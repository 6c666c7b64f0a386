"""Pooling areas: the guide's rule row by row, and the file that the authority keeps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from models.areas import areas, find_area, suggest_area, use_areas
from models.errors import ConfigurationError

CITY = "岳阳市市场监督管理局"
DISTRICT = "岳阳市岳阳楼区市场监督管理局"


@pytest.fixture(autouse=True)
def packaged() -> Iterator[None]:
    """Every test begins and ends with the packaged areas."""
    use_areas(None)
    yield
    use_areas(None)


def suggested(authority: str, address: str) -> str | None:
    area = suggest_area(authority, address).area
    return area.name if area else None


@pytest.mark.parametrize(
    "authority", [CITY, DISTRICT, f"{CITY}经济技术开发区分局", "岳阳市行政审批服务局", "湖南省市场监督管理局"]
)
@pytest.mark.parametrize(
    ("address", "area"),
    [
        ("湖南省岳阳市岳阳楼区金鹗中路88号", "岳阳楼区"),
        ("岳阳经济技术开发区木里港路8号", "岳阳经济技术开发区"),
        ("湖南省岳阳市岳阳楼区通海路管理处1号", "岳阳经济技术开发区"),
        ("岳阳市南湖新区湖滨街道6号", "南湖新区"),
        ("湖南城陵矶新港区松阳湖路2号", "城陵矶新港区"),
        ("岳阳市云溪区云中路3号", "云溪区"),
        ("岳阳市建设路5号", None),
    ],
)
def test_where_district_or_city_registered_the_address_decides(authority: str, address: str, area: str | None) -> None:
    assert suggested(authority, address) == area


def test_where_a_county_registered_it_is_the_area_unless_the_address_disagrees() -> None:
    assert suggested("平江县市场监督管理局", "平江县汉昌街道1号") == "平江县"
    assert suggested("平江县市场监督管理局", "") == "平江县"
    assert suggested("平江县市场监督管理局", "华容县章华镇1号") is None


def test_another_city_is_named() -> None:
    assert suggest_area("长沙市市场监督管理局", "长沙市岳麓区麓谷大道1号").outside == "长沙市"


@pytest.mark.parametrize("name", ["经开区", "岳阳经济技术开发区", " 岳阳经开区 "])
def test_an_area_is_found_by_any_of_its_names(name: str) -> None:
    found = find_area(name)
    assert found is not None
    assert found.id == "yy-jkq"


def the_table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(files("models").joinpath("areas.json").read_text(encoding="utf-8"))
    return table


def write(folder: Path, table: dict[str, Any]) -> Path:
    path = folder / "areas.json"
    path.write_text(json.dumps(table), encoding="utf-8")
    return path


def test_the_authoritys_own_file_takes_the_place_of_the_packaged_one(tmp_path: Path) -> None:
    table = the_table()
    zone = next(entry for entry in table["areas"] if entry["id"] == "yy-dongfenghu")
    zone["places"] = ["奇家岭街道"]
    assert suggested(CITY, "岳阳市岳阳楼区奇家岭街道1号") == "岳阳楼区"
    use_areas(write(tmp_path, table))
    assert suggested(CITY, "岳阳市岳阳楼区奇家岭街道1号") == "东风湖新区"


@pytest.mark.parametrize(
    "change",
    [
        {"central": "yy-000000"},
        {"owner": ""},
        {"areas": []},
        {"areas": [{"id": "a"}]},
        {"extra": 1},
    ],
)
def test_a_broken_file_is_named_and_the_areas_stay(tmp_path: Path, change: dict[str, Any]) -> None:
    before = areas()
    with pytest.raises(ConfigurationError) as refused:
        use_areas(write(tmp_path, {**the_table(), **change}))
    assert "ZHENGHE_AREAS" in refused.value.chinese
    assert areas() == before


def test_two_areas_of_one_name_are_a_broken_file(tmp_path: Path) -> None:
    table = the_table()
    table["areas"][1]["aliases"] = [table["areas"][0]["name"]]
    with pytest.raises(ConfigurationError):
        use_areas(write(tmp_path, table))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError):
        use_areas(tmp_path / "none.json")
