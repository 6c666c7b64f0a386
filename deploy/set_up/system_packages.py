"""What must come from the system: programs, libraries and fonts that no Python package brings."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from deploy.set_up.environment import machine_has_uv

FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")


class PackagesMissing(Exception):
    """Something is missing that this program may not or cannot install; the message lists it."""


@dataclass(frozen=True)
class SystemPackage:
    """A Debian package, what it is for, and how to see that the machine has its like already."""

    name: str
    purpose: str
    is_there: Callable[[], bool]


def _program(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


def _library(file_name: str) -> Callable[[], bool]:
    def loads() -> bool:
        try:
            ctypes.CDLL(file_name)
        except OSError:
            return False
        return True

    return loads


def _font(file_name: str) -> Callable[[], bool]:
    return lambda: any(next(folder.rglob(file_name), None) for folder in FONT_FOLDERS if folder.is_dir())


def _can_make_environments() -> bool:
    return importlib.util.find_spec("ensurepip") is not None or machine_has_uv()


def _tesseract_reads_chinese() -> bool:
    if shutil.which("tesseract") is None:
        return False
    languages = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return "chi_sim" in languages.stdout.split()


NEEDED = (
    SystemPackage("python3-venv", "the Python environment", _can_make_environments),
    SystemPackage("tesseract-ocr", "the second reader", _program("tesseract")),
    SystemPackage("tesseract-ocr-chi-sim", "the second reader's Chinese", _tesseract_reads_chinese),
    SystemPackage("libgl1", "OpenCV", _library("libGL.so.1")),
    SystemPackage("libglib2.0-0", "OpenCV", _library("libgthread-2.0.so.0")),
    SystemPackage("chromium", "the browser tests", _program("chromium")),
    SystemPackage("curl", "the tests of the API's examples", _program("curl")),
    SystemPackage("systemd", "the tests of the service units", _program("systemd-analyze")),
    SystemPackage("fonts-noto-cjk", "specimens in Hei and Song (黑体、宋体)", _font("NotoSerifCJK-Regular.ttc")),
    SystemPackage("fonts-noto-cjk-extra", "specimens in further weights of both", _font("NotoSerifCJK-Black.ttc")),
    SystemPackage("fonts-wqy-zenhei", "specimens in Hei (黑体)", _font("wqy-zenhei.ttc")),
    SystemPackage("fonts-wqy-microhei", "specimens in Hei (黑体)", _font("wqy-microhei.ttc")),
    SystemPackage("fonts-arphic-ukai", "specimens in Kai (楷体)", _font("ukai.ttc")),
    SystemPackage("fonts-arphic-uming", "specimens in Song (宋体)", _font("uming.ttc")),
    SystemPackage("fonts-arphic-gbsn00lp", "specimens in Song (宋体)", _font("gbsn00lp.ttf")),
    SystemPackage("fonts-arphic-gkai00mp", "specimens in Kai (楷体)", _font("gkai00mp.ttf")),
    SystemPackage("fonts-lxgw-wenkai", "specimens in Kai (楷体)", _font("LXGWWenKai-Regular.ttf")),
    SystemPackage("fonts-smiley-sans", "specimens in slanted Hei (黑体)", _font("SmileySans-Oblique.ttf")),
)
NEEDED_BY_BENCHMARKS = (SystemPackage("ghostscript", "OCRmyPDF, which the benchmarks compare with", _program("gs")),)


def ensure(*, for_benchmarks: bool) -> None:
    """Install what is missing through apt.

    Raises:
        PackagesMissing: there is no apt or no right to use it, or apt came back without them.
    """
    needed = NEEDED + (NEEDED_BY_BENCHMARKS if for_benchmarks else ())
    missing = _missing(needed)
    if not missing:
        return
    apt = _apt()
    if apt is None:
        raise PackagesMissing(_explain(missing))
    print("Setting up: system packages", " ".join(package.name for package in missing), flush=True)
    subprocess.run([*apt, "update", "--quiet"], check=True)
    install = ["install", "--quiet", "--yes", "--no-install-recommends"]
    subprocess.run([*apt, *install, *(package.name for package in missing)], check=True)
    if still_missing := _missing(missing):
        raise PackagesMissing(_explain(still_missing))


def _missing(packages: tuple[SystemPackage, ...]) -> tuple[SystemPackage, ...]:
    return tuple(package for package in packages if not package.is_there())


def _apt() -> list[str] | None:
    """The command that installs packages unasked, or None where this user has none."""
    if shutil.which("apt-get") is None:
        return None
    unasked = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if os.geteuid() == 0:
        return unasked
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n", *unasked]
    return None


def _explain(missing: tuple[SystemPackage, ...]) -> str:
    """What to install by hand, named as in Debian, and why."""
    width = max(len(package.name) for package in missing)
    lines = [f"  {package.name:<{width}}  for {package.purpose}" for package in missing]
    return "\n".join(["Please install these, then call make again (names as in Debian):", *lines])
