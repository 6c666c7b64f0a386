"""Requests that nobody would send: none of them ends in a server error or in an answer that is not described.

A few for each operation here; `make fuzz-api` sends more. Half of them are as described, half are not.
"""

from __future__ import annotations

import base64
import datetime as dt
import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from models.audit import broken_links
from models.database import reading, writing
from models.employers import Employer
from models.histories import broken_steps
from models.steps import registering
from tests.webqueue.api.conftest import Call
from tests.webqueue.api.test_api_routes import values
from tests.webqueue.test_employer import employer, today
from tests.webqueue.test_routes import PEOPLE
from tests.webqueue.world import World

__all__ = ["employer", "today", "values"]

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "2"))
"""For each operation, of each kind."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
LIKELY = st.sampled_from([1, 1, 1, 2, 3, 99])
"""Numbers of rows that mostly are there."""


@pytest.fixture
def headers(world: World, call: Call, employer: Employer, today: list[dt.date]) -> dict[str, list[dict[str, str]]]:
    """What a caller may show, by what an operation asks for."""
    assert employer.name
    assert today
    with writing(world.engine) as session:
        registration, code = registering.begin_registration(session)
        pair = base64.b64encode(f"{registration.reference}:{code}".encode()).decode()
    tokens = [{"Authorization": f"Bearer {call(person).token}"} for person in PEOPLE if person]
    return {"token": [{}, *tokens], "registration": [{"Authorization": f"Basic {pair}"}], "": [{}]}


def operations(application: Flask) -> Iterator[Any]:
    """All operations of the description."""
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        yield found.ok()


def send(operation: Any, mode: GenerationMode, shown: list[dict[str, str]]) -> list[int]:
    """Send some requests of that kind to the operation; gives what they were answered."""
    statuses: list[int] = []
    cases = operation.as_strategy(generation_mode=mode)
    checks = [*CHECKS, negative_data_rejection] if mode is GenerationMode.NEGATIVE else CHECKS

    @settings(
        max_examples=EXAMPLES,
        derandomize="FUZZ_EXAMPLES" not in os.environ,
        phases=[Phase.generate],
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases, caller=st.sampled_from(shown), numbers=st.lists(LIKELY, min_size=3, max_size=3))
    def every(case: Case[Any], caller: dict[str, str], numbers: list[int]) -> None:
        if mode is GenerationMode.POSITIVE:
            for name, number in zip(list(case.path_parameters or {}), numbers, strict=False):
                if name.endswith("_id"):
                    case.path_parameters[name] = number
        # An empty list in a query is nothing on the way: what was to be wrong about it never arrives.
        assume([] not in (case.query or {}).values())
        response = case.call(headers=caller)
        case.validate_response(response, checks=checks, headers=caller)
        statuses.append(response.status_code)

    every()
    return statuses


@pytest.mark.usefixtures("values")
@pytest.mark.timeout(0)
@pytest.mark.parametrize("mode", list(GenerationMode), ids=str)
def test_any_request_gets_a_described_answer(
    world: World, application: Flask, headers: dict[str, list[dict[str, str]]], mode: GenerationMode
) -> None:
    answered: Counter[int] = Counter()
    for operation in operations(application):
        (needed,) = operation.definition.raw.get("security") or [{"": []}]
        answered.update(send(operation, mode, headers[next(iter(needed))]))
    expected = {200, 401, 403, 404} if mode is GenerationMode.POSITIVE else {422}
    assert expected <= set(answered), answered
    with reading(world.engine) as session:
        assert broken_links(session) == ()
        assert broken_steps(session) == ()
