"""Command line: `python -m tests.specimens OUT` writes an inbox, with `sheet OUT.png` a picture for people."""

import random
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from tests.specimens.case import KINDS, QUALITIES, Case, draw_case
from tests.specimens.contact_sheet import write_contact_sheet
from tests.specimens.inbox import write_inbox
from tests.specimens.units import DRAWN_ON

CLEAN_SHARE = 0.45


def drawn_cases(
    count: int,
    seed: int,
    kinds: Sequence[str] = KINDS,
    qualities: Sequence[str] = QUALITIES,
    drawn_on: date = DRAWN_ON,
    username: str = "",
) -> Iterator[Case]:
    """Draws cases one after another: clean ones and, in turn, every other kind; qualities by chance."""
    chance = random.Random(seed)
    wrong = [kind for kind in kinds if kind != "clean"]
    chance.shuffle(wrong)
    for place in range(count):
        is_clean = not wrong or ("clean" in kinds and chance.random() < CLEAN_SHARE)
        kind = "clean" if is_clean else wrong[place % len(wrong)]
        yield draw_case(seed + place, kind, chance.choice(qualities), drawn_on=drawn_on, username=username)


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--count", default=40, show_default=True, help="How many submissions.")
@click.option("--seed", default=1, show_default=True, help="The first submission's seed.")
@click.option("--kinds", default=",".join(KINDS), help="Kinds, separated by commas.")
@click.option("--qualities", default=",".join(QUALITIES), help="Qualities, separated by commas.")
@click.option("--today", is_flag=True, help="Date the documents by today, so that they are valid now.")
@click.option("--username", default="", help="The operator's user name on all forms.")
def main(out: Path, count: int, seed: int, kinds: str, qualities: str, today: bool, username: str) -> None:
    """Draws specimen submissions into OUT: an inbox folder with its truth beside it, or a PNG contact sheet."""
    drawn_on = date.today() if today else DRAWN_ON  # noqa: DTZ011  (documents bear the local day)
    cases = drawn_cases(count, seed, kinds.split(","), qualities.split(","), drawn_on, username)
    if out.suffix == ".png":
        write_contact_sheet(out, cases)
        click.echo(f"{count} submissions drawn on {out}")
        return
    truth = write_inbox(out, cases)
    click.echo(f"{count} submissions in {out}, their truth in {truth}")


if __name__ == "__main__":
    main(sys.argv[2:] if sys.argv[1:2] == ["sheet"] else sys.argv[1:])
