"""What holds of every life cycle: no step but the table's, by nobody but those it names, on no other conditions."""

from __future__ import annotations

from enum import StrEnum
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import DecisionError
from models.life_cycles.__main__ import LIFE_CYCLES
from models.life_cycles.diagrams import AnyLifeCycle, document
from models.life_cycles.errors import StepForbidden, WrongParty
from models.life_cycles.table import Party
from tests.house.project import ROOT
from tests.models.life_cycles.walks import facts_of, facts_type, single_changes, steps

BY_SUBJECT = {life_cycle.subject: life_cycle for life_cycle in LIFE_CYCLES}
INVALID = [
    pytest.param(life_cycle, state, action, id=f"{life_cycle.subject}-{state}-{action}")
    for life_cycle in LIFE_CYCLES
    for state, action in product(life_cycle.states, life_cycle.actions)
    if not any((move.before, move.action) == (state, action) for move in life_cycle.moves)
]
GROUPS = [
    pytest.param(life_cycle, state, action, id=f"{life_cycle.subject}-{state}-{action}")
    for life_cycle in LIFE_CYCLES
    for state, action in dict.fromkeys((move.before, move.action) for move in life_cycle.moves)
]
every_life_cycle = pytest.mark.parametrize("life_cycle", LIFE_CYCLES, ids=BY_SUBJECT)


def test_there_are_invalid_steps_of_every_kind() -> None:
    assert len(INVALID) == sum(len(one.states) * len(one.actions) for one in LIFE_CYCLES) - len(GROUPS)


@pytest.mark.parametrize(("life_cycle", "state", "action"), INVALID)
def test_a_step_that_is_not_in_the_table_is_refused_to_everybody(
    life_cycle: AnyLifeCycle, state: StrEnum, action: StrEnum
) -> None:
    expected = life_cycle.refusals.get((state, action), StepForbidden)
    for party in Party:
        with pytest.raises(DecisionError) as refused:
            life_cycle.step(state, action, party, facts_type(life_cycle)())
        assert type(refused.value) is expected
        assert "{" not in refused.value.chinese + refused.value.english


@pytest.mark.parametrize(("life_cycle", "state", "action"), GROUPS)
def test_a_step_is_refused_to_everybody_but_those_it_belongs_to(
    life_cycle: AnyLifeCycle, state: StrEnum, action: StrEnum
) -> None:
    allowed = {
        party for move in life_cycle.moves if (move.before, move.action) == (state, action) for party in move.parties
    }
    for party in set(Party) - allowed:
        with pytest.raises(WrongParty):
            life_cycle.step(state, action, party, facts_type(life_cycle)())


@pytest.mark.parametrize(("life_cycle", "state", "action"), GROUPS)
def test_every_guard_of_a_step_refuses_with_its_code(life_cycle: AnyLifeCycle, state: StrEnum, action: StrEnum) -> None:
    moves = [move for move in life_cycle.moves if (move.before, move.action) == (state, action)]
    expected = {guard.refusal for move in moves for guard in move.guards}
    refusals, reached = set(), set()
    for facts in single_changes(life_cycle):
        try:
            reached.add(life_cycle.step(state, action, moves[0].parties[0], facts).after)
        except DecisionError as error:
            refusals.add(type(error))
    assert refusals == expected
    assert reached == {move.after for move in moves}


@every_life_cycle
def test_every_state_can_be_reached_and_no_other(life_cycle: AnyLifeCycle) -> None:
    reached, waiting = set(), {life_cycle.initial}
    while waiting:
        reached |= waiting
        waiting = {move.after for move in life_cycle.moves if move.before in waiting} - reached
    assert reached == set(life_cycle.states)


@every_life_cycle
def test_no_refusal_hides_a_move(life_cycle: AnyLifeCycle) -> None:
    assert not set(life_cycle.refusals) & {(move.before, move.action) for move in life_cycle.moves}


@every_life_cycle
def test_everything_has_a_name(life_cycle: AnyLifeCycle) -> None:
    assert set(life_cycle.states) == {*type(life_cycle.initial).__members__.values()}
    assert set(life_cycle.actions) == {*type(life_cycle.moves[0].action).__members__.values()}


@pytest.mark.parametrize("subject", BY_SUBJECT)
@given(choices=st.data())
def test_random_steps_of_random_people_never_leave_the_table_and_replay_to_the_same_state(
    subject: str, choices: st.DataObject
) -> None:
    life_cycle = BY_SUBJECT[subject]
    state, history = life_cycle.initial, []
    for action, party, facts in choices.draw(steps(life_cycle)):
        try:
            move = life_cycle.step(state, action, party, facts)
        except DecisionError:
            continue
        assert (move.before, move.action) == (state, action)
        assert party in move.parties
        assert all(guard.holds(facts) for guard in move.guards)
        history.append(move)
        state = move.after
    replayed = life_cycle.initial
    for move in history:
        assert life_cycle.follows(replayed, move.after)
        replayed = move.after
    assert replayed == state


@pytest.mark.parametrize("subject", BY_SUBJECT)
@given(choices=st.data())
def test_cases_of_one_step_leave_nothing_out_and_exclude_each_other(subject: str, choices: st.DataObject) -> None:
    life_cycle = BY_SUBJECT[subject]
    facts = choices.draw(facts_of(life_cycle))
    for state, action in {(move.before, move.action) for move in life_cycle.moves if move.case}:
        cases = [move.case for move in life_cycle.moves if (move.before, move.action) == (state, action)]
        assert sum(case.is_so(facts) for case in cases if case is not None) == 1


def test_the_document_is_what_the_tables_say() -> None:
    written = (ROOT / "docs" / "life-cycles.md").read_text(encoding="utf-8")
    assert written == document(LIFE_CYCLES), "run: make diagrams"
