"""zhenghe engine: the Prefect server, for the machines of a work pool."""

from __future__ import annotations

import ipaddress
import os
import sys
from typing import ClassVar

import click

from flows.engine_settings import for_service
from models.errors import ConfigurationError
from models.settings import load_settings

PASSWORD = "PREFECT_SERVER_API_AUTH_STRING"  # noqa: S105 - the name of a setting


class EngineOpen(ConfigurationError):
    """It would be open to everybody."""

    code: ClassVar[str] = "ENGINE_OPEN"
    message_zh = (
        "任务服务器没有设置口令，不能对其他机器开放。"
        "请设置 PREFECT_SERVER_API_AUTH_STRING（各机器设置相同的 PREFECT_API_AUTH_STRING）后重试。"
    )
    message_en = (
        "The Prefect server has no password, so it must not be opened to other machines. "
        "Set PREFECT_SERVER_API_AUTH_STRING, and PREFECT_API_AUTH_STRING alike on every machine, then try again."
    )


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
def engine(host: str) -> None:
    """Run the Prefect server in this process, until it is stopped."""
    settings = load_settings()
    if not _is_loopback(host) and not os.environ.get(PASSWORD):
        raise EngineOpen
    environment = {**os.environ, **for_service(settings)}
    # Where its records are is set as Prefect names it; where it is found is a question of the others.
    environment.pop("PREFECT_API_URL")
    start = [sys.executable, "-m", "prefect", "server", "start", "--host", host, "--port", str(settings.prefect_port)]
    os.execve(sys.executable, start, environment)  # noqa: S606 - a program of our own environment, and no shell


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
