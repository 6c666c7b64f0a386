"""Answers kept for requests that come again, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.api_answers import KeptAnswer, KeyUsedOtherwise, Repeatable, first_answer, keep_answer
from models.database import writing

REQUEST = Repeatable("Bearer zh_token", "3f9a4c52-8d0e-4a51", "0" * 64)


def test_an_answer_is_given_again(engine: Engine) -> None:
    with writing(engine) as session:
        assert first_answer(session, REQUEST, 1) is None
        keep_answer(session, REQUEST, 201, b'{"id":1}')
    with writing(engine) as session:
        assert first_answer(session, REQUEST, 1) == KeptAnswer(201, b'{"id":1}')
        with pytest.raises(KeyUsedOtherwise):
            first_answer(session, Repeatable(REQUEST.caller, REQUEST.key, "1" * 64), 1)
        assert first_answer(session, Repeatable("Bearer other", REQUEST.key, "0" * 64), 1) is None


def test_the_second_of_two_at_once_waits_for_the_answer_of_the_first(engine: Engine) -> None:
    together = Barrier(2)

    def ask(name: str) -> bytes:
        together.wait()
        with writing(engine) as session:
            kept = first_answer(session, REQUEST, 1)
            if kept is not None:
                return kept.body
            answer = name.encode()
            keep_answer(session, REQUEST, 200, answer)
            return answer

    with ThreadPoolExecutor(2) as programs:
        first, second = programs.map(ask, ("one", "two"))
    assert first == second


def test_what_was_undone_leaves_the_key_free(engine: Engine) -> None:
    session = Session(engine)
    assert first_answer(session, REQUEST, 1) is None
    session.rollback()
    session.close()
    with writing(engine) as session:
        assert first_answer(session, REQUEST, 1) is None
