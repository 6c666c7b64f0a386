"""The blueprint of the API: its addresses, its description, and a page to read it on."""

from __future__ import annotations

from flask import Blueprint, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from webqueue.api import (
    applicants,
    cases,
    downloads,
    initial_reviews,
    publicities,
    recommendations,
    registrations,
    remarks,
    submissions,
)
from webqueue.api.description import DESCRIPTION
from webqueue.api.errors import HttpError, RequestInvalid, WrongMediaType
from webqueue.api.words import OPERATIONS

VERSION = "/v1"
_PARTS = (
    submissions,
    cases,
    remarks,
    downloads,
    registrations,
    applicants,
    initial_reviews,
    publicities,
    recommendations,
)
_NO_OBJECT = "请求体应为一个 JSON 对象。请按接口文档更正。"


def api() -> Blueprint:
    """The blueprint of the API."""
    blueprint = Blueprint("api", __name__, url_prefix="/api")
    blueprint.before_request(_look_at_body)
    blueprint.get("/openapi.json")(description)
    blueprint.get("/")(document)
    first = Blueprint("v1", __name__, url_prefix=VERSION)
    for part in _PARTS:
        part.add_to(first)
    blueprint.register_blueprint(first)
    return blueprint


def description() -> ResponseReturnValue:
    """The API's description, for programs."""
    return jsonify(DESCRIPTION.spec)


def document() -> ResponseReturnValue:
    """The API's description, for people."""
    return render_template("api/document.html", description=DESCRIPTION.spec, operations=OPERATIONS)


def _look_at_body() -> None:
    """Refuse a body that is not of the kind which the address takes."""
    view = current_app.view_functions.get(request.endpoint or "")
    expected = DESCRIPTION.get_function_metadata(view) if view else None
    if expected is None:
        return
    if expected.form is not None and request.mimetype != "multipart/form-data":
        raise WrongMediaType
    if expected.json is not None:
        if not request.is_json:
            raise WrongMediaType
        try:
            body = request.get_json()
        except RecursionError as error:
            raise HttpError from error
        if not isinstance(body, dict):
            raise RequestInvalid({"body": _NO_OBJECT})
