"""The life cycle of a publicity (所在单位申报公示): one batch of applicants, shown for a number of working days."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from models.errors import DecisionError
from models.life_cycles import errors
from models.life_cycles.registration import SHORTEST_REASON
from models.life_cycles.table import Case, Guard, LifeCycle, Move, Party
from models.working_days import CalendarUnavailable


class PublicityState(StrEnum):
    """Where a publicity stands."""

    DRAFT = "draft"
    ACTIVE = "active"
    EXPIRED = "expired"
    RESULT_SAVED = "result_saved"
    CANCELLED = "cancelled"


class PublicityAction(StrEnum):
    """What may be done with it."""

    EDIT = "edit"
    PUBLISH = "publish"
    CANCEL = "cancel"
    EXPIRE = "expire"
    SAVE_RESULT = "save_result"
    REMIND = "remind"


@dataclass(frozen=True)
class PublicityFacts:
    """What the guards look at; the defaults stand in nobody's way."""

    complete: bool = True
    """At least one applicant, contact, telephone and first day."""
    enough_days: bool = True
    not_too_early: bool = True
    """The first day is not before the day of the initial review."""
    last_day_known: bool = True
    begun: bool = True
    """Whether the first day has come."""
    period_over: bool = True
    objections_open: bool = False
    results_left: bool = False
    """Whether somebody's result is still missing."""
    reason: str = ""
    unit_involved: bool = False
    """Whether the actor is one of the applicants and duties are separate."""
    overdue: bool = True
    """Whether it has waited as long as the setting says."""


State: TypeAlias = PublicityState
Action: TypeAlias = PublicityAction
Facts: TypeAlias = PublicityFacts
_OPERATOR = (Party.OPERATOR,)


class LastDayUnknown(CalendarUnavailable):
    """The last day can be neither counted nor was it entered."""

    message_zh = (
        "公示期涉及的年度尚无节假日安排，无法计算截止日期。"
        "请系统管理员放入该年的工作日历，或由经办人填写截止日期并说明依据。"
    )
    message_en = (
        "The holidays of a year in this period are not known, so its last day cannot be counted. "
        "Ask the administrator to add that year's calendar, or enter the last day by hand and say why."
    )


NOT_OWN = Guard[Facts]("经办人不在公示名单中", lambda facts: not facts.unit_involved, errors.OwnApplication)
COMPLETE = Guard[Facts]("申报人、联系人、电话、开始日期齐全", lambda facts: facts.complete, errors.BatchIncomplete)
ENOUGH_DAYS = Guard[Facts]("工作日天数不少于规定", lambda facts: facts.enough_days, errors.TooFewDays)
NOT_TOO_EARLY = Guard[Facts]("不早于初审通过日期", lambda facts: facts.not_too_early, errors.StartsTooEarly)
LAST_DAY_KNOWN = Guard[Facts]("截止日期可计算或已填写", lambda facts: facts.last_day_known, LastDayUnknown)
NOT_BEGUN = Guard[Facts]("公示尚未开始", lambda facts: not facts.begun, errors.PublicityLocked)
PERIOD_OVER = Guard[Facts]("截止日期已过", lambda facts: facts.period_over, errors.PublicityNotExpired)
NO_OBJECTION = Guard[Facts]("无未处理的异议", lambda facts: not facts.objections_open, errors.ObjectionOpen)
REASON = Guard[Facts]("填写原因", lambda facts: len(facts.reason.strip()) >= SHORTEST_REASON, errors.ReasonRequired)

OVERDUE = Guard[Facts]("等待已久", lambda facts: facts.overdue, errors.NotOverdue)
_SOME_LEFT = Case[Facts]("尚有申报人无结果", lambda facts: facts.results_left)
_ALL_GIVEN = Case[Facts]("全部申报人有结果", lambda facts: not facts.results_left)

_ENDED = (State.RESULT_SAVED, State.CANCELLED)
_READY = (NOT_OWN, COMPLETE, ENOUGH_DAYS, NOT_TOO_EARLY, LAST_DAY_KNOWN)


def _refusals() -> dict[tuple[State, Action], type[DecisionError]]:
    refusals: dict[tuple[State, Action], type[DecisionError]] = {
        (state, Action.EDIT): errors.PublicityLocked for state in (State.EXPIRED, *_ENDED)
    }
    refusals[State.DRAFT, Action.SAVE_RESULT] = refusals[State.ACTIVE, Action.SAVE_RESULT] = errors.PublicityNotExpired
    refusals[State.EXPIRED, Action.CANCEL] = errors.PublicityLocked
    return refusals


PUBLICITY: LifeCycle[State, Action, Facts] = LifeCycle(
    subject="publicity",
    title="所在单位申报公示",
    initial=State.DRAFT,
    states={
        State.DRAFT: "草稿",
        State.ACTIVE: "公示中",
        State.EXPIRED: "公示期满",
        State.RESULT_SAVED: "结果已保存",
        State.CANCELLED: "已取消",
    },
    actions={
        Action.EDIT: "修改",
        Action.PUBLISH: "保存并公示",
        Action.CANCEL: "取消公示",
        Action.EXPIRE: "公示期满",
        Action.SAVE_RESULT: "公示结果保存",
        Action.REMIND: "提醒保存公示结果",
    },
    moves=(
        Move(State.DRAFT, Action.EDIT, State.DRAFT, _OPERATOR, (NOT_OWN,)),
        Move(State.ACTIVE, Action.EDIT, State.ACTIVE, _OPERATOR, (NOT_BEGUN, *_READY), in_guide=False),
        Move(State.DRAFT, Action.PUBLISH, State.ACTIVE, _OPERATOR, _READY),
        Move(State.DRAFT, Action.CANCEL, State.CANCELLED, _OPERATOR, in_guide=False),
        Move(State.ACTIVE, Action.CANCEL, State.CANCELLED, _OPERATOR, (NO_OBJECTION, REASON), in_guide=False),
        Move(State.ACTIVE, Action.EXPIRE, State.EXPIRED, (Party.SYSTEM,), (PERIOD_OVER,)),
        *(
            Move(State.EXPIRED, Action.SAVE_RESULT, after, _OPERATOR, (NOT_OWN, PERIOD_OVER), case)
            for after, case in ((State.EXPIRED, _SOME_LEFT), (State.RESULT_SAVED, _ALL_GIVEN))
        ),
        Move(State.EXPIRED, Action.REMIND, State.EXPIRED, (Party.SYSTEM,), (OVERDUE,), in_guide=False),
    ),
    refusals=_refusals(),
)
