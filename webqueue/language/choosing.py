"""Which language a page speaks: the one that was chosen, else the one that the setting says."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from flask import Blueprint, Flask, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import Babel, get_locale
from flask_login import current_user
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import RequestRedirect

from models.errors import ZhengheError
from models.settings import PageLanguage
from webqueue.entrance.local_address import is_local
from webqueue.language.sentences import translated
from webqueue.services import services

SOURCE = "zh"
"""The language that the texts are written in."""
LANGUAGES = {SOURCE: ("zh-CN", "中文"), "en": ("en", "English")}
"""By code, the `lang` attribute and the language's own name; each but the first has its folder of translations."""
COOKIE = "language"
REMEMBERED = dt.timedelta(days=365)


def install(application: Flask) -> None:
    """Let the pages be asked for in each of the languages."""
    Babel(application, default_locale=SOURCE, locale_selector=language_here)
    application.jinja_env.globals.update(page_language=page_language, other_languages=other_languages)


def pages() -> Blueprint:
    """The blueprint of the switch."""
    blueprint = Blueprint("language", __name__)
    blueprint.get("/language/<code>")(choose)
    return blueprint


def choose(code: str) -> ResponseReturnValue:
    """Remember the choice, and lead back to where it was made."""
    if code not in LANGUAGES:
        raise NotFound
    if current_user.is_authenticated:
        session["language"] = code
    answer = redirect(_nearest_page(request.args.get("next", "")))
    secure = services().settings.secure_cookies
    answer.set_cookie(COOKIE, code, max_age=REMEMBERED, httponly=True, samesite="Lax", secure=secure)
    return answer


def language_here() -> str:
    """The code of this request's language: the sign-in's, the browser's cookie, the setting."""
    for chosen in (session.get("language"), request.cookies.get(COOKIE)):
        if chosen in LANGUAGES:
            return str(chosen)
    setting = services().settings.language
    if setting is PageLanguage.BROWSER:
        return request.accept_languages.best_match(list(LANGUAGES), SOURCE) or SOURCE
    return setting.value


def page_language() -> str:
    """The `lang` attribute of this page."""
    return LANGUAGES[_language()][0]


def other_languages() -> list[tuple[str, str, str]]:
    """Address, `lang` attribute and name of each language that this page may be switched to."""
    here = request.full_path.rstrip("?")
    return [
        (url_for("language.choose", code=code, next=here), attribute, name)
        for code, (attribute, name) in LANGUAGES.items()
        if code != _language()
    ]


def message_of(error: ZhengheError) -> str:
    """What went wrong, in the language of the page."""
    if _language() == SOURCE:
        return error.chinese
    details = {name: translated(value) if isinstance(value, str) else value for name, value in error.details.items()}
    return error.message_en.format(**details)


def _language() -> str:
    return str(get_locale() or SOURCE).split("_", maxsplit=1)[0]


def _nearest_page(address: str) -> str:
    """`address`, or where only a form may be sent to it, the nearest page above it that can be opened."""
    if not is_local(address):
        return url_for("entrance.home")
    if _opens(urlsplit(address).path):
        return address
    path = urlsplit(address).path
    while path.count("/") > 1 and not _opens(path):
        path = path.rpartition("/")[0]
    return path if _opens(path) else url_for("entrance.home")


def _opens(path: str) -> bool:
    try:
        return bool(current_app.url_map.bind("localhost").match(path, method="GET"))
    except RequestRedirect:
        return True
    except HTTPException:
        return False
