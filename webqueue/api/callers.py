"""Who calls: a program shows an account's token with each request, and has no session and no cookie."""

from __future__ import annotations

import logging
from typing import cast

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_login import LoginManager
from sqlalchemy import Engine

from models.api_tokens import ApiToken, is_use_to_be_noted, note_use, speaker
from models.database import reading, writing
from models.errors import StorageError
from webqueue.api.problems import is_for_programs
from webqueue.entrance.signed_in import Person
from webqueue.services import services

logger = logging.getLogger(__name__)


class PageSessions(SecureCookieSessionInterface):
    """Sessions for the pages alone: a browser's cookie opens nothing in the API, and so nobody can misuse it there."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of the cookie; an empty one in the API."""
        return self.session_class() if is_for_programs(request) else super().open_session(app, request)


def install(application: Flask) -> None:
    """Let tokens speak for accounts, in the API."""
    application.session_interface = PageSessions()
    manager = cast(LoginManager, application.login_manager)  # type: ignore[attr-defined]
    manager.request_loader(_person_of)


def shown_token(request: Request) -> str:
    """The token that the request shows; empty where it shows none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _person_of(request: Request) -> Person | None:
    token = shown_token(request)
    if not token or not is_for_programs(request):
        return None
    with reading(services().engine) as session:
        found = speaker(session, token)
    if found is None:
        return None
    _note_use(services().engine, found[0])
    return Person(found[1])


def _note_use(engine: Engine, token: ApiToken) -> None:
    if not is_use_to_be_noted(token):
        return
    try:
        with writing(engine) as session:
            note_use(session, token.id)
    except StorageError:
        # When it was used last is worth knowing, but no reason to refuse the request.
        logger.warning("use of token %d not noted", token.id)
