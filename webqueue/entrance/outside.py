"""Signing in where the house signs in (统一身份认证): OpenID Connect with state, nonce and PKCE, for known accounts.

The session's cookie does not travel with a request that another site caused. So whoever comes back from the provider
gets a page of ours first, which goes on by itself, and that request is ours.
"""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, Flask, current_app, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from joserfc.errors import JoseError
from requests.exceptions import RequestException
from werkzeug.exceptions import NotFound

from models.accounts import Account
from models.database import reading
from models.errors import PermissionDenied
from models.outside_identities import account_of
from models.settings import Settings
from webqueue.entrance.admission import admit
from webqueue.entrance.sign_in_form import sign_in_page
from webqueue.language.choosing import message_of
from webqueue.services import services

PROVIDER = "provider"
SECONDS = 10.0
"""For each question to the provider."""
_WISH = "outside_wish"
_ANSWERS = ("code", "state", "error", "iss")
"""What a provider's answer is made of; anything else stays behind."""


class OutsideFailed(PermissionDenied):
    """The provider did not say who it is, does not answer, or said something that cannot be believed."""

    code: ClassVar[str] = "OUTSIDE_SIGN_IN_FAILED"
    message_zh = "统一身份认证未完成。请重试；如仍不能登录，请用用户名和密码登录，或联系系统管理员。"
    message_en = "The provider's sign-in was not completed. Try again, or sign in with username and password."


class OutsideUnknown(PermissionDenied):
    """Nobody put this subject and an account together, or the account is blocked."""

    code: ClassVar[str] = "OUTSIDE_UNKNOWN"
    message_zh = "该统一身份尚未关联本系统账号，或账号已停用。请用用户名和密码登录，或联系系统管理员关联账号。"
    message_en = "No account here belongs to this identity, or it is blocked. Ask the administrator to link it."


def install(application: Flask, settings: Settings) -> None:
    """Let the application speak with the provider of the settings; with none, there is nobody to speak with."""
    if not settings.oidc_issuer:
        return
    OAuth(application).register(
        PROVIDER,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret.get_secret_value(),
        server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid", "code_challenge_method": "S256", "default_timeout": SECONDS},
    )


def add_to(blueprint: Blueprint) -> None:
    """Give the blueprint of the entrance these addresses."""
    blueprint.get("/sign-in/outside")(go_outside)
    blueprint.get("/sign-in/outside/back")(come_back)
    blueprint.get("/sign-in/outside/end")(end_outside)


def go_outside() -> ResponseReturnValue:
    """The way to the provider."""
    provider = _provider()
    cookie[_WISH] = request.args.get("next", "")
    try:
        answer: ResponseReturnValue = provider.authorize_redirect(url_for("entrance.come_back", _external=True))
    except (AuthlibBaseError, RequestException, KeyError, ValueError):
        return _refused(OutsideFailed())
    return answer


def come_back() -> ResponseReturnValue:
    """The page that goes on by itself, with what the provider answered."""
    _provider()
    told = {name: request.args[name] for name in _ANSWERS if name in request.args}
    return render_template("entrance/back.html", onwards=f"{url_for('entrance.end_outside')}?{urlencode(told)}")


def end_outside() -> ResponseReturnValue:
    """Find out who the provider means, and let them in."""
    provider = _provider()
    try:
        account = _account(provider.authorize_access_token())
    except (AuthlibBaseError, JoseError, RequestException, KeyError, ValueError):
        return _refused(OutsideFailed())
    except PermissionDenied as error:
        return _refused(error)
    return admit(account, cookie.get(_WISH, ""))


def _account(token: dict[str, Any]) -> Account:
    """The account that is meant. Raises OutsideFailed and OutsideUnknown."""
    claims, issuer = token.get("userinfo") or {}, services().settings.oidc_issuer
    if claims.get("iss") != issuer or not claims.get("sub"):
        raise OutsideFailed
    with reading(services().engine) as session:
        account = account_of(session, issuer, claims["sub"])
    if account is None or account.blocked_at is not None:
        raise OutsideUnknown
    return account


def _provider() -> Any:
    known = current_app.extensions.get("authlib.integrations.flask_client")
    if known is None:
        raise NotFound
    return known.create_client(PROVIDER)


def _refused(error: PermissionDenied) -> ResponseReturnValue:
    return sign_in_page(problem=message_of(error)), 401
