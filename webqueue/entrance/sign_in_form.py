"""The form of the sign-in, as each of its ways shows it."""

from __future__ import annotations

from flask import render_template

from webqueue.services import services


def sign_in_page(wish: str = "", username: str = "", problem: str = "") -> str:
    """The form; `wish` is the address that one wanted to go to."""
    settings = services().settings
    provider = settings.oidc_name if settings.oidc_issuer else ""
    return render_template("sign_in.html", next=wish, username=username, problem=problem, provider=provider)
