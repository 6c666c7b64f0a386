"""`make audit`: asks the databases of known weaknesses about every pinned package, and says when none of them answers.

Exit status 0: nothing known; 1: a weakness is known; 3: no database could be asked, and that is no comfort.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements"
SERVICES = ("pypi", "osv")
"""The databases, as pip-audit names them; the second is asked where the first does not answer."""
NOBODY_ANSWERED = 3


@dataclass(frozen=True)
class Answer:
    """What a database said of a requirement file."""

    known: tuple[str, ...]
    """Weaknesses: package, version, and the names of the weakness."""
    audited: int
    """Packages that it knows."""
    passed_over: tuple[str, ...]
    """Packages that it does not know."""

    @property
    def lines(self) -> list[str]:
        """For people."""
        told = [f"{self.audited} packages asked about, {len(self.known)} with a known weakness", *self.known]
        return [*told, *(f"not known there: {name}" for name in self.passed_over)]


def answer_of(report: dict[str, Any]) -> Answer | None:
    """What pip-audit's report (its JSON format) says; None where the database knew no package: it was not there."""
    packages = report["dependencies"]
    asked = [package for package in packages if "skip_reason" not in package]
    if not asked:
        return None
    known = [_line(package) for package in asked if package["vulns"]]
    passed_over = tuple(package["name"] for package in packages if "skip_reason" in package)
    return Answer(tuple(known), len(asked), passed_over)


def ask(requirements: Path, service: str) -> Answer | None:
    """Ask a database about every package of a requirement file; None where it cannot be reached."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(requirements), "--require-hashes"]
    command += ["--disable-pip", "--progress-spinner", "off", "--format", "json", "--vulnerability-service", service]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    try:
        return answer_of(json.loads(done.stdout))
    except json.JSONDecodeError:
        return None


def main() -> int:
    """Ask about what runs in service, and about what tests and builds it."""
    status = 0
    for name in ("objects.txt", "development.txt"):
        answer = next((found for service in SERVICES if (found := ask(REQUIREMENTS / name, service)) is not None), None)
        if answer is None:
            print(f"{name}: no database of weaknesses can be reached from here; call it where one can", file=sys.stderr)
            return NOBODY_ANSWERED
        print("\n".join([f"{name}:", *answer.lines]))
        status = 1 if answer.known else status
    return status


def _line(package: dict[str, Any]) -> str:
    names = ", ".join(weakness["id"] for weakness in package["vulns"])
    return f"{package['name']} {package['version']}: {names}"


if __name__ == "__main__":
    sys.exit(main())
