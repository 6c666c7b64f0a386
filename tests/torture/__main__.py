"""make torture: every fault at every write, two nights at once, and a folder of hostile files; prints figures."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from flows.logs import set_up_logs
from tests.models.postgresql import installed_programs
from tests.torture.engine import REFERENCES, try_without_engine
from tests.torture.faults import ANYWHERE, NEED_SERVER, Fault, Kind
from tests.torture.hostile import files_of, hand_in
from tests.torture.trials import count_writes, prepare, try_all, try_together
from tests.torture.yards import ServerYard, Yard

TOGETHER = 5
"""Times that two nights run at once."""


def main() -> int:
    """Everything in full; exit status 1 where something was lost."""
    parser = argparse.ArgumentParser(prog="make torture", description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="only every n-th write; 0 leaves the faults out")
    parser.add_argument("--hostile", type=Path, help="a folder of files, each of which is handed in as a document")
    arguments = parser.parse_args()
    set_up_logs("CRITICAL")
    with tempfile.TemporaryDirectory(prefix="zhenghe-torture-") as name:
        folder = Path(name)
        wrong: list[str] = []
        if arguments.every:
            wrong += [*_on_sqlite(folder, arguments.every), *_on_postgresql(folder, arguments.every)]
        if arguments.hostile is not None:
            wrong += _hostile(folder, arguments.hostile)
    return 1 if wrong else 0


def _on_sqlite(folder: Path, every: int) -> list[str]:
    yard = Yard(folder / "sqlite")
    wrong = _faults(yard, "SQLite", ANYWHERE, every)
    places = range(1, 2 * len(REFERENCES), max(4, every))
    killed = [each for done in places for each in try_without_engine(yard, f"engine-{done}", done)]
    print(f"the Prefect server killed in the night, {len(places)} times: {killed or 'nothing wrong'}", flush=True)
    return [*wrong, *killed]


def _on_postgresql(folder: Path, every: int) -> list[str]:
    programs = installed_programs()
    if programs is None:
        print("no PostgreSQL server is installed: its faults are not tried", flush=True)
        return []
    with ServerYard.opened(folder / "postgresql", programs) as yard:
        return _faults(yard, "PostgreSQL", NEED_SERVER, every)


def _faults(yard: Yard, name: str, kinds: Iterable[Kind], every: int) -> list[str]:
    prepare(yard)
    writes = count_writes(yard)
    print(f"{name}: {writes} writes in a night and a morning", flush=True)
    report = try_all(yard, (Fault(kind, at) for kind in kinds for at in range(1, writes + 1, every)))
    print(report.text, flush=True)
    together = [wrong for number in range(TOGETHER) for wrong in try_together(yard, f"together-{number}")]
    print(f"two nights at once, {TOGETHER} times: {together or 'nothing wrong'}", flush=True)
    return [*report.faults, *together]


def _hostile(folder: Path, hostile: Path) -> list[str]:
    handed_in = hand_in(files_of(hostile), folder / "hostile")
    print(handed_in.text, flush=True)
    return list(handed_in.wrong)


if __name__ == "__main__":
    sys.exit(main())
