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
from typing import Any

from flows.commands.verify import UNFINISHED
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
    slowest: str
    """The file that took longest, and the seconds."""
    wrong: tuple[str, ...]

    @property
    def text(self) -> str:
        """For people."""
        lines = [f"{self.outcomes.total()} hostile files, twice, in {self.seconds:.0f} s; the slowest: {self.slowest}"]
        lines += [f"  {count:5} × {outcome}" for outcome, count in self.outcomes.most_common()]
        return "\n".join([*lines, *self.wrong])


@dataclass(frozen=True)
class _Pass:
    """All files handed in once, by the names of their submissions."""

    outcomes: dict[str, str]
    """What went wrong with the certificate, or that it was read."""
    seconds: dict[str, float]
    failure: str
    """How the command ended where it did not end well, with its last words."""


def hand_in(files: list[Path], folder: Path, command: tuple[str, ...] = COMMAND) -> HostileReport:
    """Verify them all, twice, each time with a database of its own."""
    inbox, names = folder / "inbox", {f"hostile-{number:04}": file.name for number, file in enumerate(files)}
    for name, file in zip(names, files, strict=True):
        # The bytes decide; a name that the inbox takes for another slot would tell nothing of them.
        certificate = f"certificate{file.suffix or '.bin'}"
        write_folder(inbox, name, {certificate: file.read_bytes(), "letter.png": b""})
    good = write_submission(inbox, draw_case(2026, "clean", drawn_on=dt.datetime.now(dt.UTC).date())).name
    begun = time.monotonic()
    first, again = (_hand_in_once(inbox, folder / f"results-{run}.jsonl", command) for run in (1, 2))
    wrong = [each.failure for each in (first, again) if each.failure]
    if not wrong:
        wrong = _what_is_wrong(names, first.outcomes, again.outcomes)
        if "certificate_type" in first.outcomes.get(good, "certificate_type"):
            wrong.append("the good submission after them was not read")
    outcomes = Counter(outcome for name, outcome in first.outcomes.items() if name in names)
    return HostileReport(outcomes, time.monotonic() - begun, _slowest(names, first), tuple(wrong))


def _what_is_wrong(names: dict[str, str], first: dict[str, str], again: dict[str, str]) -> list[str]:
    wrong = [f"{file} ({name}) has no outcome" for name, file in names.items() if name not in first]
    for name, file in names.items():
        if first.get(name) != again.get(name):
            wrong.append(f"{file} ({name}): {first.get(name)} and then {again.get(name)}")
        if ENGINE_TEXT.search(first.get(name, "")):
            wrong.append(f"{file} ({name}): engine text")
    return wrong


def _slowest(names: dict[str, str], handed_in: _Pass) -> str:
    taken = [(handed_in.seconds[name], file) for name, file in names.items() if name in handed_in.seconds]
    seconds, file = max(taken, default=(0.0, "none"))
    return f"{file}, {seconds:.0f} s"


def files_of(folder: Path) -> list[Path]:
    """The files of a collection, without the notes on it."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in NOTES)


def _hand_in_once(inbox: Path, results: Path, command: tuple[str, ...]) -> _Pass:
    arguments = ["verify", str(inbox), "--results", str(results), "--scratch"]
    done = subprocess.run([*command, *arguments], env=os.environ, check=False, capture_output=True, text=True)
    if done.returncode not in (0, UNFINISHED):
        last_words = done.stderr.strip().rsplit("\n", 1)[-1]
        return _Pass({}, {}, f"verify ended with status {done.returncode}: {last_words}")
    found = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    return _Pass(
        {result["submission"]: _outcome(result) for result in found},
        {result["submission"]: result["seconds"] for result in found},
        "",
    )


def _outcome(result: dict[str, Any]) -> str:
    certificate = [problem for problem in result["problems"] if problem["part"] == "certificate"]
    told = [f"certificate_type {problem['code']}: {problem['message']}" for problem in certificate]
    return told[0] if told else f"read as {result['documents']['certificate']['type']}"
