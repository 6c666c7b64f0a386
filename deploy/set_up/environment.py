"""The Python environment in `.venv/`, filled from the pinned requirement files."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache

from deploy.set_up.stamps import PROJECT, once

REQUIREMENTS = PROJECT / "requirements"
DEVELOPMENT = REQUIREMENTS / "development.txt"
BENCHMARKS = REQUIREMENTS / "bench.txt"
TRAINING = REQUIREMENTS / "training.txt"
UV = REQUIREMENTS / "uv.txt"

ENVIRONMENT = PROJECT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
COMMAND = ENVIRONMENT / "bin" / "zhenghe"


def ensure() -> None:
    """Make the environment and install into it what running, testing and checking take, and the project itself."""
    sources = [DEVELOPMENT, UV, PROJECT / "pyproject.toml"]
    once("python-environment", sources, [PYTHON, COMMAND], _make)


def ensure_benchmarks() -> None:
    """Add what the benchmarks compare with."""
    sources = [BENCHMARKS, DEVELOPMENT, UV, PROJECT / "pyproject.toml"]
    once("benchmark-packages", sources, [ENVIRONMENT / "bin" / "ocrmypdf"], lambda: install(BENCHMARKS.name))


def ensure_training() -> None:
    """Add what the recogniser for hard text is trained with."""
    sources = [TRAINING, DEVELOPMENT, UV, PROJECT / "pyproject.toml"]
    once("training-packages", sources, [ENVIRONMENT / "bin" / "torchrun"], lambda: install(TRAINING.name))


def install(requirement_file: str) -> None:
    """Add the packages of a file in `requirements/` to the environment, each checked against its hash."""
    _uv("install", "--require-hashes", "--requirements", str(REQUIREMENTS / requirement_file))


@cache
def machine_has_uv() -> bool:
    """Whether `uv` can be called; a file of that name may be a version manager's that leads nowhere."""
    if shutil.which("uv") is None:
        return False
    return subprocess.run(["uv", "--version"], capture_output=True, check=False).returncode == 0


def _make() -> None:
    if not PYTHON.exists():
        subprocess.run([*_environment_maker(), "--clear", str(ENVIRONMENT)], check=True)
    if not machine_has_uv():
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", UV], check=True)
    _uv("sync", "--require-hashes", str(DEVELOPMENT))
    _uv("install", "--no-deps", "--no-build-isolation", "--editable", str(PROJECT))


def _environment_maker() -> list[str]:
    if machine_has_uv():
        return ["uv", "venv", "--quiet", "--python", sys.executable]
    return [sys.executable, "-m", "venv"]


def _uv(*words: str) -> None:
    """Run `uv pip`, the machine's own or else the environment's, on the environment."""
    uv = ["uv"] if machine_has_uv() else [str(PYTHON), "-m", "uv"]
    subprocess.run([*uv, "pip", *words, "--quiet", "--python", str(PYTHON)], cwd=PROJECT, check=True)
