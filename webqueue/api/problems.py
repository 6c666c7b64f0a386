"""The one shape in which a program is told that something could not be done."""

from __future__ import annotations

from flask import Request, Response
from pydantic import BaseModel, ConfigDict, Field
from werkzeug.exceptions import HTTPException

from models.errors import (
    DecisionError,
    DocumentError,
    PermissionDenied,
    RequestError,
    StorageError,
    SubmissionError,
    ZhengheError,
)
from webqueue.api.errors import BY_STATUS, HttpError, RequestInvalid, TokenMissing
from webqueue.registration.keys import WrongCode

PREFIX = "/api/"
_STATUS: tuple[tuple[type[ZhengheError], int], ...] = (
    (TokenMissing, 401),
    (WrongCode, 401),
    (PermissionDenied, 403),
    (DecisionError, 409),
    (RequestError, 422),
    (DocumentError, 422),
    (SubmissionError, 422),
    (StorageError, 503),
)
"""The first that fits; anything else is 500."""


class Problem(BaseModel):
    """Why a request was not done; nothing was changed."""

    model_config = ConfigDict(frozen=True)

    code: str = Field(description="Stable: programs may rely on it.", examples=["CASE_CHANGED"])
    message_zh: str = Field(description="For a person, in Chinese; ends with a way out.")
    message_en: str = Field(description="The same in English.")
    fields: dict[str, str] = Field(default_factory=dict, description="What is wrong with each field, in Chinese.")


def is_for_programs(request: Request) -> bool:
    """Whether the request is one to the API, which answers programs and not people."""
    return request.path.startswith(PREFIX)


def answer(error: Exception) -> Response:
    """The answer that tells a program of `error`; what is not in the tree of errors is told as unexpected."""
    if isinstance(error, HTTPException):
        return _told(BY_STATUS.get(error.code or 500, HttpError)(), error.code or 500)
    if isinstance(error, HttpError):
        return _told(error, error.status)
    if isinstance(error, ZhengheError):
        return _told(error, next((status for kind, status in _STATUS if isinstance(error, kind)), 500))
    return _told(ZhengheError(), 500)


def _told(error: ZhengheError, status: int) -> Response:
    fields = error.fields if isinstance(error, RequestInvalid) else {}
    problem = Problem(code=error.code, message_zh=error.chinese, message_en=error.english, fields=fields)
    headers = {"WWW-Authenticate": "Bearer" if isinstance(error, TokenMissing) else "Basic"} if status == 401 else {}
    return Response(problem.model_dump_json(), status, headers, mimetype="application/json")
