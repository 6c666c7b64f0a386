"""The life cycle of a title application (职称申报) on the employer's side, from the applicant to the superior unit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from models.errors import DecisionError
from models.life_cycles import errors
from models.life_cycles.registration import SHORTEST_REASON
from models.life_cycles.table import Case, Guard, LifeCycle, Move, Party


class ApplicationState(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    PENDING = "pending"
    PASSED = "passed"
    RETURNED = "returned"
    REJECTED = "rejected"
    PUBLIC = "public"
    OBJECTED = "objected"
    EXPIRED = "expired"
    PUBLICITY_PASSED = "publicity_passed"
    PUBLICITY_FAILED = "publicity_failed"
    REPORTED = "reported"
    UPPER_APPROVED = "upper_approved"
    UPPER_RETURNED = "upper_returned"
    UPPER_REJECTED = "upper_rejected"


class ApplicationAction(StrEnum):
    """What may be done with it."""

    EDIT = "edit"
    SUBMIT = "submit"
    PASS = "pass"  # noqa: S105  (an action)
    RETURN = "return"
    REJECT = "reject"
    REOPEN = "reopen"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    OBJECT = "object"
    DISMISS = "dismiss"
    UPHOLD = "uphold"
    EXPIRE = "expire"
    PASS_PUBLICITY = "pass_publicity"  # noqa: S105  (an action)
    FAIL_PUBLICITY = "fail_publicity"
    CORRECT = "correct"
    RECOMMEND = "recommend"
    WITHDRAW = "withdraw"
    UPPER_APPROVE = "upper_approve"
    UPPER_RETURN = "upper_return"
    UPPER_REJECT = "upper_reject"
    TURN_BACK = "turn_back"
    REPORT_AGAIN = "report_again"
    REMIND = "remind"


@dataclass(frozen=True)
class ApplicationFacts:
    """What the guards look at; the defaults stand in nobody's way."""

    own: bool = False
    """Whether the actor is the applicant and duties are separate."""
    reason: str = ""
    report: str = "调查处理报告"
    period_over: bool = True
    """Whether the last day of the publicity has ended."""
    within_period: bool = True
    """Whether the objection was received within the publicity."""
    objections_open: bool = False
    """Whether an objection other than the one that is being resolved is open."""
    same_year: bool = True
    superior_known: bool = True
    received: bool = False
    unchanged: bool = True
    """Whether the content is still the publicised one."""
    closed: bool = False
    """Whether the closing day (申报截止日期) of its year has passed."""
    overdue: bool = True
    """Whether it has waited as long as the setting says."""


State: TypeAlias = ApplicationState
Action: TypeAlias = ApplicationAction
Facts: TypeAlias = ApplicationFacts
_OPERATOR, _SUPERIOR, _SYSTEM = (Party.OPERATOR,), (Party.SUPERIOR,), (Party.SYSTEM,)
_WRITERS = (Party.APPLICANT, Party.OPERATOR)
"""An operator enters applications too, from a table of the unit's applicants."""

NOT_OWN = Guard[Facts]("不是本人的申报", lambda facts: not facts.own, errors.OwnApplication)
REASON = Guard[Facts]("填写原因", lambda facts: len(facts.reason.strip()) >= SHORTEST_REASON, errors.ReasonRequired)
IN_TIME = Guard[Facts]("未过本年度申报截止日期", lambda facts: not facts.closed, errors.ApplicationsClosed)
REPORT = Guard[Facts]("填写调查处理报告", lambda facts: bool(facts.report.strip()), errors.ReportRequired)
PERIOD_OVER = Guard[Facts]("公示期满", lambda facts: facts.period_over, errors.PublicityNotExpired)
WITHIN_PERIOD = Guard[Facts]("公示期内收到", lambda facts: facts.within_period, errors.ObjectionTooLate)
NO_OBJECTION = Guard[Facts]("无未处理的异议", lambda facts: not facts.objections_open, errors.ObjectionOpen)
SAME_YEAR = Guard[Facts]("年度一致", lambda facts: facts.same_year, errors.YearDiffers)
SUPERIOR = Guard[Facts]("上级单位在名单中", lambda facts: facts.superior_known, errors.SuperiorUnknown)
NOT_RECEIVED = Guard[Facts]("上级单位尚未接收", lambda facts: not facts.received, errors.AlreadyReceived)
RECEIVED = Guard[Facts]("上级单位已接收", lambda facts: facts.received, errors.NotReceived)
UNCHANGED = Guard[Facts]("公示内容未改动", lambda facts: facts.unchanged, errors.PublicityRequired)

OVERDUE = Guard[Facts]("等待已久", lambda facts: facts.overdue, errors.NotOverdue)
_OTHERS_OPEN = Case[Facts]("另有异议未处理", lambda facts: facts.objections_open)
_STILL_PUBLIC = Case[Facts]("公示期未满", lambda facts: not facts.objections_open and not facts.period_over)
_PERIOD_OVER = Case[Facts]("公示期已满", lambda facts: not facts.objections_open and facts.period_over)

_MAY_UPHOLD = (NOT_OWN, REPORT, NO_OBJECTION)
_MAY_GIVE_RESULT = (NOT_OWN, PERIOD_OVER, NO_OBJECTION)
_MAY_REPORT = (NOT_OWN, UNCHANGED, SAME_YEAR, SUPERIOR)
_MAY_REFUSE = (NOT_OWN, RECEIVED, REASON)

_REVIEWS = (Action.PASS, Action.RETURN, Action.REJECT)
_RESULTS = (Action.PASS_PUBLICITY, Action.FAIL_PUBLICITY)
_WRITABLE = (State.DRAFT, State.RETURNED)


def _refusals() -> dict[tuple[State, Action], type[DecisionError]]:
    refusals: dict[tuple[State, Action], type[DecisionError]] = {
        (state, Action.EDIT): errors.Frozen for state in State if state not in _WRITABLE
    }
    refusals.update({(state, action): errors.NotSubmitted for action in _REVIEWS for state in _WRITABLE})
    refusals.update({(State.REJECTED, action): errors.AlreadyDecided for action in _REVIEWS})
    refusals[State.REJECTED, Action.EDIT] = refusals[State.REJECTED, Action.SUBMIT] = errors.RejectedFinal
    for state in (State.DRAFT, State.PENDING, State.RETURNED, State.REJECTED):
        refusals[state, Action.PUBLISH] = refusals[state, Action.RECOMMEND] = errors.NotPassed
    for state in (State.PASSED, State.PUBLIC, State.OBJECTED, State.EXPIRED):
        refusals[state, Action.RECOMMEND] = errors.PublicityRequired
    refusals[State.PUBLICITY_FAILED, Action.RECOMMEND] = errors.PublicityFailed
    for action in _RESULTS:
        refusals[State.PUBLIC, action] = errors.PublicityNotExpired
        refusals[State.OBJECTED, action] = errors.ObjectionOpen
    return refusals


def _dismissals() -> tuple[Move[State, Action, Facts], ...]:
    return tuple(
        Move(State.OBJECTED, Action.DISMISS, after, _OPERATOR, (NOT_OWN, REPORT), case, in_guide=False)
        for after, case in (
            (State.OBJECTED, _OTHERS_OPEN),
            (State.PUBLIC, _STILL_PUBLIC),
            (State.EXPIRED, _PERIOD_OVER),
        )
    )


APPLICATION: LifeCycle[State, Action, Facts] = LifeCycle(
    subject="application",
    title="职称申报",
    initial=State.DRAFT,
    states={
        State.DRAFT: "草稿",
        State.PENDING: "待初审",
        State.PASSED: "初审通过",
        State.RETURNED: "已退回",
        State.REJECTED: "初审不通过",
        State.PUBLIC: "公示中",
        State.OBJECTED: "有异议",
        State.EXPIRED: "公示期满",
        State.PUBLICITY_PASSED: "公示通过",
        State.PUBLICITY_FAILED: "公示不通过",
        State.REPORTED: "已推荐上报",
        State.UPPER_APPROVED: "上级审核通过",
        State.UPPER_RETURNED: "上级退回",
        State.UPPER_REJECTED: "上级审核不通过",
    },
    actions={
        Action.EDIT: "修改",
        Action.SUBMIT: "提交到所在单位",
        Action.PASS: "初审通过",
        Action.RETURN: "初审退回",
        Action.REJECT: "初审不通过",
        Action.REOPEN: "撤销初审",
        Action.PUBLISH: "加入公示",
        Action.UNPUBLISH: "取消公示",
        Action.OBJECT: "登记异议",
        Action.DISMISS: "异议不成立",
        Action.UPHOLD: "异议成立",
        Action.EXPIRE: "公示期满",
        Action.PASS_PUBLICITY: "公示结果通过",
        Action.FAIL_PUBLICITY: "公示结果不通过",
        Action.CORRECT: "退回更正",
        Action.RECOMMEND: "推荐上报",
        Action.WITHDRAW: "撤回上报",
        Action.UPPER_APPROVE: "上级审核通过",
        Action.UPPER_RETURN: "上级退回",
        Action.UPPER_REJECT: "上级审核不通过",
        Action.TURN_BACK: "转申报人修改",
        Action.REPORT_AGAIN: "补正后再报",
        Action.REMIND: "提醒初审",
    },
    moves=(
        *(Move(state, Action.EDIT, state, _WRITERS) for state in _WRITABLE),
        *(Move(state, Action.SUBMIT, State.PENDING, _WRITERS, (IN_TIME,)) for state in _WRITABLE),
        Move(State.PENDING, Action.PASS, State.PASSED, _OPERATOR, (NOT_OWN,)),
        Move(State.PENDING, Action.RETURN, State.RETURNED, _OPERATOR, (NOT_OWN, REASON)),
        Move(State.PENDING, Action.REJECT, State.REJECTED, _OPERATOR, (NOT_OWN, REASON)),
        Move(State.PASSED, Action.REOPEN, State.PENDING, _OPERATOR, (NOT_OWN, REASON), in_guide=False),
        Move(State.PASSED, Action.PUBLISH, State.PUBLIC, _OPERATOR, (NOT_OWN,)),
        *(
            Move(state, Action.UNPUBLISH, State.PASSED, _OPERATOR, (NOT_OWN, NO_OBJECTION), in_guide=False)
            for state in (State.PUBLIC, State.EXPIRED)
        ),
        Move(State.PUBLIC, Action.OBJECT, State.OBJECTED, _OPERATOR, (WITHIN_PERIOD,), in_guide=False),
        Move(State.OBJECTED, Action.OBJECT, State.OBJECTED, _OPERATOR, (WITHIN_PERIOD,), in_guide=False),
        Move(State.EXPIRED, Action.OBJECT, State.OBJECTED, _OPERATOR, (WITHIN_PERIOD,), in_guide=False),
        *_dismissals(),
        Move(
            State.OBJECTED,
            Action.UPHOLD,
            State.PUBLICITY_FAILED,
            _OPERATOR,
            _MAY_UPHOLD,
            in_guide=False,
        ),
        Move(State.PUBLIC, Action.EXPIRE, State.EXPIRED, _SYSTEM, (PERIOD_OVER,)),
        Move(
            State.EXPIRED,
            Action.PASS_PUBLICITY,
            State.PUBLICITY_PASSED,
            _OPERATOR,
            (NOT_OWN, PERIOD_OVER, NO_OBJECTION),
        ),
        Move(
            State.EXPIRED,
            Action.FAIL_PUBLICITY,
            State.PUBLICITY_FAILED,
            _OPERATOR,
            (*_MAY_GIVE_RESULT, REASON, REPORT),
            in_guide=False,
        ),
        Move(State.PUBLICITY_FAILED, Action.CORRECT, State.RETURNED, _OPERATOR, (NOT_OWN, REASON), in_guide=False),
        Move(
            State.PUBLICITY_PASSED,
            Action.RECOMMEND,
            State.REPORTED,
            _OPERATOR,
            _MAY_REPORT,
        ),
        Move(State.REPORTED, Action.WITHDRAW, State.PUBLICITY_PASSED, _OPERATOR, (NOT_RECEIVED,), in_guide=False),
        Move(
            State.REPORTED, Action.UPPER_APPROVE, State.UPPER_APPROVED, _SUPERIOR, (NOT_OWN, RECEIVED), in_guide=False
        ),
        Move(
            State.REPORTED,
            Action.UPPER_RETURN,
            State.UPPER_RETURNED,
            _SUPERIOR,
            _MAY_REFUSE,
            in_guide=False,
        ),
        Move(
            State.REPORTED,
            Action.UPPER_REJECT,
            State.UPPER_REJECTED,
            _SUPERIOR,
            _MAY_REFUSE,
            in_guide=False,
        ),
        Move(State.UPPER_RETURNED, Action.TURN_BACK, State.RETURNED, _OPERATOR, (NOT_OWN, REASON), in_guide=False),
        Move(
            State.UPPER_RETURNED,
            Action.REPORT_AGAIN,
            State.REPORTED,
            _OPERATOR,
            _MAY_REPORT,
            in_guide=False,
        ),
        Move(State.PENDING, Action.REMIND, State.PENDING, (Party.SYSTEM,), (OVERDUE,), in_guide=False),
    ),
    refusals=_refusals(),
)
"""Every way from a change of content to the superior unit leads through initial review and publicity again."""
