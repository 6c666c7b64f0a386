"""Backup (备份) in one file: the database as it was at one moment, and every content of the store.

The database comes first and the store after it: the store only ever gains contents, so that each row of the copy finds
what it names. The keys of personal data are not in it: a backup that gets lost tells no number of anybody. It holds

    manifest.json     what follows, and which version it is of
    database          a SQLite file, or what pg_dump writes
    store/<sha256>    each content
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, make_url

from flows.workplace import Workplace
from models.base import now
from models.errors import StorageError, ZhengheError
from models.migrations import newest_revision

MANIFEST, DATABASE, STORE = "manifest.json", "database", "store/"
FORMAT = 1


class BackupFailed(ZhengheError):
    """The copy could not be made or put back."""

    code = "BACKUP_FAILED"
    message_zh = "备份或恢复未完成，原有数据没有改动。请检查磁盘空间、文件是否完整、PostgreSQL 客户端是否已安装。"
    message_en = (
        "The backup or its restoration was not finished, and nothing that was there is changed. "
        "Check the space left, whether the file is whole, and whether PostgreSQL's client programs are installed."
    )


def write_backup(workplace: Workplace, path: Path) -> dict[str, int]:
    """Write everything into `path`, which appears whole or not at all; gives how many contents and bytes.

    Raises BackupFailed.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.touch(mode=0o600)
        partial.chmod(0o600)
        contents = _write(workplace, partial)
        partial.replace(path)
    except (OSError, tarfile.TarError, sqlite3.Error, subprocess.SubprocessError, StorageError) as error:
        raise BackupFailed from error
    finally:
        partial.unlink(missing_ok=True)
    return {"contents": contents, "bytes": path.stat().st_size}


def program_environment(address: URL) -> tuple[str, dict[str, str]]:
    """How PostgreSQL's programs find the database: its address, and the environment with the password."""
    plain = URL.create(
        "postgresql", address.username, None, address.host, address.port, address.database, address.query
    ).render_as_string()
    password = {"PGPASSWORD": str(address.password)} if address.password else {}
    return plain, {**os.environ, **password}


def _write(workplace: Workplace, path: Path) -> int:
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder, tarfile.open(path, "w") as archive:
        database = Path(folder) / DATABASE
        _copy_database(workplace.engine, workplace.settings.database, database)
        manifest = {
            "format": FORMAT,
            "made_at": now().isoformat(),
            "database": workplace.engine.dialect.name,
            "revision": newest_revision(),
            "sha256": _hash_of(database),
        }
        _add(archive, MANIFEST, json.dumps(manifest).encode())
        archive.add(database, DATABASE)
        count = 0
        for kept in workplace.store.contents():
            if kept.sha256:
                _add(archive, STORE + kept.sha256, workplace.store.get(kept.sha256))
                count += 1
    _write_through(path)
    return count


def _copy_database(engine: Engine, address: str, target: Path) -> None:
    if engine.dialect.name == "sqlite":
        source = make_url(address).database or ""
        with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
            here.backup(there)
        return
    found, environment = program_environment(make_url(address))
    command = ["pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file", str(target), found]
    subprocess.run(command, env=environment, check=True, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member: Any = tarfile.TarInfo(name)
    member.size = len(content)
    member.mode = 0o600
    archive.addfile(member, io.BytesIO(content))


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_through(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
