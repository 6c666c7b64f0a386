"""Twenty people at once: each over a connection to the server as it is run, from a process of their own."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from http.client import HTTPConnection
from multiprocessing import get_context
from typing import NamedTuple
from urllib.parse import quote, urlencode

from flask import Flask

from tests.benchmarks.queue.filling import PASSWORD
from tests.benchmarks.queue.timing import Times, kinds
from tests.serving import served

IN_ADDRESSES = "/?&=%_-"


class Answer(NamedTuple):
    """What the server answered."""

    status_code: int
    location: str


class Person:
    """Somebody with a browser: keeps the connection and the sign-in, and how long each request took."""

    def __init__(self, address: str, username: str) -> None:
        """Sign in."""
        self._connection = HTTPConnection(address.removeprefix("http://"))
        self._cookie = ""
        self.times = Times("mixed")
        self.post("/sign-in", data={"username": username, "password": PASSWORD})
        self.times = Times("mixed")

    def get(self, address: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", address, None)

    def post(self, address: str, data: Mapping[str, str] | None = None) -> Answer:
        """Send a form."""
        return self._ask("POST", address, urlencode(data or {}))

    def _ask(self, method: str, address: str, form: str | None) -> Answer:
        headers = {"Cookie": self._cookie, "Content-Type": "application/x-www-form-urlencoded"}
        begun = time.perf_counter()
        self._connection.request(method, quote(address, IN_ADDRESSES), form, headers)
        answer = self._connection.getresponse()
        answer.read()
        self.times.seconds.append(time.perf_counter() - begun)
        self.times.errors += answer.status >= 400
        self._cookie = (answer.getheader("Set-Cookie") or self._cookie).split(";")[0]
        return Answer(answer.status, answer.getheader("Location") or "")


def by_many(application: Flask, usernames: list[str], count: int, seconds: float) -> tuple[Times, float]:
    """Mixed work by all of them for that long; gives the time of each request, and requests a second."""
    with served(application) as address, ProcessPoolExecutor(1, mp_context=get_context("spawn")) as elsewhere:
        return elsewhere.submit(_work_together, address, usernames, count, seconds).result()


def _work_together(address: str, usernames: list[str], count: int, seconds: float) -> tuple[Times, float]:
    with ThreadPoolExecutor(len(usernames)) as together:
        people = list(together.map(lambda username: Person(address, username), usernames))
        begun = time.perf_counter()
        list(together.map(lambda number: _work(people[number], count, number, begun + seconds), range(len(people))))
    passed = time.perf_counter() - begun
    parts = [person.times for person in people]
    mixed = Times("mixed", [each for part in parts for each in part.seconds], sum(part.errors for part in parts))
    return mixed, len(mixed.seconds) / passed


def _work(person: Person, count: int, number: int, until: float) -> None:
    chance = random.Random(number)
    requests = list(kinds(count).values())
    while time.perf_counter() < until:
        chance.choice(requests)(person, chance)
