"""make torture: every fault at every write, two nights at once, and a folder of hostile files; prints figures."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from flows.logs import set_up_logs
from tests.torture.faults import Fault, Kind
from tests.torture.hostile import files_of, hand_in
from tests.torture.trials import count_writes, prepare, try_all, try_together


def main() -> int:
    """Everything in full; exit status 1 where something was lost."""
    parser = argparse.ArgumentParser(prog="make torture", description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="only every n-th write")
    parser.add_argument("--hostile", type=Path, help="a folder of files, each of which is handed in as a document")
    arguments = parser.parse_args()
    set_up_logs("CRITICAL")
    with tempfile.TemporaryDirectory(prefix="zhenghe-torture-") as name:
        return _torture(Path(name), arguments.every, arguments.hostile)


def _torture(folder: Path, every: int, hostile: Path | None) -> int:
    prepared = prepare(folder / "prepared")
    writes = count_writes(prepared, folder / "counted")
    print(f"{writes} writes in a night and a morning", flush=True)
    report = try_all(prepared, folder, (Fault(kind, at) for kind in Kind for at in range(1, writes + 1, every)))
    print(report.text, flush=True)
    together = [wrong for number in range(5) for wrong in try_together(prepared, folder / f"together-{number}")]
    print(f"two nights at once, five times: {together or 'nothing wrong'}", flush=True)
    wrong = [*report.faults, *together]
    if hostile is not None:
        handed_in = hand_in(files_of(hostile), folder / "hostile")
        print(handed_in.text, flush=True)
        wrong += handed_in.wrong
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
