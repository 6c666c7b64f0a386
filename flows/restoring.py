"""Putting a backup back (恢复), into an empty place only: the contents first, the database last.

A restoration that is broken off leaves no database behind, so that it is simply begun again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import IO, Any

from sqlalchemy import inspect, make_url

from flows.backup import DATABASE, FORMAT, MANIFEST, STORE, BackupFailed, program_environment
from models.database import connect
from models.errors import DecisionError, StorageError
from models.migrations import connected
from models.settings import Settings
from models.store import Store

_CHUNK = 1024 * 1024


class NotEmpty(DecisionError):
    """There is a database already."""

    code = "NOT_EMPTY"
    message_zh = "目标数据库已有内容，不能恢复到其中。请用 ZHENGHE_HOME 或 ZHENGHE_DATABASE_URL 指定一个空的位置。"
    message_en = (
        "There is something in the database already, and nothing is put over it. "
        "Name an empty place with ZHENGHE_HOME or ZHENGHE_DATABASE_URL."
    )


def restore_backup(settings: Settings, path: Path) -> int:
    """Put what is in the file where the settings say; gives how many contents. Raises NotEmpty and BackupFailed."""
    _refuse_what_is_not_empty(settings)
    settings.home.mkdir(parents=True, exist_ok=True)
    dump = settings.home / ".database.restored"
    try:
        with tarfile.open(path, "r:") as archive:
            manifest = _manifest(archive)
            contents = _restore_contents(archive, Store(settings.store), dump, manifest)
        _restore_database(settings, dump, manifest)
    except (OSError, EOFError, tarfile.TarError, subprocess.SubprocessError, StorageError) as error:
        raise BackupFailed from error
    finally:
        dump.unlink(missing_ok=True)
    return contents


def _refuse_what_is_not_empty(settings: Settings) -> None:
    address = make_url(settings.database)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
        return
    engine = connect(settings.database)
    try:
        with connected(engine) as connection:
            if inspect(connection).get_table_names():
                raise NotEmpty
    finally:
        engine.dispose()


def _manifest(archive: tarfile.TarFile) -> dict[str, Any]:
    member = archive.next()
    file = archive.extractfile(member) if member is not None and member.name == MANIFEST and member.isreg() else None
    if file is None:
        raise BackupFailed
    try:
        manifest = json.load(file)
    except ValueError as error:
        raise BackupFailed from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise BackupFailed
    return manifest


def _restore_contents(archive: tarfile.TarFile, store: Store, dump: Path, manifest: dict[str, Any]) -> int:
    count = 0
    for member in archive:
        file = archive.extractfile(member) if member.isreg() else None
        if member.name == MANIFEST or file is None:
            continue
        if member.name == DATABASE:
            if _keep(file, dump) != manifest.get("sha256"):
                raise BackupFailed
        elif store.put(file.read()) != member.name.removeprefix(STORE):
            raise BackupFailed
        else:
            count += 1
    return count


def _keep(file: IO[bytes], dump: Path) -> str:
    """Put it aside, for its owner alone; gives its SHA-256."""
    dump.touch(mode=0o600)
    digest = hashlib.sha256()
    with dump.open("wb") as target:
        while content := file.read(_CHUNK):
            digest.update(content)
            target.write(content)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest()


def _restore_database(settings: Settings, dump: Path, manifest: dict[str, Any]) -> None:
    address = make_url(settings.database)
    if manifest.get("database") != address.get_backend_name() or not dump.exists():
        raise BackupFailed
    if address.get_backend_name() == "sqlite":
        target = Path(address.database or "")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(dump, target)
        return
    found, environment = program_environment(address)
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-comments"]
    command = ["pg_restore", *options, "--dbname", found, str(dump)]
    subprocess.run(command, env=environment, check=True, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
