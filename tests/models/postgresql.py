"""A PostgreSQL server for the length of a test run: in a folder of its own, reached through a socket in it.

The same server may be killed as by a power cut and started again, and it may listen on an address for other machines.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

_DISTRIBUTIONS = Path("/usr/lib/postgresql")
_CONNECTIONS = ("-c", "max_connections=220")
QUICK = ("-c", "fsync=off")
"""For tests of everything but a power cut."""
_PATIENCE = 60.0
_WHILE_SOMEBODY_LISTENS = '"$@" & cat; kill -INT $!; wait'
"""A shell's words: run a program until the standard input ends, as it does with the process at its other end, however
that one ends; then stop it."""
_UNTIL_NOBODY_LISTENS = 'cat; for n in $(seq 100); do rm -rf "$0" && exit; sleep 0.1; done'
"""A shell's words: remove a folder when the standard input ends, as soon as nobody writes into it any more."""


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
    with Cluster.made(programs) as cluster:
        cluster.start(*QUICK)
        yield cluster.url


class Cluster:
    """The rows of one server, in a folder that is gone with this process; the server may be started again and again."""

    def __init__(self, programs: Path, folder: Path) -> None:
        """Make the rows in `folder`, which is new."""
        self._programs, self._folder = programs, folder
        self._user = _unprivileged_user(folder)
        self._keeper: subprocess.Popen[bytes] | None = None
        self._remover = subprocess.Popen(["sh", "-c", _UNTIL_NOBODY_LISTENS, folder], stdin=subprocess.PIPE)
        made: list[str | Path] = ["-D", folder / "rows", "-U", "zhenghe", "-A", "trust", "-N", "-E", "UTF8"]
        _run(self._user, programs / "initdb", *made)

    @classmethod
    @contextmanager
    def made(cls, programs: Path) -> Iterator[Cluster]:
        """A new one, whose server is stopped at the end of the context."""
        cluster = cls(programs, Path(tempfile.mkdtemp(prefix="zhenghe-postgresql-")))
        try:
            yield cluster
        finally:
            cluster.stop()
            cluster._remover.communicate(timeout=_PATIENCE)

    @property
    def url(self) -> str:
        """The address of the database that every server has, on this machine."""
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        """The address of a database, on this machine."""
        return f"postgresql+psycopg://zhenghe@/{database}?host={self._folder}"

    def open_to(self, network: str) -> None:
        """Believe whoever comes from `network`, as in 10.0.0.0/24; before the server is started."""
        with (self._folder / "rows" / "pg_hba.conf").open("a", encoding="ascii") as rules:
            rules.write(f"host all all {network} trust\n")

    def start(self, *options: str, listen: str = "", port: int = 5432) -> None:
        """Start the server, and wait until it answers; on the network it listens only on `listen`."""
        where = ["-k", str(self._folder), "-p", str(port), "-c", f"listen_addresses={listen}"]
        rows: list[str | Path] = [self._programs / "postgres", "-D", self._folder / "rows"]
        server = [*rows, *where, *_CONNECTIONS, *options]
        with (self._folder / "log").open("ab") as log:
            self._keeper = subprocess.Popen(
                ["sh", "-c", _WHILE_SOMEBODY_LISTENS, "keeper", *server],
                user=self._user,
                cwd="/",
                stdin=subprocess.PIPE,
                stderr=log,
            )
        self._wait_until_ready(port)

    def kill(self) -> None:
        """Kill the server and everything of it at once, as a power cut does: nobody has time to write anything."""
        server = self.server
        doomed = [server, *server.children(recursive=True)]
        for process in doomed:
            _send(process, signal.SIGSTOP)
        for process in [*doomed, *_children(server)]:
            _send(process, signal.SIGKILL)
        psutil.wait_procs(doomed, timeout=_PATIENCE)

    def stop(self) -> None:
        """Let the server end what it is at, and wait for that; one that is gone already is none to wait for."""
        if self._keeper is not None:
            self._keeper.communicate(timeout=_PATIENCE)
            self._keeper = None

    @property
    def has_server(self) -> bool:
        """Whether a server is running, or is at its end."""
        try:
            return self.server.is_running()
        except (FileNotFoundError, psutil.NoSuchProcess):
            return False

    @property
    def server(self) -> psutil.Process:
        """The process that all others of the server come from."""
        number = (self._folder / "rows" / "postmaster.pid").read_text(encoding="ascii").splitlines()[0]
        return psutil.Process(int(number))

    def _wait_until_ready(self, port: int) -> None:
        deadline = time.monotonic() + _PATIENCE
        ready: list[str | Path] = [self._programs / "pg_isready", "-q", "-h", self._folder, "-p", str(port)]
        while subprocess.run(ready, check=False).returncode != 0:
            if time.monotonic() > deadline:
                raise TimeoutError((self._folder / "log").read_text(encoding="utf-8"))
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


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _send(process: psutil.Process, number: int) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return
