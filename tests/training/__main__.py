"""Command line: `python -m tests.training` draws hard text and trains the recogniser on it."""

from __future__ import annotations

import os
import random
import statistics
import time
from pathlib import Path

import click
import torch

from tests.training.fitting import Fitting
from tests.training.loading import drawn_batches
from tests.training.network import Network, stock_model

TOLD, SAVED = 50, 8 * 60
"""Steps between two lines of progress; seconds after which the model is written again."""


@click.command()
@click.option("--minutes", default=120.0, show_default=True, help="How long to train.")
@click.option(
    "--output",
    default=Path("ocr/engines/hard_text.onnx"),
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The model that is written.",
)
@click.option("--workers", type=int, default=None, help="Processes that draw; all processors but one unless given.")
@click.option("--begin", type=click.Path(exists=True, path_type=Path), help="The model to begin from; the stock one.")
@click.option("--mean", is_flag=True, help="Write the mean of what was begun from and what came of it.")
@click.option("--seed", default=1, show_default=True, help="What is drawn follows from it.")
def main(minutes: float, output: Path, workers: int | None, begin: Path | None, seed: int, *, mean: bool) -> None:
    """Train RapidOCR's recogniser further on drawn rings of seals and lines, and write it as ONNX."""
    processors = len(os.sched_getaffinity(0))
    drawing = max(0, processors - 1) if workers is None else workers
    torch.set_num_threads(max(1, processors - drawing))
    torch.manual_seed(seed)
    origin = begin or stock_model()
    fitting = Fitting(Network(origin), random.Random(seed))
    _train(fitting, 60 * minutes, output, seed, drawing)
    learnt = fitting.settle()
    _save(learnt.mean_with(Network(origin)) if mean else learnt, output)
    click.echo(f"{fitting.steps} steps; the model is in {output}")


def _train(fitting: Fitting, seconds: float, output: Path, seed: int, workers: int) -> None:
    """Learn until the time is over; what was learnt so far is written now and then."""
    begun = saved = time.monotonic()
    losses: list[float] = []
    for batch in drawn_batches(seed, frozenset(fitting.network.characters), workers):
        now = time.monotonic()
        if now - begun >= seconds:
            break
        losses.append(fitting.step(batch, (now - begun) / seconds))
        if fitting.steps % TOLD == 0:
            lately = statistics.fmean(losses[-TOLD:])
            click.echo(f"{(now - begun) / 60:.1f} minutes, {fitting.steps} steps, loss per character {lately:.3f}")
        if now - saved >= SAVED:
            _save(fitting.settle(), output)
            saved = now


def _save(network: Network, output: Path) -> None:
    """Write the model beside its place first, so that there is a whole one at any moment."""
    unfinished = output.with_suffix(".unfinished")
    network.save(unfinished)
    unfinished.replace(output)


if __name__ == "__main__":
    main()
