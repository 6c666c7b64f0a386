"""What a life cycle is: a table of moves, who may make each, and what must hold for it.

The tables are the only place where it stands what may follow what. Services ask `step`, the database is given the
same pairs, the tests walk through every row and every pair that is not there, and docs/life-cycles.md is printed
from them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from models.errors import DecisionError
from models.life_cycles.errors import StepForbidden, WrongParty


class Party(StrEnum):
    """Who makes a move."""

    OPERATOR = "operator"  # 经办人
    APPLICANT = "applicant"  # 申报人
    REVIEWER = "reviewer"  # 统筹区人社部门审核人
    SUPERIOR = "superior"  # 上级单位审核人
    ADMINISTRATOR = "administrator"  # 系统管理员
    SYSTEM = "system"  # 系统


PARTIES = {
    Party.OPERATOR: "经办人",
    Party.APPLICANT: "申报人",
    Party.REVIEWER: "统筹区人社部门",
    Party.SUPERIOR: "上级单位",
    Party.ADMINISTRATOR: "系统管理员",
    Party.SYSTEM: "系统",
}

State = TypeVar("State", bound=StrEnum)
Action = TypeVar("Action", bound=StrEnum)
Facts = TypeVar("Facts")


@dataclass(frozen=True)
class Guard(Generic[Facts]):
    """Something that must hold for a move, and what is said where it does not."""

    words: str
    """What must hold, in Chinese."""
    holds: Callable[[Facts], bool]
    refusal: type[DecisionError]


@dataclass(frozen=True)
class Case(Generic[Facts]):
    """What tells apart two moves that the same action may make from one state."""

    words: str
    is_so: Callable[[Facts], bool]


@dataclass(frozen=True)
class Move(Generic[State, Action, Facts]):
    """One row of a table."""

    before: State
    action: Action
    after: State
    parties: tuple[Party, ...]
    guards: tuple[Guard[Facts], ...] = ()
    case: Case[Facts] | None = None
    in_guide: bool = True
    """Whether the operating guide itself speaks of it; the others are to be confirmed."""


@dataclass(frozen=True)
class LifeCycle(Generic[State, Action, Facts]):
    """All moves of one kind of thing."""

    subject: str
    """Its kind, as the history names it."""
    title: str
    initial: State
    states: Mapping[State, str]
    """What each is called, in Chinese."""
    actions: Mapping[Action, str]
    moves: tuple[Move[State, Action, Facts], ...]
    refusals: Mapping[tuple[State, Action], type[DecisionError]] = field(default_factory=dict)
    """What is said where there is no move, if it is more than that there is none."""

    def step(self, state: State, action: Action, party: Party, facts: Facts) -> Move[State, Action, Facts]:
        """The move that `party` makes by `action`.

        Raises the refusal of the table where there is no such move, WrongParty where it is somebody else's, and the
        guard's refusal where one does not hold.
        """
        moves = [move for move in self.moves if (move.before, move.action) == (state, action)]
        if not moves:
            refusal = self.refusals.get((state, action), StepForbidden)
            raise refusal(state=self.states[state], action=self.actions[action])
        theirs = [move for move in moves if party in move.parties]
        if not theirs:
            raise WrongParty(parties="、".join(PARTIES[one] for one in moves[0].parties))
        chosen = next(move for move in theirs if move.case is None or move.case.is_so(facts))
        for guard in chosen.guards:
            if not guard.holds(facts):
                raise guard.refusal(state=self.states[state], action=self.actions[action])
        return chosen

    def follows(self, before: State, after: State) -> bool:
        """Whether some move leads from `before` to `after`."""
        return any((move.before, move.after) == (before, after) for move in self.moves)

    @property
    def endings(self) -> frozenset[State]:
        """The states that no move leaves."""
        return frozenset(self.states) - {move.before for move in self.moves}
