"""A folder of hostile files, each handed in as the certificate of a whole submission, and a good one after them."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.factories import write_folder
from tests.specimens.case import draw_case
from tests.specimens.inbox import write_submission

ENGINE_TEXT = re.compile(r"Traceback|Error\b|PDFium|libpng|libjpeg|cv2|/(tmp|work|home|usr)/", re.IGNORECASE)
"""What no message for people may hold."""
COMMAND = (str(Path(sys.executable).with_name("zhenghe")),)
NOTES = (".md", ".txt")
"""What lies beside the files to explain them."""


@dataclass(frozen=True)
class HostileReport:
    """What became of the files."""

    outcomes: Counter[str]
    seconds: float
    wrong: tuple[str, ...]

    @property
    def text(self) -> str:
        """For people."""
        lines = [f"{self.outcomes.total()} hostile files, twice, in {self.seconds:.0f} s"]
        lines += [f"  {count:5} × {outcome}" for outcome, count in self.outcomes.most_common()]
        return "\n".join([*lines, *self.wrong])


def hand_in(files: list[Path], folder: Path, command: tuple[str, ...] = COMMAND) -> HostileReport:
    """Verify them all, twice, each time with a database of its own."""
    inbox = folder / "inbox"
    for number, file in enumerate(files):
        # The bytes decide; a name that the inbox takes for another slot would tell nothing of them.
        certificate = f"certificate{file.suffix or '.bin'}"
        write_folder(inbox, f"hostile-{number:04}", {certificate: file.read_bytes(), "letter.png": b""})
    good = write_submission(inbox, draw_case(2026, "clean", drawn_on=dt.datetime.now(dt.UTC).date()))
    begun = time.monotonic()
    first, again = (_results(inbox, folder / f"results-{run}.jsonl", command) for run in (1, 2))
    wrong = [f"{name}: {first[name]} and then {again.get(name)}" for name in first if first[name] != again.get(name)]
    handed_in = [f"hostile-{number:04}" for number in range(len(files))]
    wrong += [f"{name} has no outcome" for name in handed_in if name not in first]
    wrong += [f"{name}: engine text" for name, outcome in first.items() if ENGINE_TEXT.search(outcome)]
    if "certificate_type" in first.pop(good.name, "certificate_type"):
        wrong.append("the good submission after them was not read")
    return HostileReport(Counter(first.values()), time.monotonic() - begun, tuple(wrong))


def files_of(folder: Path) -> list[Path]:
    """The files of a collection, without the notes on it."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in NOTES)


def _results(inbox: Path, results: Path, command: tuple[str, ...]) -> dict[str, str]:
    """By submission: what went wrong with its certificate, or that it was read."""
    arguments = ["verify", str(inbox), "--results", str(results), "--scratch"]
    done = subprocess.run([*command, *arguments], env=os.environ, check=False, capture_output=True)
    lines = results.read_text(encoding="utf-8").splitlines() if results.exists() else []
    found = {}
    for line in lines:
        result = json.loads(line)
        certificate = [problem for problem in result["problems"] if problem["part"] == "certificate"]
        told = [f"certificate_type {problem['code']}: {problem['message']}" for problem in certificate]
        found[result["submission"]] = told[0] if told else f"read as {result['documents']['certificate']['type']}"
    return found if done.returncode in (0, 3) else {}
