"""Who may open which registration: whoever began it in this session, or has its number and its access code."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from typing import ClassVar, cast

from flask import current_app, request, session
from flask.blueprints import BlueprintSetupState
from sqlalchemy.orm import Session
from werkzeug.exceptions import TooManyRequests

from models.errors import PermissionDenied
from models.registrations import Registration, registration_of_reference
from models.steps.registering import access_hash
from webqueue.entrance.throttle import Throttle

_KEY = "registration"
_EXTENSION = "zhenghe_registration"


class WrongCode(PermissionDenied):
    """No such number, or not its code: which of them is not told."""

    code: ClassVar[str] = "ACCESS_CODE_WRONG"
    message_zh = "申请号或查询码不正确。请核对后重试；查询码遗失的，请重新办理注册。"
    message_en = "The number or its code is wrong. Try again; whoever lost the code has to register anew."


class NothingOpen(PermissionDenied):
    """No registration was opened in this session."""

    code: ClassVar[str] = "REGISTRATION_NOT_OPEN"
    message_zh = "没有打开的注册申请，或页面已过期。请用申请号和查询码重新进入。"
    message_en = "No registration is open, or the page has expired. Come in again with its number and code."


@dataclass(frozen=True)
class Slowdown:
    """What slows down whoever tries codes, identities, or beginning without end."""

    codes: Throttle = field(default_factory=Throttle)
    identities: Throttle = field(default_factory=Throttle)
    beginnings: Throttle = field(default_factory=Throttle)


def install(state: BlueprintSetupState) -> None:
    """Give the application its own counters."""
    state.app.extensions[_EXTENSION] = Slowdown()


def slow_down(counter: str, key: str) -> None:
    """Count one try; raises TooManyRequests where there were too many within a minute."""
    throttle: Throttle = getattr(cast(Slowdown, current_app.extensions[_EXTENSION]), counter)
    if throttle.is_closed(key):
        raise TooManyRequests
    throttle.fail(key)


def remember(registration: Registration) -> None:
    """Let this session work on the registration."""
    session[_KEY] = registration.id


def forget() -> None:
    """Close it in this session."""
    session.pop(_KEY, None)


def find_by_code(database: Session, reference: str, code: str) -> Registration:
    """The registration of that number, for whoever has its code. Raises WrongCode, and TooManyRequests for guessing."""
    slow_down("codes", request.remote_addr or "")
    return _opened_by(database, reference, code)


def find_by_shown_code(database: Session, reference: str, code: str) -> Registration:
    """The same for a program, which shows the code with each request: only wrong ones are counted."""
    throttle = cast(Slowdown, current_app.extensions[_EXTENSION]).codes
    key = request.remote_addr or ""
    if throttle.is_closed(key):
        raise TooManyRequests
    try:
        return _opened_by(database, reference, code)
    except WrongCode:
        throttle.fail(key)
        raise


def _opened_by(database: Session, reference: str, code: str) -> Registration:
    registration = registration_of_reference(database, reference.strip().upper())
    kept = registration.access_hash if registration else ""
    if registration is None or not hmac.compare_digest(kept, access_hash(code.strip())):
        raise WrongCode
    return registration


def open_registration(database: Session) -> Registration:
    """The registration that this session works on. Raises NothingOpen where there is none."""
    number = session.get(_KEY)
    registration = database.get(Registration, number) if isinstance(number, int) else None
    if registration is None:
        raise NothingOpen
    return registration
