"""What the pages and the specimens take from npm: style sheet, scripts, and the handwriting fonts."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from deploy.set_up import environment
from deploy.set_up.stamps import PROJECT, once

PACKAGES = PROJECT / "node_modules"
SERVED = PROJECT / "webqueue" / "static" / "vendor"
COPIED = {
    "tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "openseadragon.min.js": "openseadragon/build/openseadragon/openseadragon.min.js",
    "tinykeys.mjs": "tinykeys/dist/tinykeys.mjs",
    "echarts.common.min.js": "echarts/dist/echarts.common.min.js",
}


def ensure() -> None:
    """Install the npm packages of the lock file and copy what the pages load to where they are served from."""
    sources = [PROJECT / "package-lock.json", PROJECT / "package.json", Path(__file__)]
    once("front-end-assets", sources, [PACKAGES, *(SERVED / name for name in COPIED)], _fetch_and_copy)


def _fetch_and_copy() -> None:
    if shutil.which("npm") is None:
        environment.install("node.txt")
    search_path = f"{os.environ.get('PATH', os.defpath)}{os.pathsep}{environment.PYTHON.parent}"
    command = ["npm", "ci", "--ignore-scripts", "--no-progress", "--loglevel=error"]
    subprocess.run(command, cwd=PROJECT, env={**os.environ, "PATH": search_path}, check=True)
    copy()


def copy() -> None:
    """Copy what the pages load from the npm packages to where it is served from."""
    SERVED.mkdir(parents=True, exist_ok=True)
    for name, source in COPIED.items():
        shutil.copyfile(PACKAGES / source, SERVED / name)
