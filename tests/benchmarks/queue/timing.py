"""The time of each kind of request, by one client, and what twenty people at once are answered."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import quantiles

from flask import Flask
from flask.testing import FlaskClient

from tests.benchmarks.queue.filling import PASSWORD

ROUNDS = 60
Request = Callable[[FlaskClient, random.Random], int]


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
        "next case": lambda client, _: client.post("/review/next").status_code,
        "list": lambda client, _: client.get("/review/").status_code,
        "list, filtered": lambda client, _: client.get("/review/?verdict=fail&area=云溪区").status_code,
        "list, by check": lambda client, _: client.get("/review/?check=marking").status_code,
        "search, code": lambda client, chance: _search(client, f"9143{chance.randrange(1, count):09d}MA4"),
        "search, part of a code": lambda client, chance: _search(client, f"{chance.randrange(1, count):09d}"),
        "search, name": lambda client, chance: _search(client, f"第{chance.randrange(1, count)}号示例"),
        "case page": lambda client, chance: client.get(f"/review/cases/{chance.randrange(1, count)}").status_code,
        "decision": _decide,
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


def by_many(application: Flask, usernames: list[str], count: int, seconds: float) -> tuple[Times, float]:
    """Mixed work by all of them for that long; gives the times, and requests a second."""
    requests = list(kinds(count).values())
    begun = time.perf_counter()

    def work(number: int) -> Times:
        client, chance, times = sign_in(application, usernames[number]), random.Random(number), Times("mixed")
        while time.perf_counter() - begun < seconds:
            _measure(times, client, chance, chance.choice(requests))
        return times

    with ThreadPoolExecutor(len(usernames)) as people:
        parts = list(people.map(work, range(len(usernames))))
    passed = time.perf_counter() - begun
    mixed = Times("mixed", [each for part in parts for each in part.seconds], sum(part.errors for part in parts))
    return mixed, len(mixed.seconds) / passed


def _measure(times: Times, client: FlaskClient, chance: random.Random, request: Request) -> None:
    begun = time.perf_counter()
    status = request(client, chance)
    times.seconds.append(time.perf_counter() - begun)
    times.errors += status >= 400


def _search(client: FlaskClient, words: str) -> int:
    return client.get("/review/", query_string={"search": words, "state": "all"}).status_code


def _decide(client: FlaskClient, _: random.Random) -> int:
    taken = client.post("/review/next")
    found = re.search(r"/cases/(\d+)", taken.location)
    if found is None:
        return 404
    form = {"outcome": "approved", "remark": "已人工核对。", "revision": "1"}
    return client.post(f"/review/cases/{found[1]}/decision", data=form).status_code
