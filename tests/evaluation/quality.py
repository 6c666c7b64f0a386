"""`python -m tests.evaluation.quality`: which pages get a remark on their picture's quality, clean and spoiled ones."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import click
from rich.console import Console
from rich.table import Table

from ocr.engines import Reader, read_lines
from ocr.pages import Page, open_document, orientation_by
from ocr.quality import judge_quality
from ocr.reading import build_readers
from tests.specimens.case import QUALITIES, draw_case
from tests.specimens.pictures import Picture
from tests.specimens.spoiling import SPOILED

Found = dict[tuple[str, str], list[tuple[str, ...]]]
"""By what was done to the picture and its quality before: the codes of each page's remarks."""


def pages(count: int, seed: int, quality: str, reader: Reader) -> Iterator[Page]:
    """`count` clean pages of one quality, certificates and letters in turn."""
    for place in range((count + 1) // 2):
        case = draw_case(seed + place, "clean", quality)
        for content in list(case.files.values())[: count - 2 * place]:
            yield from open_document(content, orient=orientation_by(reader))


def codes(picture: Picture, reader: Reader) -> tuple[str, ...]:
    """What is said of a page that looks like this."""
    return tuple(remark.code for remark in judge_quality(picture, read_lines(reader, picture)))


def measured(clean: int, spoiled: int, seed: int, reader: Reader) -> Found:
    """Clean pages of all qualities, and photographs spoiled in each way."""
    found: Found = {}
    for quality in QUALITIES:
        found["clean", quality] = [codes(page.picture, reader) for page in pages(clean, seed, quality, reader)]
    chance = random.Random(seed)
    photographs = [page.picture for page in pages(spoiled, seed + clean, "photo", reader)]
    for code, spoil in SPOILED.items():
        found[code, "photo"] = [codes(spoil(picture, chance), reader) for picture in photographs]
    return found


def report(found: Found, console: Console) -> None:
    """One row for each way of spoiling: how many pages got the right remark, and what else was said."""
    table = Table("what was done", "quality before", "pages", "right", "remarks")
    for (done, quality), remarks in found.items():
        right = sum((done in codes) if done != "clean" else not codes for codes in remarks)
        said = Counter(code for codes in remarks for code in codes)
        words = "，".join(f"{code} {times}" for code, times in said.most_common())
        table.add_row(done, quality, str(len(remarks)), f"{100 * right / max(1, len(remarks)):.1f} %", words)
    console.print(table)


@click.command()
@click.option("--clean", default=50, show_default=True, help="Clean pages of each quality.")
@click.option("--spoiled", default=20, show_default=True, help="Photographs spoiled in each way.")
@click.option("--seed", default=32000, show_default=True, help="The first specimen's seed.")
def main(clean: int, spoiled: int, seed: int) -> None:
    """Measure the remarks on the quality of pictures."""
    report(measured(clean, spoiled, seed, build_readers("rapidocr").first), Console(width=160))


if __name__ == "__main__":
    main()
