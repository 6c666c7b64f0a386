"""The application on a world of its own, and browsers without a screen for each of its people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webqueue.world import PASSWORD, World, make_world
from webqueue.application import create_application

Visit = Callable[[str], FlaskClient]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path, largest_file_megabytes=1)


@pytest.fixture
def started() -> list[int]:
    """The submissions whose verification was started."""
    return []


@pytest.fixture
def application(world: World, started: list[int]) -> Flask:
    def start(submission_id: int) -> bool:
        started.append(submission_id)
        return True

    application = create_application(world.settings, start_verification=start, start_trial=lambda _: False)
    application.config["WTF_CSRF_ENABLED"] = False
    return application


@pytest.fixture
def visit(application: Flask) -> Visit:
    """A client that is signed in under the given username; an empty one is nobody."""

    def sign_in(username: str) -> FlaskClient:
        client = application.test_client()
        if username:
            answer = client.post("/sign-in", data={"username": username, "password": PASSWORD})
            assert answer.status_code == 302
        return client

    return sign_in
