"""The figures, as tables for people and as values for programs."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.benchmarks import figures
from tests.benchmarks.contest import Timed
from tests.benchmarks.contestants import Zhenghe
from tests.benchmarks.workers import CROWDS, Round

MEGABYTE = 1024 * 1024
PACKAGES = ("rapidocr", "openvino", "onnxruntime", "ocrmypdf")


def print_contest(times: Sequence[Timed], console: Console) -> None:
    """Who took how long, and what this software spent its time on."""
    columns = ("reader", "mean", "median", "× Zhenghe", "least to most", "processor", "× Zhenghe")
    table = _table("Seconds a submission", *columns)
    for standing in figures.standings(times, Zhenghe.name):
        wall = (f"{standing.mean:.2f}", f"{standing.median:.2f}", f"{standing.ratio:.2f}")
        spread = f"{standing.lowest:.2f} to {standing.highest:.2f}"
        processor = (f"{standing.processor:.2f}", f"{standing.processor_ratio:.2f}")
        table.add_row(standing.name, *wall, spread, *processor)
    console.print(table)
    table = _table("Zhenghe by stage", "stage", "seconds a submission", "share")
    for stage in figures.stages(times, Zhenghe.name):
        table.add_row(stage.name, f"{stage.seconds:.3f}", f"{100 * stage.share:.0f} %")
    console.print(table)


def print_workers(rounds: Sequence[Round], console: Console) -> None:
    """What a second process brings, and what a process takes."""
    table = _table("Reading processes", "processes", "documents a minute", "× one")
    for count in CROWDS:
        rate, gained = figures.documents_a_minute(rounds, count), figures.gain(rounds, CROWDS[0], count)
        table.add_row(str(count), f"{rate:.1f}", f"{gained:.2f}")
    console.print(table)
    table = _table("Memory of the largest reading process at its peak", "documents read", "megabytes")
    for round_ in rounds:
        table.add_row(str(round_.read_by_one), f"{round_.peak / MEGABYTE:.0f}")
    console.print(table)


def print_machine(console: Console) -> None:
    """What it was measured on."""
    versions = ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    console.print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; {versions}")


def values(times: Sequence[Timed], rounds: Sequence[Round]) -> dict[str, Any]:
    """All that was measured, for programs."""
    return {
        "machine": {"cores": os.cpu_count(), "versions": {name: _version(name) for name in PACKAGES}},
        "submissions": [vars(timed) for timed in times],
        "standings": [vars(standing) for standing in figures.standings(times, Zhenghe.name)],
        "stages": [vars(stage) for stage in figures.stages(times, Zhenghe.name)],
        "rounds": [{**vars(round_), "seconds": dict(round_.seconds)} for round_ in rounds],
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for index, column in enumerate(columns):
        table.add_column(column, justify="left" if index == 0 else "right")
    return table
