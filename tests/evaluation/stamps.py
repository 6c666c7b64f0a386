"""`python -m tests.evaluation.stamps`: how well a stamp is told from another one that differs in one character.

Each stamp is pressed twice and scanned, sometimes over print; and so is the same stamp with one character changed: for
any other one, and for one that looks like it (未 and 末), which is as hard as it gets. All else is by one engraver.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import click
import cv2
import numpy as np
from rich.console import Console
from rich.table import Table

from ocr.engines import Picture
from ocr.integrity.impressions import impression_of
from ocr.integrity.one_stamp import Comparison, compare_stamps
from tests.ocr.integrity.stamped import copied, ink_of_stamp, pressing, sheet_with, stamp, stored
from tests.specimens.seals import Seal
from tests.specimens.words import FANCY

LOOK_ALIKES = (
    *("未末", "日曰", "土士", "己已", "大太", "人入", "天夫", "千干", "王玉", "汨泪", "杰木", "晨辰", "宏宠", "明朋"),
    *("拓柘", "博搏", "瑞端", "恒桓", "凯铠", "洪共", "佳住", "华毕", "升开", "正王", "达这", "远运", "通诵", "诚城"),
    *("陵凌", "湘相", "洞同", "澄登", "集隼", "利和", "材村", "科料", "宇字", "泰秦", "亨享", "云去", "合台"),
)
NAMES = ("岳阳市示例技术有限公司", "湖南省某某建材贸易有限责任公司", "平江县样品种植专业合作社", "汨罗市某学校")
POOR = 0.3
"""Share of the scans that are noisy, blurred and much compressed."""


class Pair(NamedTuple):
    """Two pressings: what is true of them, and how they compare."""

    truth: str
    found: Comparison


def scanned(seal: Seal, chance: random.Random, is_poor: bool) -> Picture:
    """The impression that one pressing of `seal` leaves, as it is stored."""
    how = chance.randrange(10**6)
    ink = ink_of_stamp(seal, pressing(how, texture=chance.uniform(0.1, 0.6), wear=chance.uniform(0, 0.5)), how)
    sheet, box = sheet_with(ink, lines=chance.choice((0, 0, 3)))
    sheet = copied(sheet, how, noise=6 if is_poor else 3, quality=60 if is_poor else 80)
    if is_poor:
        sheet = np.asarray(cv2.GaussianBlur(sheet, (0, 0), 1.2), np.uint8)
    return stored(impression_of(sheet, box))


def pairs(seed: int) -> Iterator[Pair]:
    """One stamp with itself, with one that has any other character, and with one that has a look-alike."""
    chance = random.Random(seed)
    name = chance.choice(NAMES)
    place = chance.randrange(2, len(name) - 2)
    own, alike = chance.sample(chance.choice(LOOK_ALIKES), 2)
    other = chance.choice([character for character in FANCY if character not in (own, alike)])
    is_poor = chance.random() < POOR
    seal = stamp(chance.randrange(10**6), name[:place] + own + name[place + 1 :])
    clear = scanned(seal, chance, is_poor)
    for truth, character in (("one stamp", own), ("another character", other), ("a look-alike", alike)):
        pressed = replace(seal, text=name[:place] + character + name[place + 1 :])
        yield Pair(truth, compare_stamps(clear, scanned(pressed, chance, is_poor), len(name)))


@click.command()
@click.option("--count", default=200, show_default=True, help="Stamps.")
@click.option("--seed", default=52000, show_default=True, help="The first stamp's seed.")
def main(count: int, seed: int) -> None:
    """Measure how well a stamp is told from one that differs in one character."""
    cv2.setNumThreads(1)
    found = [pair for place in range(count) for pair in pairs(seed + place)]
    table = Table("two pressings of", "pairs", "taken for one stamp", "worst place: least", "median", "most")
    for truth in dict.fromkeys(pair.truth for pair in found):
        compared = [pair.found for pair in found if pair.truth == truth]
        low, middle, high = np.percentile([each.worst for each in compared], (0, 50, 100))
        accepted = sum(each.is_one_stamp for each in compared)
        table.add_row(truth, str(len(compared)), str(accepted), f"{low:.2f}", f"{middle:.2f}", f"{high:.2f}")
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
