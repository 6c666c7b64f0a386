"""zhenghe keys: the keys of personal data."""

from __future__ import annotations

import click

from flows.workplace import open_workplace
from models.privacy.rotation import rotate as rotate_keys
from models.settings import load_settings


@click.group()
def keys() -> None:
    """The keys that encrypt personal data."""


@keys.command()
def rotate() -> None:
    """Encrypt all personal data with a new key, and drop the older ones. It may be broken off and begun again."""
    settings = load_settings()
    changed = rotate_keys(open_workplace(settings).engine, settings)
    click.echo(f"已用新密钥加密 Encrypted with the new key: {changed}")
    if settings.personal_keys.get_secret_value():
        click.echo("可从 ZHENGHE_PERSONAL_KEYS 中删去其余密钥 The other keys may be taken out of ZHENGHE_PERSONAL_KEYS")
