"""Changing something, once: the act and its answer in one transaction, however often the request comes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from io import BufferedIOBase
from typing import TypeVar, cast

from flask import Response, request
from pydantic import BaseModel
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from models.api_answers import Repeatable, first_answer, keep_answer
from models.audit import content_hash
from models.database import writing
from webqueue.services import services

Answer = TypeVar("Answer", bound=BaseModel)
REPEATED = "Idempotency-Replayed"
"""The header of an answer that was given before."""


def change(
    act: Callable[[Session], Answer], status: int = 200, afterwards: Callable[[Answer], None] | None = None
) -> Response:
    """Do `act` in one transaction and answer with what it gives; the first answer again for a request that comes again.

    `afterwards` is called once all is committed, and not for an answer that is given again.
    """
    repeatable = _repeatable()
    with writing(services().engine) as session:
        kept = first_answer(session, repeatable, services().settings.idempotency_hours) if repeatable else None
        if kept is not None:
            return _response(kept.status, kept.body, {REPEATED: "true"})
        done = act(session)
        body = done.model_dump_json().encode()
        if repeatable is not None:
            keep_answer(session, repeatable, status, body)
    if afterwards is not None:
        afterwards(done)
    return _response(status, body, {})


def _response(status: int, body: bytes, headers: dict[str, str]) -> Response:
    return Response(body, status, headers, mimetype="application/json")


def _repeatable() -> Repeatable | None:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    caller = request.headers.get("Authorization") or f"from {request.remote_addr}"
    return Repeatable(caller, key, _request_hash())


def _request_hash() -> str:
    """Of method, address and contents; of a form its parts, since its boundary is another one each time."""
    if request.is_json:
        contents: object = request.get_json()
    else:
        files = sorted((name, file.filename or "", _hash_of(file)) for name, file in request.files.items(multi=True))
        contents = [sorted(request.form.items(multi=True)), files]
    return content_hash([request.method, request.full_path, contents])


def _hash_of(file: FileStorage) -> str:
    digest = hashlib.file_digest(cast(BufferedIOBase, file.stream), "sha256").hexdigest()
    file.stream.seek(0)
    return digest
