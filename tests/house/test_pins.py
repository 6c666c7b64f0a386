"""Every package is pinned with its hashes, and no file says where packages come from."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.house.project import ROOT

REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))


def _pinned(path: Path) -> dict[str, str]:
    """Name and version of each package in a requirement file, those for other systems included."""
    return dict(re.findall(r"^([a-z0-9][\w.-]*)==([\w.+!]+)", path.read_text(encoding="utf-8"), flags=re.MULTILINE))


def test_there_are_files_for_running_development_and_benchmarks() -> None:
    assert {path.stem for path in REQUIREMENTS} >= {"running", "development", "bench"}


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.stem)
def test_each_requirement_is_an_exact_version_with_a_hash(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for line, following in pairwise([*lines, ""]):
        if line.startswith("    "):
            assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?", line)
        else:
            assert re.match(r"[a-z0-9][\w.-]*==\S+", line)
            assert following.startswith("    --hash=")


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.stem)
def test_no_requirement_file_holds_an_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text


def test_training_adds_to_what_is_installed_and_changes_nothing() -> None:
    installed = _pinned(ROOT / "requirements" / "bench.txt")
    training = _pinned(ROOT / "requirements" / "training.txt")
    assert {"torch", "onnx"} <= training.keys()
    assert {name: training[name] for name in training.keys() & installed} == {
        name: installed[name] for name in training.keys() & installed
    }


@pytest.mark.parametrize("smaller", ["running", "development"])
def test_development_and_benchmarks_run_on_the_versions_of_service(smaller: str) -> None:
    service = _pinned(ROOT / "requirements" / f"{smaller}.txt")
    assert service.items() <= _pinned(ROOT / "requirements" / "bench.txt").items()


def test_only_one_opencv_is_installed() -> None:
    for path in REQUIREMENTS:
        for line in path.read_text(encoding="utf-8").splitlines():
            assert not line.startswith("opencv-python-headless") or "sys_platform == 'never'" in line


def test_the_npm_lock_file_holds_hashes_and_no_addresses() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    fetched = [package for name, package in packages.items() if name]
    assert fetched
    assert all("resolved" not in package and package["integrity"].startswith("sha512-") for package in fetched)


def test_npm_versions_are_exact() -> None:
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    for version in {**wanted["dependencies"], **wanted["devDependencies"]}.values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
