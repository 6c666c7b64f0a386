"""What was measured stands in the tables, and in the file for programs."""

from __future__ import annotations

import io
import json

from rich.console import Console

from tests.benchmarks.report import print_contest, print_machine, print_workers, values
from tests.benchmarks_test.measured import OTHER, OURS, a_round, timed

TIMES = [timed(2.0, 5.0, lines=1.5)]
ROUNDS = [a_round(20.0, 12.0), a_round(20.0, 12.0, read=24, peak=900 * 1024 * 1024)]


def printed() -> str:
    console = Console(file=io.StringIO(), width=120)
    print_machine(console)
    print_contest(TIMES, console)
    print_workers(ROUNDS, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def row_of(report: str, name: str) -> list[str]:
    row = next(line for line in report.splitlines() if line.startswith(f"│ {name} "))
    return [cell.strip() for cell in row.strip("│").split("│")]


def test_each_reader_stands_in_its_row_with_its_ratio() -> None:
    report = printed()
    assert row_of(report, OURS)[:4] == [OURS, "2.00", "2.00", "1.00"]
    assert row_of(report, OTHER)[:4] == [OTHER, "5.00", "5.00", "2.50"]


def test_stages_processes_and_memory_stand_in_theirs() -> None:
    report = printed()
    assert row_of(report, "lines") == ["lines", "1.500", "75 %"]
    assert row_of(report, "2") == ["2", "60.0", "1.67"]
    assert row_of(report, "24") == ["24", "900"]


def test_all_of_it_can_be_kept_as_json() -> None:
    kept = json.loads(json.dumps(values(TIMES, ROUNDS)))
    assert kept["submissions"][0]["seconds"] == {OTHER: 5.0, OURS: 2.0}
    assert [round_["peak"] for round_ in kept["rounds"]] == [round_.peak for round_ in ROUNDS]
