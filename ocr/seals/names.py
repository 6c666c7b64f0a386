"""Names on seals: their normal form, and the words that tell an authority's or a special-purpose seal."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz import fuzz

AUTHORITY_NAMES = (
    "市场监督管理局",
    "市场监督管理委员会",
    "工商行政管理局",
    "工商行政管理总局",
    "市场监督管理总局",
    "工商质量监督管理局",
    "食品药品工商质量监督管理局",
    "食品药品监督管理局",
    "质量技术监督局",
    "行政审批服务局",
    "行政审批局",
    "政务服务管理局",
    "政务服务和大数据管理局",
    "事业单位登记管理局",
    "事业单位监督管理局",
    "机构编制委员会办公室",
    "机构编制委员会",
    "民政局",
    "民政厅",
    "民政部",
    "司法厅",
    "司法局",
    "总工会",
)
"""The ends of the names of registration authorities (登记机关)."""
AUTHORITY_TAIL = re.compile(r"([\u4e00-\u9fff]{0,8}(分局|支局|管理所|监管所))?(\d+|[\u4e00-\u9fff]{0,6}专用章?)?$")
AUTHORITY = re.compile("(" + "|".join(sorted(AUTHORITY_NAMES, key=len, reverse=True)) + ")")
LONG_AUTHORITY_NAMES = tuple(name for name in AUTHORITY_NAMES if len(name) >= 6)
NEARLY = 88.0
"""Likeness in percent from which a long authority's name counts although a character was misread."""

SPECIAL_WORDS = re.compile(
    "专用|财务|合同|发票|报关|业务章|人事|劳资|档案|资料|技术章|质检|检验|收讫|付讫|现金|仓库|骑缝|更正|校对|"
    "项目|工会|党委|党支部|支部|总支|党组|纪委|团委|委员会|分公司|分店|分部|分厂|分院|分校|办事处|门市|经营部|"
    "[部处科室股组]$|办公室|办$|中心$|车间|工段|[(（][0-9一二三四五六七八九十]+[)）]|[(（]?[0-9]{1,2}[)）]?$"
)
"""Words by which a special-purpose or department seal (专用章, 部门章) differs from the legal-name seal."""
PLAIN_LINES = frozenset({"公章", "行政公章", "行政章", "印章", "专章"})
"""Lines below the star that say no more than that it is a seal."""


def normal(name: str) -> str:
    """`name` with forms of the same character made one (NFKC), and without spaces, brackets and other marks."""
    plain = unicodedata.normalize("NFKC", name).upper()
    return "".join(character for character in plain if character.isalnum())


def is_authority(name: str) -> bool:
    """Whether `name` ends as a registration authority's does, its branch or office (分局, 所) included."""
    plain = normal(name)
    for match in AUTHORITY.finditer(plain):
        if AUTHORITY_TAIL.fullmatch(plain[match.end() :]):
            return True
    return any(fuzz.ratio(plain[-len(end) :], end) >= NEARLY - 6 * (len(end) < 8) for end in LONG_AUTHORITY_NAMES)


def special_words(text: str, unit_name: str = "") -> str:
    """The first special-purpose or department word in `text` that is no part of the unit's own name; empty if none."""
    for match in SPECIAL_WORDS.finditer(unicodedata.normalize("NFKC", text)):
        if match.group() not in unicodedata.normalize("NFKC", unit_name):
            return match.group()
    return ""
