"""zhenghe deploy: tell the Prefect server which flows there are, for the machines of a work pool."""

from __future__ import annotations

from typing import ClassVar

import click

from flows.pool_engine import join_pool
from models.errors import ConfigurationError
from models.settings import Settings, load_settings


class WorkPoolMissing(ConfigurationError):
    """The settings name no work pool."""

    code: ClassVar[str] = "WORK_POOL_MISSING"
    message_zh = (
        "没有设置工作池。请在设置 ZHENGHE_WORK_POOL 和 ZHENGHE_PREFECT_URL 后重试；单机运行请用 zhenghe serve。"
    )
    message_en = "No work pool is set. Set ZHENGHE_WORK_POOL and ZHENGHE_PREFECT_URL; on one machine use zhenghe serve."


def settings_with_pool() -> Settings:
    """The settings in force. Raises WorkPoolMissing where they are for one machine."""
    settings = load_settings()
    if not settings.work_pool or not settings.prefect_url:
        raise WorkPoolMissing
    return settings


@click.command()
def deploy() -> None:
    """Make the work pool and its queues where they are missing, and all deployments anew."""
    settings = settings_with_pool()
    join_pool(settings)
    # Prefect reads its settings when it is first imported.
    from flows.pool import deploy_to_pool  # noqa: PLC0415

    for name in deploy_to_pool(settings):
        click.echo(name)
