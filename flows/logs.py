"""Logs: structured, to standard error, quiet by default, and without personal data."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

_PERSONAL = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)|[^\s@\"'<>=,;:/]+@[^\s@\"'<>=,;:/]+")
"""What looks like an ID number (身份证号码), a mobile number (手机号码) or an e-mail address (电子邮箱)."""
_HIDDEN = "***"


def set_up_logs(level: str = "WARNING", style: str = "text") -> None:
    """Write what is at least as grave as `level`: lines for people (`text`), or one JSON object each (`json`)."""
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            hide_personal,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=_to_standard_error,
        cache_logger_on_first_use=False,
    )


def hide_personal(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The event with everything hidden that looks like a number or an address of a person."""
    return {key: _without_personal(value) for key, value in event.items()}


def place_of(error: BaseException) -> str:
    """Where the error was raised; its message is left out, since it may hold what was read."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).stem}.{frames[-1].name}:{frames[-1].lineno}" if frames else ""


def _to_standard_error(*_: Any) -> structlog.PrintLogger:
    # Whatever is standard error at the moment of writing; it may have been replaced since the set-up.
    return structlog.PrintLogger(sys.stderr)


def _without_personal(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_personal(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_personal(part) for part in value]
    if isinstance(value, str):
        return _PERSONAL.sub(_HIDDEN, value)
    if isinstance(value, int) and not isinstance(value, bool) and _PERSONAL.fullmatch(str(value)):
        return _HIDDEN
    return value
