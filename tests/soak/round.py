"""One round of mixed work: folders come in, a night passes, reviewers decide, an operator sends corrections."""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from flows import desk as desks
from flows.checking import unverified, verify, verify_settled
from flows.desk import open_desk
from flows.intake import take_in_inbox
from flows.one_document import Desk, read_one
from flows.timing import let_time_pass
from flows.work import take_stock
from flows.workplace import Workplace
from models import reading_work
from models.database import reading
from models.reading_work import MOST_TRIES
from tests.factories import write_folder

STAND_IN = "tests.flows.stand_in"
OPINION = {"returned": "缺公章，请补盖后重新上传。", "approved": "已人工核对。", "rejected": "单位与证书不符。"}
_CONTENTS = ("sleep 0.01", "fine", "fine", "personal", "unusable", "wrong")


@dataclass
class Crew:
    """Everybody who works, and what they did."""

    workplace: Workplace
    inbox: Path
    people: Mapping[str, httpx.Client]
    """Who is signed in, by username."""
    chance: random.Random = field(default_factory=lambda: random.Random(2026))
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    requests: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """Answers that tell of a server's error, by their number and what was asked for."""


def work_through(crew: Crew, submissions: int) -> None:
    """A round; everything that was begun is ended when it is over."""
    for _ in range(submissions):
        _bring(crew)
    a_night(crew)
    for _ in range(submissions):
        _decide(crew)
    _correct(crew)
    for address in ("/review/?state=all", "/figures/", "/system/", "/metrics", "/ready"):
        _ask(crew, "administrator", "GET", address)


def a_night(crew: Crew) -> None:
    """What the nightly run does, without its engine."""
    desks.READING_FUNCTIONS = STAND_IN
    workplace = crew.workplace
    let_time_pass(workplace)
    take_in_inbox(workplace, crew.inbox, move_away=True)
    take_stock(workplace)
    with reading(workplace.engine) as session:
        waiting = unverified(session)
    with open_desk(workplace) as desk:
        for _ in range(MOST_TRIES):
            with reading(workplace.engine) as session:
                left = reading_work.unfinished(session)
            with ThreadPoolExecutor(workplace.workers) as readers:
                list(readers.map(lambda document: _read(desk, document), left))
    verify_settled(workplace, waiting)


def _read(desk: Desk, document: int) -> None:
    submission = read_one(desk, document)
    if submission is not None:
        verify(desk.workplace, submission)


def _bring(crew: Crew) -> None:
    number = next(crew.numbers)
    contents = {
        part: f"{crew.chance.choice(_CONTENTS)} {number} {part}".encode() for part in ("certificate.pdf", "letter.jpg")
    }
    person = {"relation": "new", "username": "operator", "name": "张三"}
    person |= {"id_number": "430602199001010013", "mobile": "13800138000"}
    write_folder(crew.inbox, f"2026-{number:06}", contents, operator=person)


def _decide(crew: Crew) -> None:
    case = re.search(r"/cases/(\d+)", _ask(crew, "reviewer", "POST", "/review/next").headers.get("location", ""))
    if case is None:
        return
    page = _ask(crew, "reviewer", "GET", f"/review/cases/{case[1]}").text
    for picture in re.findall(r"/pictures/pages/\d+", page)[:2]:
        _ask(crew, "reviewer", "GET", picture)
    revision = re.search(r'name="revision" value="(\d+)"', page)
    outcome = crew.chance.choice(tuple(OPINION))
    form = {"outcome": outcome, "opinion": OPINION[outcome], "remark": OPINION[outcome]}
    form["revision"] = revision[1] if revision else "1"
    _ask(crew, "reviewer", "POST", f"/review/cases/{case[1]}/decision", data=form)


def _correct(crew: Crew) -> None:
    own = _ask(crew, "operator", "GET", "/submissions/").text
    for number in list(dict.fromkeys(re.findall(r"/submissions/(\d+)", own)))[:3]:
        page = _ask(crew, "operator", "GET", f"/submissions/{number}").text
        revision = re.search(r'name="revision" value="(\d+)"', page)
        if revision is not None:
            files = {"certificate": ("new.pdf", f"fine corrected {next(crew.numbers)}".encode())}
            form = {"revision": revision[1]}
            _ask(crew, "operator", "POST", f"/submissions/{number}/documents", data=form, files=files)


def _ask(crew: Crew, username: str, method: str, address: str, **more: object) -> httpx.Response:
    answer = crew.people[username].request(method, address, **more)  # type: ignore[arg-type]  # as httpx takes them
    crew.requests += 1
    if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        crew.refused[f"{answer.status_code} {method} {re.sub(r'[0-9]+', 'N', address)}"] += 1
    return answer
