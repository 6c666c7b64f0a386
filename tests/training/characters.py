"""Characters by how common they are, and the words that names of units are made of."""

from __future__ import annotations

import json
import random
from importlib.resources import files

from tests.specimens import words

FIRST_ROW, FIRST_OF_LEVEL_TWO, LAST_ROW = 0xB0, 0xD8, 0xF7
EMPTY_CELLS = range(0xFA, 0xFF)
"""The end of the first level's last row, which holds nothing."""
SOURCES = (0.42, 0.14, 0.12, 0.32)
"""Shares of the characters that are drawn from the common ones, from all of the standard's, from `RARE`, and from
those that names of units are made of."""


def _rows(first: int, last: int) -> str:
    """The characters (汉字) in these rows of GB 2312."""
    return "".join(
        bytes((row, cell)).decode("gb2312")
        for row in range(first, last + 1)
        for cell in range(0xA1, 0xFF)
        if not (row == FIRST_OF_LEVEL_TWO - 1 and cell in EMPTY_CELLS)
    )


COMMON = _rows(FIRST_ROW, FIRST_OF_LEVEL_TWO - 1)
"""一级汉字: the 3755 common ones, in the order of their sounds."""
STANDARD = _rows(FIRST_ROW, LAST_ROW)
"""All of GB 2312's."""
RARE = (
    "堃赟翀喆昇甯祎玥珺垚燊骉羴鱻玘瑀璠琇琤琮瑄瑨琬琰琲瑆瑭璆璘璟璪瓛珅珝珣珧玹玭珮暐旸旻昉昺晙暘曈曦晢皓皞皛"
    "炘炅烜烔煇煐熇燏爔焜焯堉堙塬坤垣垯埕埼堺嵘峋崟崚嶒巘淏淯溁溍滢滪潆潋潞澍澔澧灏瀚禔禛祺禧祉禤稷穑穰"
    "芃芮芾苡茗荃荇莜莙菀菁菡萱葳蒗蓁蓥蔻薏薷藜蘅蘩筠筱箐箬篁篪翙翯翾翥翊鹇鹍鹗鹖鹭鹮鸢鸾鹔骁骐骕骦骢骧"
    "钰钊钲铄铠铧铨铭铱锃锜锟锴锷镔镕镒镗镝镠鑫鋆彧彣彤彪侹俍俨俶倓倬偲傃儆亶亹奭妘妤妧姝姮婧婳媄媛嫄嫣"
    "尧尕屾岽峇峣崧嵩嶷怿恺悫悰惇愔慜懋戬扆斓斐昶朕杲枞栩桉桐桢桧梓梃棪椿楙榕槿樾橹檑櫆歆毓汭汶沅沆沇沄"
)  # fmt: skip
"""Characters of firms' and persons' names that are hardly ever written elsewhere; many of them are not in GB 2312."""
WORDS: tuple[str, ...] = tuple(
    word
    for group in json.loads(files("ocr").joinpath("name_words.json").read_text(encoding="utf-8")).values()
    for word in group
)
OF_NAMES: tuple[str, ...] = tuple(sorted({character for word in WORDS for character in word} | set(words.FANCY)))


def drawn_character(chance: random.Random) -> str:
    """Draws one character, without regard to what stands beside it."""
    (source,) = chance.choices((COMMON, STANDARD, RARE, OF_NAMES), SOURCES)
    return chance.choice(source)


def drawn_characters(chance: random.Random, count: int) -> str:
    """Draws so many characters that say nothing together."""
    return "".join(drawn_character(chance) for _ in range(count))
