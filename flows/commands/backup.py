"""zhenghe backup and zhenghe restore: everything in one file, and back."""

from __future__ import annotations

from pathlib import Path

import click

from flows.backup import write_backup
from flows.restoring import restore_backup
from flows.run_records import recorded
from flows.workplace import open_workplace
from models.settings import load_settings

_KEYS = "不含密钥 Without the keys: ZHENGHE_HOME/personal_keys, index_key"


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write database and store into FILE, beside the running service; the keys are not in it."""
    workplace = open_workplace(load_settings())
    with recorded(workplace, "backup") as counts:
        counts.update(write_backup(workplace, file))
    click.echo(f"已备份 Written: {counts['contents']} 个文件 contents, {counts['bytes']} 字节 bytes。{_KEYS}")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put FILE back into an empty database and store; then run `zhenghe migrate` and `zhenghe doctor`."""
    contents = restore_backup(load_settings(), file)
    click.echo(f"已恢复 Restored: {contents} 个文件 contents")
