"""Error pages: what happened in plain words, and a way out; no typed word is lost where it can be helped."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from models.errors import PermissionDenied, ZhengheError
from webqueue.api import problems as program_problems
from webqueue.language.choosing import message_of
from webqueue.language.sentences import translated
from webqueue.services import services
from webqueue.typed_words import typed_words

logger = logging.getLogger(__name__)

_TITLES = {
    400: "请求无法识别",
    403: "没有权限",
    404: "没有找到",
    405: "操作方式不正确",
    413: "文件过大",
    429: "操作过于频繁",
    500: "系统遇到意外情况",
}
_MESSAGES = {
    400: "页面提交的内容不完整。请返回上一页，刷新后重试。",
    404: "您要看的内容不存在，或不在您的权限范围内。请从首页重新进入。",
    405: "该地址不能这样打开。请从首页重新进入。",
    429: "请等待一分钟后再试。",
}
_EXPIRED = "页面已过期"
_COME_IN_AGAIN = "请重新进入"
_CLOSED = {"REGISTRATION_NOT_OPEN", "APPLICATION_NOT_OPEN"}
"""Where a number and a code open the page again."""
_EXPIRED_MESSAGE = "页面停留过久或登录已更换，为安全起见本次操作未保存。请返回并刷新页面后重试。"


def install(application: Flask) -> None:
    """Answer every error with a page of its own, and programs in the API's one shape."""
    for kind, page in _PAGES.items():
        application.register_error_handler(kind, partial(_answer, page))


def _answer(page: Callable[[Any], ResponseReturnValue], error: Exception) -> ResponseReturnValue:
    if not program_problems.is_for_programs(request):
        return page(error)
    answer = program_problems.answer(error)
    if answer.status_code >= 500:
        _log(error)
    return answer


def _expired_form(_error: CSRFError) -> ResponseReturnValue:
    return _page(400, _EXPIRED, translated(_EXPIRED_MESSAGE))


def _refused(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or 500) < 400:
        return error.get_response()
    status = error.code or 500
    return _page(status, _TITLES.get(status, _TITLES[400]), _message(status))


def _forbidden(error: PermissionDenied) -> ResponseReturnValue:
    title = _COME_IN_AGAIN if error.code in _CLOSED else _TITLES[403]
    return _page(403, title, message_of(error))


def _failed(error: ZhengheError) -> ResponseReturnValue:
    _log(error)
    return _page(500, _TITLES[500], message_of(error))


def _unexpected(error: Exception) -> ResponseReturnValue:
    _log(error)
    return _page(500, _TITLES[500], _message(500))


def _log(error: Exception) -> None:
    if isinstance(error, ZhengheError):
        logger.error("%s %s: %s", request.method, request.endpoint, error.code)
        return
    # The error's own text may hold personal data, so its kind and place alone are logged.
    place = _last_place(error)
    logger.error("%s %s: %s at %s", request.method, request.endpoint, type(error).__name__, place)


def _last_place(error: Exception) -> str:
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    return f"{frame.tb_frame.f_globals.get('__name__')}:{frame.tb_lineno}" if frame else "unknown"


_PAGES: dict[type[Exception], Callable[[Any], ResponseReturnValue]] = {
    CSRFError: _expired_form,
    HTTPException: _refused,
    PermissionDenied: _forbidden,
    ZhengheError: _failed,
    Exception: _unexpected,
}
"""By the kind of error, the most particular first."""


def _message(status: int) -> str:
    if status == 413:
        megabytes = services().settings.largest_file_megabytes
        return translated(f"上传的内容超过上限（每个文件不超过{megabytes}MB）。请压缩图片或降低扫描分辨率后重新上传。")
    if status == 403:
        return message_of(PermissionDenied())
    return message_of(ZhengheError()) if status == 500 else translated(_MESSAGES.get(status, _MESSAGES[400]))


def _page(status: int, title: str, message: str) -> ResponseReturnValue:
    kept = typed_words(request) if request.method == "POST" and status != 413 else ""
    return render_template("problem.html", status=status, title=translated(title), message=message, kept=kept), status
