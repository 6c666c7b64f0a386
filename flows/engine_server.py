"""A Prefect server for one command: on a free loopback port, and gone with the command, however that one ends."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import TracebackType
from typing import Self

from flows.tied_process import tied
from models.errors import ZhengheError

START_SECONDS = 90.0
_LOOPBACK = "127.0.0.1"


class EngineNotStarted(ZhengheError):
    """The server that runs are recorded with does not come up."""

    code = "ENGINE_NOT_STARTED"
    message_zh = "后台任务服务未能启动，尚未读取任何文件。请稍后重试；如仍出现，请联系系统管理员检查内存和磁盘空间。"
    message_en = (
        "The service that runs the work did not start, so nothing was read. "
        "Try again later, or ask the administrator to check memory and disk space."
    )


class EngineLost(ZhengheError):
    """The server went away while the command was at work."""

    code = "ENGINE_LOST"
    message_zh = (
        "后台任务服务中途停止。已读取的文件均已保存，再次运行即可继续；如再次出现，请联系系统管理员检查内存和磁盘空间。"
    )
    message_en = (
        "The service that runs the work ended midway. What was read is kept; run the command again to go on. "
        "If it happens again, ask the administrator to check memory and disk space."
    )


class EngineServer:
    """Starts at once, without waiting until it answers, so that other work can go on meanwhile; a context manager."""

    def __init__(self, environment: dict[str, str]) -> None:
        """Start the server with this environment. The calling thread must live as long as the server is wanted."""
        self.port = free_port()
        # The server application alone: the program `prefect server start` takes twice as long until it answers.
        self._process = subprocess.Popen(
            tied(
                [
                    *(sys.executable, "-m", "uvicorn", "--factory", "prefect.server.api.server:create_app"),
                    *("--host", _LOOPBACK, "--port", str(self.port), "--log-level", "critical", "--lifespan", "on"),
                ]
            ),
            env={**environment, "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        is_gone = self._process.poll() is not None
        stop(self._process)
        # Without the server an error of any kind may come of it, but none that names itself.
        if is_gone and isinstance(error, Exception) and not isinstance(error, ZhengheError):
            raise EngineLost from error

    @property
    def address(self) -> str:
        """Where the server's interface is."""
        return f"http://{_LOOPBACK}:{self.port}/api"

    def wait(self) -> None:
        """Wait until the server answers. Raises EngineNotStarted where it does not."""
        deadline = time.monotonic() + START_SECONDS
        while not answers(f"{self.address}/health"):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise EngineNotStarted
            time.sleep(0.05)


def free_port() -> int:
    """A port of this machine that nobody listens on at this moment."""
    with socket.socket() as listener:
        listener.bind((_LOOPBACK, 0))
        port: int = listener.getsockname()[1]
        return port


def answers(address: str) -> bool:
    """Whether an HTTP server answers there that all is well."""
    try:
        with urllib.request.urlopen(address, timeout=2) as response:  # noqa: S310 - a loopback address of ours  # nosec B310
            return bool(response.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def stop(process: subprocess.Popen[bytes], patience: float = 10.0) -> None:
    """End the process: asked first, killed when it does not end."""
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
