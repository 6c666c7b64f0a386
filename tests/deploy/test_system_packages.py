from __future__ import annotations

import os
import re
import shutil
import subprocess

import pytest

from deploy.set_up import __main__ as program
from deploy.set_up import system_packages
from deploy.set_up.system_packages import PackagesMissing, SystemPackage
from tests.specimens import fonts
from tests.specimens.fonts import Typeface


@pytest.fixture
def apt_calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands given to apt, which then does nothing."""
    calls: list[list[str]] = []

    def record(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        calls.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(system_packages, "_apt", lambda: ["apt-get"])
    monkeypatch.setattr(subprocess, "run", record)
    return calls


def _machine_with(monkeypatch: pytest.MonkeyPatch, **packages: list[bool]) -> None:
    """A machine that needs `packages`; each answers in turn whether it is there."""
    needed = tuple(SystemPackage(name, "reading", iter(answers).__next__) for name, answers in packages.items())
    monkeypatch.setattr(system_packages, "NEEDED", needed)


def test_nothing_is_asked_of_apt_where_nothing_is_missing(
    monkeypatch: pytest.MonkeyPatch, apt_calls: list[list[str]]
) -> None:
    _machine_with(monkeypatch, tesseract=[True])
    system_packages.ensure(for_benchmarks=False)
    assert apt_calls == []


def test_only_what_is_missing_is_installed(monkeypatch: pytest.MonkeyPatch, apt_calls: list[list[str]]) -> None:
    _machine_with(monkeypatch, tesseract=[True], chromium=[False, True])
    system_packages.ensure(for_benchmarks=False)
    assert [call[1] for call in apt_calls] == ["update", "install"]
    assert "chromium" in apt_calls[-1]
    assert "tesseract" not in apt_calls[-1]


@pytest.mark.usefixtures("apt_calls")
def test_a_package_that_apt_could_not_bring_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    _machine_with(monkeypatch, chromium=[False, False])
    with pytest.raises(PackagesMissing, match="chromium"):
        system_packages.ensure(for_benchmarks=False)


def test_without_apt_the_set_up_lists_what_to_install_and_ends_with_status_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _machine_with(monkeypatch, tesseract=[True], chromium=[False], fonts=[False])
    monkeypatch.setattr(system_packages, "_apt", lambda: None)
    monkeypatch.setattr("sys.argv", ["set_up"])
    assert program.main() == 1
    listed = capsys.readouterr().err
    assert re.findall(r"^  (\w+) +for ", listed, flags=re.MULTILINE) == ["chromium", "fonts"]


def test_an_ordinary_user_without_sudo_has_no_apt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "sudo" else f"/usr/bin/{name}")
    assert system_packages._apt() is None


def test_a_library_that_cannot_be_loaded_is_missing() -> None:
    assert not system_packages._library("libnothing-of-this-name.so.1")()


def test_the_fonts_that_are_installed_are_those_that_specimens_are_set_in() -> None:
    listed = [getattr(fonts, name) for name in ("SONG", "SONG_BOLD", "HEI", "HEI_BOLD", "KAI", "EMBEDDABLE")]
    single = [face for face in vars(fonts).values() if isinstance(face, Typeface)]
    used = {face.package for faces in (*listed, single) for face in faces if not face.is_hand}
    needed = {package.name for package in system_packages.NEEDED if package.name.startswith("fonts-")}
    assert needed == used
