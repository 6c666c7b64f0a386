"""Requests that come again: with the same key, at the same moment, with another body, after their time."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select, update

from models.api_answers import ApiAnswer, forget_old_answers
from models.base import now
from models.database import reading, writing
from models.remarks import Remark
from models.submissions import Submission
from tests.webqueue.api.conftest import Call
from tests.webqueue.api.test_submissions import parts
from tests.webqueue.world import World, add_case
from webqueue.api.changing import REPEATED

KEY = "3f9a4c52-8d0e-4a51-9b4e-1f6f0d0a7c11"


def remarks(world: World) -> int:
    with reading(world.engine) as session:
        return session.scalar(select(func.count()).select_from(Remark)) or 0


def test_the_same_request_gets_the_first_answer_and_changes_nothing_more(
    world: World, call: Call, started: list[int]
) -> None:
    operator = call("operator")
    first, second = (operator.upload("/submissions", parts(), KEY) for _ in range(2))
    assert (second.status_code, second.json) == (first.status_code, first.json) == (201, first.json)
    assert (REPEATED in first.headers, second.headers[REPEATED]) == (False, "true")
    with reading(world.engine) as session:
        assert session.scalar(select(func.count()).select_from(Submission)) == 1
    assert len(started) == 1


def test_the_same_key_with_another_body_is_refused_by_name(world: World, call: Call) -> None:
    operator = call("operator")
    operator.upload("/submissions", parts(), KEY)
    for other in (parts(letter=(io.BytesIO(b"other"), "letter.pdf")), parts(form="{}"), parts()):
        answer = operator.upload("/submissions", other, KEY)
        assert answer.json is not None
        if answer.status_code != 201:
            assert answer.json["code"] in ("IDEMPOTENCY_KEY_REUSED", "FORM_INVALID")
    number = add_case(world)
    answer = operator.post(f"/submissions/{number}/answer", {"text": "明天"}, KEY)
    assert answer.json is not None
    assert (answer.status_code, answer.json["code"]) == (409, "IDEMPOTENCY_KEY_REUSED")


def test_two_programs_may_use_the_same_key(world: World, call: Call) -> None:
    number = add_case(world)
    for person in ("reviewer", "supervisor"):
        program = call(person)
        assert program.post(f"/cases/{number}/note", {"text": "来过电话"}, KEY).status_code == 200
        program.post(f"/cases/{number}/release", {})
    assert remarks(world) == 2


def test_a_refusal_is_not_kept_so_that_the_request_may_be_mended_by_time(world: World, call: Call) -> None:
    number = add_case(world)
    call("supervisor").post(f"/cases/{number}/hold", {})
    reviewer = call("reviewer")
    assert reviewer.post(f"/cases/{number}/note", {"text": "来过电话"}, KEY).status_code == 409
    call("supervisor").post(f"/cases/{number}/release", {})
    assert reviewer.post(f"/cases/{number}/note", {"text": "来过电话"}, KEY).status_code == 200


def test_a_key_may_be_used_anew_once_its_time_is_up(world: World, call: Call) -> None:
    number = add_case(world)
    reviewer = call("reviewer")
    for _ in range(2):
        reviewer.post(f"/cases/{number}/note", {"text": "来过电话"}, KEY)
    assert remarks(world) == 1
    with writing(world.engine) as session:
        session.execute(update(ApiAnswer).values(expires_at=now()))
    reviewer.post(f"/cases/{number}/note", {"text": "来过电话"}, KEY)
    assert remarks(world) == 2
    with writing(world.engine) as session:
        session.execute(update(ApiAnswer).values(expires_at=now()))
        assert (forget_old_answers(session), forget_old_answers(session)) == (1, 0)


def test_what_is_kept_can_be_read_by_the_program_alone(world: World, call: Call) -> None:
    call("operator").upload("/submissions", parts(), KEY)
    with reading(world.engine) as session:
        kept = session.scalars(select(ApiAnswer)).one()
    assert KEY not in f"{kept.key_hash}{kept.sealed}"
    assert "reference" not in kept.sealed


@pytest.mark.parametrize("key", ["too-short", "with a blank in it", "很长的中文键值很长的中文键值很长"])
def test_a_key_that_could_be_guessed_or_spelled_in_two_ways_is_refused(world: World, call: Call, key: str) -> None:
    answer = call("reviewer").post(f"/cases/{add_case(world)}/note", {"text": "来过电话"}, key)
    assert answer.json is not None
    assert (answer.status_code, set(answer.json["fields"])) == (422, {"Idempotency-Key"})


def at_once(*acts: Callable[[], int]) -> list[int]:
    """What each of some requests that come at the same moment is answered."""
    together = Barrier(len(acts))

    def do(act: Callable[[], int]) -> int:
        together.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as people:
        return sorted(people.map(do, acts))


def test_the_same_request_twice_at_once_is_done_once(world: World, call: Call) -> None:
    number = add_case(world)
    first = call("reviewer")
    again = call("reviewer")
    again.token = first.token

    def write(program: object) -> int:
        assert program in (first, again)
        sender = first if program is first else again
        return sender.post(f"/cases/{number}/note", {"text": "来过电话"}, KEY).status_code

    assert at_once(lambda: write(first), lambda: write(again)) == [200, 200]
    assert remarks(world) == 1


def test_two_reviewers_who_decide_at_once(world: World, call: Call) -> None:
    number = add_case(world)
    decision = {"revision": 1, "outcome": "returned", "opinion": "证书上未见单位公章，请补盖。"}
    programs = [call("reviewer"), call("supervisor")]
    acts = [lambda one=one: one.post(f"/cases/{number}/decision", decision).status_code for one in programs]
    assert at_once(*acts) == [200, 409]
