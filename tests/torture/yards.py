"""Where trials take place: a home, an inbox and a database, laid out anew for each of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from sqlalchemy import create_engine, text

from models.settings import Settings
from tests.models.postgresql import Cluster


@dataclass(frozen=True)
class Ground:
    """The place of one trial."""

    folder: Path
    database_url: str = ""
    """Empty for SQLite in the home folder."""

    @property
    def inbox(self) -> Path:
        """The inbox."""
        return self.folder / "inbox"

    @property
    def settings(self) -> Settings:
        """What everything there works with; nothing of the environment or of a file has a say in it."""
        chosen = {"home": self.folder / "home", "workers": 1, "least_free_megabytes": 0}
        return Settings.model_validate({**chosen, "database_url": self.database_url})


class Yard:
    """Lays grounds out, on SQLite."""

    server: Cluster | None = None
    """The database's own server."""

    def __init__(self, folder: Path) -> None:
        """Lay them out in `folder`, and the one that is copied for each trial as well."""
        self._folder = folder
        self.prepared = self._ground("prepared")

    def lay(self, name: str) -> Ground:
        """A copy of the prepared ground."""
        shutil.copytree(self.prepared.folder, self._folder / name)
        return self._ground(name)

    def clear(self, ground: Ground) -> None:
        """Take it away again."""
        shutil.rmtree(ground.folder)

    def bring_up(self) -> None:
        """Have everything run again that a trial may have ended."""

    def _ground(self, name: str) -> Ground:
        return Ground(self._folder / name)


class ServerYard(Yard):
    """Lays grounds out on PostgreSQL, a database each."""

    def __init__(self, folder: Path, server: Cluster) -> None:
        """As a yard, with its databases on a server that is running."""
        self.server: Cluster = server
        super().__init__(folder)
        self._tell("create database prepared")

    @classmethod
    @contextmanager
    def opened(cls, folder: Path, programs: Path) -> Iterator[ServerYard]:
        """One with a server of its own, which writes through to the disk as in service."""
        with Cluster.made(programs) as server:
            server.start()
            yield cls(folder, server)

    def lay(self, name: str) -> Ground:
        """A copy of the prepared ground and its database."""
        self._tell(f'create database "{name}" template prepared')
        return super().lay(name)

    def clear(self, ground: Ground) -> None:
        """Take both away again."""
        self._tell(f'drop database "{ground.folder.name}" with (force)')
        super().clear(ground)

    def bring_up(self) -> None:
        """Start the server again; where a trial started one, that one ends with its trial."""
        psutil.wait_procs([self.server.server] if self.server.has_server else [], timeout=60)
        self.server.stop()
        self.server.start()

    def _ground(self, name: str) -> Ground:
        return Ground(self._folder / name, self.server.url_of(name))

    def _tell(self, statement: str) -> None:
        engine = create_engine(self.server.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()
