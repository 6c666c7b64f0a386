"""The files in deploy/ that people copy from, and what the project itself knows of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from flows.command_line import _COMMANDS
from models.settings import Settings
from tests.house.project import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
COMMANDS = frozenset(_COMMANDS)
SETTINGS = frozenset(f"ZHENGHE_{name.upper()}" for name in Settings.model_fields)
_SETTING = re.compile(r"ZHENGHE_[A-Z_]+")


def settings_named_in(path: Path) -> set[str]:
    """The settings of the project that the file names."""
    return set(_SETTING.findall(path.read_text(encoding="utf-8")))


def compose() -> dict[str, Any]:
    """The compose file, merged."""
    content: dict[str, Any] = yaml.safe_load((DEPLOY / "container" / "compose.yaml").read_text(encoding="utf-8"))
    return content


def cluster() -> list[dict[str, Any]]:
    """What the Kubernetes example asks the cluster for."""
    return list(yaml.safe_load_all((DEPLOY / "kubernetes" / "zhenghe.yaml").read_text(encoding="utf-8")))


def pods() -> Iterator[tuple[str, dict[str, Any]]]:
    """What runs in the cluster, by name."""
    for thing in cluster():
        if thing["kind"] in ("Deployment", "Job"):
            yield thing["metadata"]["name"], thing["spec"]["template"]["spec"]


def containers() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every container of the cluster, with the name of what it belongs to."""
    for name, pod in pods():
        for container in (*pod.get("initContainers", ()), *pod["containers"]):
            yield name, container
