"""A PostgreSQL server for the length of a test run: in a folder of its own, reached through a socket in it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DISTRIBUTIONS = Path("/usr/lib/postgresql")
_OPTIONS = "-c listen_addresses='' -c fsync=off -c max_connections=220 -k {folder}"


def installed_programs() -> Path | None:
    """The folder of the server's programs, or None where there is none."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    # Debian keeps them off PATH.
    return next(iter(sorted(_DISTRIBUTIONS.glob("*/bin"), reverse=True)), None)


@contextmanager
def running_server(programs: Path) -> Iterator[str]:
    """The address of an empty database on a server that runs as long as the context."""
    folder = Path(tempfile.mkdtemp(prefix="zhenghe-postgresql-"))
    user = _unprivileged_user(folder)
    try:
        _run(user, programs / "initdb", "-D", folder / "rows", "-U", "zhenghe", "-A", "trust", "-N", "-E", "UTF8")
        start = ("-D", folder / "rows", "-l", folder / "log", "-o", _OPTIONS.format(folder=folder), "-w", "start")
        _run(user, programs / "pg_ctl", *start)
        try:
            yield f"postgresql+psycopg://zhenghe@/postgres?host={folder}"
        finally:
            _run(user, programs / "pg_ctl", "-D", folder / "rows", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _unprivileged_user(folder: Path) -> str | None:
    # The server refuses to run as root.
    if os.geteuid() != 0:
        return None
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return user.pw_name


def _run(user: str | None, *command: str | Path) -> None:
    subprocess.run(command, check=True, user=user, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
