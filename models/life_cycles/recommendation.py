"""The life cycle of a recommendation (单位推荐上报): a list of applicants, handed to the superior unit (上级单位)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from models.life_cycles import errors
from models.life_cycles.table import Case, Guard, LifeCycle, Move, Party


class RecommendationState(StrEnum):
    """Where a recommendation stands."""

    DRAFT = "draft"
    REPORTED = "reported"
    RECEIVED = "received"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class RecommendationAction(StrEnum):
    """What may be done with it."""

    REPORT = "report"
    WITHDRAW = "withdraw"
    RECEIVE = "receive"
    ANSWER = "answer"
    REMIND = "remind"


@dataclass(frozen=True)
class RecommendationFacts:
    """What the guards look at; the defaults stand in nobody's way."""

    superior_known: bool = True
    applicants: int = 1
    answers_left: bool = False
    """Whether somebody has no answer yet."""
    overdue: bool = True
    """Whether it has waited as long as the setting says."""


State: TypeAlias = RecommendationState
Action: TypeAlias = RecommendationAction
Facts: TypeAlias = RecommendationFacts
_OPERATOR, _SUPERIOR = (Party.OPERATOR,), (Party.SUPERIOR,)

SUPERIOR = Guard[Facts]("上级单位在名单中", lambda facts: facts.superior_known, errors.SuperiorUnknown)
SOMEBODY = Guard[Facts]("至少选择一人", lambda facts: facts.applicants >= 1, errors.NobodyChosen)
OVERDUE = Guard[Facts]("等待已久", lambda facts: facts.overdue, errors.NotOverdue)
_SOME_LEFT = Case[Facts]("尚有申报人未审核", lambda facts: facts.answers_left)
_ALL_GIVEN = Case[Facts]("全部申报人已审核", lambda facts: not facts.answers_left)

RECOMMENDATION: LifeCycle[State, Action, Facts] = LifeCycle(
    subject="recommendation",
    title="单位推荐上报",
    initial=State.DRAFT,
    states={
        State.DRAFT: "草稿",
        State.REPORTED: "已上报",
        State.RECEIVED: "上级已接收",
        State.ANSWERED: "上级已审核",
        State.WITHDRAWN: "已撤回",
    },
    actions={
        Action.REPORT: "推荐上报",
        Action.WITHDRAW: "撤回",
        Action.RECEIVE: "接收",
        Action.ANSWER: "审核",
        Action.REMIND: "提醒接收",
    },
    moves=(
        Move(State.DRAFT, Action.REPORT, State.REPORTED, _OPERATOR, (SOMEBODY, SUPERIOR)),
        Move(State.REPORTED, Action.WITHDRAW, State.WITHDRAWN, _OPERATOR, in_guide=False),
        Move(State.REPORTED, Action.RECEIVE, State.RECEIVED, _SUPERIOR, in_guide=False),
        Move(State.RECEIVED, Action.ANSWER, State.RECEIVED, _SUPERIOR, case=_SOME_LEFT, in_guide=False),
        Move(State.RECEIVED, Action.ANSWER, State.ANSWERED, _SUPERIOR, case=_ALL_GIVEN, in_guide=False),
        Move(State.REPORTED, Action.REMIND, State.REPORTED, (Party.SYSTEM,), (OVERDUE,), in_guide=False),
    ),
    refusals={
        (State.RECEIVED, Action.WITHDRAW): errors.AlreadyReceived,
        (State.ANSWERED, Action.WITHDRAW): errors.AlreadyReceived,
        (State.REPORTED, Action.ANSWER): errors.NotReceived,
        (State.ANSWERED, Action.ANSWER): errors.AlreadyDecided,
    },
)
