"""Outcomes kept as lines of JSON, so that a long run goes on where it was stopped, and is fitted anew at no cost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ocr.checks.thresholds import CALIBRATION
from tests.evaluation.judging import Outcome
from tests.evaluation.running import Specimen, run

_OUTCOME = TypeAdapter(Outcome)


def outcomes_of(specimens: Sequence[Specimen], file: Path, workers: int) -> Iterator[Outcome]:
    """The outcome of each specimen, from `file` where today's code read it before; new ones are added there."""
    code = digest_of_code()
    kept = _kept(file, code)
    yield from (kept[_key(specimen)] for specimen in specimens if _key(specimen) in kept)
    missing = [specimen for specimen in specimens if _key(specimen) not in kept]
    if not missing:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    if not kept:
        file.write_text(code + "\n", encoding="utf-8")
    with file.open("ab") as target:
        for outcome in run(missing, workers):
            target.write(_OUTCOME.dump_json(outcome) + b"\n")
            target.flush()
            yield outcome


def digest_of_code() -> str:
    """A hash of all that reads and checks, the thresholds apart."""
    digest = hashlib.sha256()
    for room in ("ocr", "models"):
        found = find_spec(room)
        for folder in (found and found.submodule_search_locations) or ():
            for path in sorted(Path(folder).rglob("*")):
                if path.suffix in {".py", ".json", ".toml", ".txt", ".onnx"} and path.name != CALIBRATION.name:
                    digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _kept(file: Path, code: str) -> dict[tuple[int, str, str], Outcome]:
    """What `file` holds of this code; a last line that was cut short is left out."""
    if not file.exists():
        return {}
    first, *lines = file.read_text(encoding="utf-8").splitlines()
    if first != code:
        return {}
    outcomes = [outcome for line in lines if (outcome := _outcome(line)) is not None]
    return {(outcome.seed, outcome.kind, outcome.quality): outcome for outcome in outcomes}


def _outcome(line: str) -> Outcome | None:
    try:
        return _OUTCOME.validate_json(line)
    except ValidationError:
        return None


def _key(specimen: Specimen) -> tuple[int, str, str]:
    return specimen.seed, specimen.kind, specimen.quality
