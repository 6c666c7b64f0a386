"""Facts and walks through a life cycle, made up from nothing but its table."""

from __future__ import annotations

import dataclasses
import itertools
import typing
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from hypothesis import strategies as st

from models.life_cycles.diagrams import AnyLifeCycle
from models.life_cycles.table import Party

_TEXTS = ("", "原因", "原因写清楚了")
_NUMBERS = (0, 1)


def facts_type(life_cycle: AnyLifeCycle) -> type[Any]:
    """The facts that the guards of the life cycle look at."""
    module = __import__(f"models.life_cycles.{life_cycle.subject}", fromlist=["Facts"])
    kind: type[Any] = module.Facts
    return kind


def facts_of(life_cycle: AnyLifeCycle) -> st.SearchStrategy[Any]:
    """Any facts."""
    kind = facts_type(life_cycle)
    return st.builds(kind, **{name: st.sampled_from(values) for name, values in _possible(kind).items()})


def single_changes(life_cycle: AnyLifeCycle) -> Iterator[Any]:
    """Facts that stand in nobody's way, and all that differ from them in one or two points."""
    kind = facts_type(life_cycle)
    possible = _possible(kind)
    willing = kind(**{"reason": _TEXTS[-1]} if "reason" in possible else {})
    yield willing
    for one, other in itertools.combinations(possible, 2):
        for first in possible[one]:
            for second in possible[other]:
                yield dataclasses.replace(willing, **{one: first, other: second})


def steps(life_cycle: AnyLifeCycle) -> st.SearchStrategy[list[tuple[StrEnum, Party, Any]]]:
    """Any sequence of actions, by anybody, under any facts."""
    one = st.tuples(st.sampled_from(list(life_cycle.actions)), st.sampled_from(Party), facts_of(life_cycle))
    return st.lists(one, max_size=60)


def _possible(kind: type[Any]) -> dict[str, tuple[object, ...]]:
    values: dict[type, tuple[object, ...]] = {bool: (False, True), str: _TEXTS, int: _NUMBERS}
    return {name: values[annotation] for name, annotation in typing.get_type_hints(kind).items()}
