"""Headers of every answer: nothing from elsewhere, no framing, no guessing of types, nothing kept by the browser."""

from __future__ import annotations

from flask import Flask, Response, request

# Pictures as data are the icons inside the style sheet's form fields.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""For stored contents: should a browser show one as a page after all, it can do nothing."""


def install(application: Flask) -> None:
    """Put the headers on every answer."""
    application.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = "DENY"
    # Nobody else learns of an address; our own server has to, for over HTTPS it takes forms from its own pages alone.
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response
