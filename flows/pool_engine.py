"""The Prefect server of a work pool, which runs somewhere else: a command joins it, where it answers."""

from __future__ import annotations

from flows.engine_server import answers
from flows.engine_settings import address, for_service, put_in_force
from models.errors import ConfigurationError
from models.settings import Settings


class EngineAway(ConfigurationError):
    """The server that the machines of a pool are told their work by does not answer."""

    code = "ENGINE_AWAY"
    message_zh = (
        "任务调度服务没有应答，尚未开始任何工作。"
        "请检查 ZHENGHE_PREFECT_URL、该服务是否在运行以及本机能否访问，然后重试。"
    )
    message_en = (
        "The service that hands out the work does not answer, so nothing was begun. "
        "Check ZHENGHE_PREFECT_URL, that the service runs and that this machine reaches it, then try again."
    )


def join_pool(settings: Settings) -> None:
    """Put the pool's server in force for what this process does. Raises EngineAway where it does not answer."""
    put_in_force(for_service(settings))
    if not answers(f"{address(settings)}/health"):
        raise EngineAway
