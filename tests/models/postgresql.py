"""A PostgreSQL server for the length of a test run: in a folder of its own, reached through a socket in it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DISTRIBUTIONS = Path("/usr/lib/postgresql")
_OPTIONS = "-c listen_addresses= -c fsync=off -c max_connections=220 -k {folder}"
_PATIENCE = 60.0
_WHILE_SOMEBODY_LISTENS = '"$@" & cat; kill -INT $!; wait; rm -r "$0"'
"""A shell's words: run a program until the standard input ends, as it does with the process at its other end, however
that one ends; then stop it, and remove its folder."""


def installed_programs() -> Path | None:
    """The folder of the server's programs, or None where there is none."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    # Debian keeps them off PATH.
    return next(iter(sorted(_DISTRIBUTIONS.glob("*/bin"), reverse=True)), None)


@contextmanager
def running_server(programs: Path) -> Iterator[str]:
    """The address of an empty database on a server that runs as long as the context, or as this process at the most."""
    folder = Path(tempfile.mkdtemp(prefix="zhenghe-postgresql-"))
    user = _unprivileged_user(folder)
    _run(user, programs / "initdb", "-D", folder / "rows", "-U", "zhenghe", "-A", "trust", "-N", "-E", "UTF8")
    options = _OPTIONS.format(folder=folder).split()
    server = [_WHILE_SOMEBODY_LISTENS, str(folder), str(programs / "postgres"), "-D", str(folder / "rows"), *options]
    with (folder / "log").open("wb") as log:
        keeper = subprocess.Popen(["sh", "-c", *server], user=user, cwd="/", stdin=subprocess.PIPE, stderr=log)
    try:
        _wait_until_ready(programs, folder)
        yield f"postgresql+psycopg://zhenghe@/postgres?host={folder}"
    finally:
        keeper.communicate(timeout=_PATIENCE)


def _wait_until_ready(programs: Path, folder: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while subprocess.run([programs / "pg_isready", "-q", "-h", folder], check=False).returncode != 0:
        if time.monotonic() > deadline:
            raise TimeoutError((folder / "log").read_text())
        time.sleep(0.05)


def _unprivileged_user(folder: Path) -> str | None:
    # The server refuses to run as root.
    if os.geteuid() != 0:
        return None
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return user.pw_name


def _run(user: str | None, *command: str | Path) -> None:
    subprocess.run(command, check=True, user=user, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
