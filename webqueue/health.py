"""Whether the queue works, for the program that watches over it."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from models.database import reading
from webqueue.services import services


def health() -> Blueprint:
    """The blueprint of the one health page."""
    blueprint = Blueprint("health", __name__)
    blueprint.get("/health")(show)
    return blueprint


def show() -> ResponseReturnValue:
    """200 while the database answers, 503 otherwise; says nothing else, since it is public."""
    try:
        with reading(services().engine) as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return jsonify(status="unavailable"), 503
    return jsonify(status="ok")
