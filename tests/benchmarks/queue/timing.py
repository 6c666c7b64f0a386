"""The time of each kind of request, by one client, without a network between."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any, Protocol, cast

from flask import Flask
from flask.testing import FlaskClient

from tests.benchmarks.queue.filling import PASSWORD

ROUNDS = 60


class Client(Protocol):
    """Whoever asks: Flask's client for tests, or somebody with a browser."""

    def get(self, address: str, /) -> Any:
        """Ask for a page; the answer has a `status_code`."""

    def post(self, address: str, /, data: Mapping[str, str] | None = None) -> Any:
        """Send a form; the answer has a `status_code` and a `location`."""


Request = Callable[[Client, random.Random], int]


@dataclass
class Times:
    """Seconds of each request of one kind."""

    kind: str
    seconds: list[float] = field(default_factory=list)
    errors: int = 0

    def percentile(self, share: int) -> float:
        """The time, in milliseconds, that `share` per cent of the requests stay within."""
        return 1000 * quantiles(self.seconds, n=100, method="inclusive")[share - 1]


def sign_in(application: Flask, username: str) -> FlaskClient:
    """A client for that reviewer."""
    client = application.test_client()
    answer = client.post("/sign-in", data={"username": username, "password": PASSWORD})
    if answer.status_code != 302:
        raise LookupError(f"{username} cannot sign in")
    return client


def kinds(count: int) -> dict[str, Request]:
    """What is measured, on a queue of `count` cases."""
    return {
        "next case": lambda client, _: _status(client.post("/review/next")),
        "list": lambda client, _: _status(client.get("/review/")),
        "list by verdict and area": lambda client, _: _status(client.get("/review/?verdict=fail&area=云溪区")),
        "list by check": lambda client, _: _status(client.get("/review/?check=marking")),
        "search by code": lambda client, chance: _search(client, f"9143{chance.randrange(1, count):09d}MA4"),
        "search by part of a code": lambda client, chance: _search(client, f"{chance.randrange(1, count):09d}"),
        "search by name": lambda client, chance: _search(client, f"第{chance.randrange(1, count)}号示例"),
        "case page": lambda client, chance: _status(client.get(f"/review/cases/{chance.randrange(1, count)}")),
        "taking and deciding": _decide,
    }


def by_one_client(client: FlaskClient, count: int) -> list[Times]:
    """Each kind of request, one after the other."""
    chance = random.Random(7)
    measured = []
    for kind, request in kinds(count).items():
        times = Times(kind)
        for _ in range(ROUNDS):
            _measure(times, client, chance, request)
        measured.append(times)
    return measured


def _measure(times: Times, client: FlaskClient, chance: random.Random, request: Request) -> None:
    begun = time.perf_counter()
    status = request(client, chance)
    times.seconds.append(time.perf_counter() - begun)
    times.errors += status >= 400


def _status(answer: Any) -> int:
    return cast(int, answer.status_code)


def _search(client: Client, words: str) -> int:
    return _status(client.get(f"/review/?state=all&search={words}"))


def _decide(client: Client, _: random.Random) -> int:
    taken = client.post("/review/next")
    found = re.search(r"/cases/(\d+)", taken.location)
    if found is None:
        return 404
    form = {"outcome": "approved", "remark": "已人工核对。", "revision": "1"}
    return _status(client.post(f"/review/cases/{found[1]}/decision", data=form))
