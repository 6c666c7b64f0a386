"""Programs that call the API, each with a token of one of the world's people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from models.accounts import Account
from models.api_tokens import make_token
from models.audit import Actor
from models.database import writing
from tests.webqueue.world import World

TOKEN_DAYS = (30, 365)


class Program:
    """A program that shows its token with each request."""

    def __init__(self, client: FlaskClient, token: str) -> None:
        self._client = client
        self.token = token

    def get(self, address: str, **query: Any) -> TestResponse:
        return self._client.get(f"/api/v1{address}", query_string=query, headers=self._headers())

    def post(self, address: str, body: Any = None, key: str = "") -> TestResponse:
        return self._client.post(f"/api/v1{address}", json=body, headers=self._headers(key))

    def upload(self, address: str, parts: dict[str, Any], key: str = "") -> TestResponse:
        files = {
            name: FileStorage(part[0], part[1]) if isinstance(part, tuple) else part for name, part in parts.items()
        }
        # Encoded here: the client itself would leave a temporary file open.
        boundary, body = encode_multipart(files)
        kind = f'multipart/form-data; boundary="{boundary}"'
        return self._client.post(f"/api/v1{address}", data=body, content_type=kind, headers=self._headers(key))

    def _headers(self, key: str = "") -> dict[str, str]:
        shown = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {**shown, "Idempotency-Key": key} if key else shown


Call = Callable[[str], Program]


def new_token(world: World, account: Account, days: int = 30) -> str:
    """A token of the account, made by its owner."""
    with writing(world.engine) as session:
        actor = Actor(account.username, account.role, account.id)
        return make_token(session, account, "测试程序", (days, 365), actor)[1]


@pytest.fixture
def call(world: World, application: Flask) -> Call:
    """A program with a token of the account under that username; an empty one has no token."""
    people = (
        world.operator,
        world.stranger,
        world.reviewer,
        world.faraway,
        world.supervisor,
        world.administrator,
        world.auditor,
    )
    accounts = {account.username: account for account in people}

    def program(username: str) -> Program:
        return Program(application.test_client(), new_token(world, accounts[username]) if username else "")

    return program
