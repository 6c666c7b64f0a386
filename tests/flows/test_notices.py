"""Notices of runs: numbers alone, to the addresses of the settings, and none of them stops a run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from flows.notices import send_notice
from models.settings import Settings
from tests.serving import answering

ROWS = [("核验完毕 Verified", 12), ("无法读取 Not read: READING_TIMED_OUT", 1)]


class _Listener(BaseHTTPRequestHandler):
    received: list[dict[str, str]]

    def do_POST(self) -> None:
        self.received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def listener() -> Iterator[HTTPServer]:
    _Listener.received = []
    server = HTTPServer(("127.0.0.1", 0), _Listener)
    with answering(server):
        yield server


def _settings(addresses: str) -> Settings:
    return Settings.model_validate({"notice_addresses": addresses})


def test_the_numbers_come_to_the_address(listener: HTTPServer) -> None:
    assert send_notice(_settings(f"json://127.0.0.1:{listener.server_port}/"), "证核：夜间核验", ROWS)
    (told,) = _Listener.received
    assert told["title"] == "证核：夜间核验"
    assert told["message"] == "核验完毕 Verified: 12\n无法读取 Not read: READING_TIMED_OUT: 1"


def test_without_addresses_nobody_is_told() -> None:
    assert send_notice(_settings(""), "title", ROWS)


def test_one_that_cannot_be_reached_stops_nothing_and_the_others_are_told(listener: HTTPServer) -> None:
    closed = "json://127.0.0.1:1/"
    assert not send_notice(_settings(f"{closed} json://127.0.0.1:{listener.server_port}/"), "title", ROWS)
    assert not send_notice(_settings("no-such-service://x"), "title", ROWS)
    assert len(_Listener.received) == 1
