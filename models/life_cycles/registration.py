"""The life cycle of an account registration (账号注册申请)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from models.errors import DecisionError
from models.life_cycles import errors
from models.life_cycles.table import Case, Guard, LifeCycle, Move, Party

SHORTEST_REASON = 5
"""Characters of a reason for a return or a rejection."""


class RegistrationState(StrEnum):
    """Where a registration stands."""

    DRAFT = "draft"
    FORM_COMPLETE = "form_complete"
    ATTACHED = "attached"
    SAVED = "saved"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class RegistrationAction(StrEnum):
    """What may be done with it."""

    FILL = "fill"
    UPLOAD = "upload"
    SAVE = "save"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    RECONSIDER = "reconsider"
    SUSPEND = "suspend"
    RESUME = "resume"
    CLOSE = "close"
    REMIND = "remind"


@dataclass(frozen=True)
class RegistrationFacts:
    """What the guards look at; the defaults stand in nobody's way."""

    form_complete: bool = True
    attached: bool = True
    """Both slots hold a document."""
    verified: bool = True
    failed_checks: bool = False
    override: str = ""
    """Why it is submitted against a failed check."""
    identity_broken: bool = False
    other_open: bool = False
    own_area: bool = True
    own: bool = False
    """Whether the actor is the one who submitted it."""
    reason: str = ""
    overdue: bool = True
    """Whether it has waited as long as the setting says."""


State: TypeAlias = RegistrationState
Action: TypeAlias = RegistrationAction
Facts: TypeAlias = RegistrationFacts
_OPERATOR, _REVIEWER, _ADMINISTRATOR = (Party.OPERATOR,), (Party.REVIEWER,), (Party.ADMINISTRATOR,)

VERIFIED = Guard[Facts]("附件核验完毕", lambda facts: facts.verified, errors.ReadingUnfinished)
NO_FAILED_CHECK = Guard[Facts](
    "无不通过项，或已说明仍要提交的原因",
    lambda facts: not facts.failed_checks or len(facts.override.strip()) >= SHORTEST_REASON,
    errors.ChecksFailed,
)
IDENTITY_RULE = Guard[Facts]("符合经办人五项规则", lambda facts: not facts.identity_broken, errors.IdentityRuleBroken)
ONLY_ONE = Guard[Facts]("无在审的相同申请", lambda facts: not facts.other_open, errors.OtherApplicationOpen)
OWN_AREA = Guard[Facts]("审核人负责该统筹区", lambda facts: facts.own_area, errors.ForeignArea)
NOT_OWN = Guard[Facts]("审核人不是提交人", lambda facts: not facts.own, errors.OwnApplication)
REASON = Guard[Facts]("填写原因", lambda facts: len(facts.reason.strip()) >= SHORTEST_REASON, errors.ReasonRequired)

OVERDUE = Guard[Facts]("等待已久", lambda facts: facts.overdue, errors.NotOverdue)
_MAY_SUBMIT = (VERIFIED, NO_FAILED_CHECK, IDENTITY_RULE, ONLY_ONE)

_INCOMPLETE = Case[Facts]("必填项不齐", lambda facts: not facts.form_complete)
_COMPLETE = Case[Facts]("必填项齐全有效，附件不齐", lambda facts: facts.form_complete and not facts.attached)
_ATTACHED = Case[Facts]("必填项齐全有效，附件齐", lambda facts: facts.form_complete and facts.attached)
_ONE_SLOT = Case[Facts]("只有一项附件", lambda facts: not facts.attached)
_BOTH_SLOTS = Case[Facts]("两项附件齐", lambda facts: facts.attached)

_OPEN = (State.DRAFT, State.FORM_COMPLETE, State.ATTACHED, State.SAVED, State.RETURNED, State.WITHDRAWN)
"""The states in which the operator works on it."""


def _fill(before: State) -> tuple[Move[State, Action, Facts], ...]:
    return (
        Move(before, Action.FILL, State.DRAFT, _OPERATOR, case=_INCOMPLETE),
        Move(before, Action.FILL, State.FORM_COMPLETE, _OPERATOR, case=_COMPLETE),
        Move(before, Action.FILL, State.ATTACHED, _OPERATOR, case=_ATTACHED),
    )


def _upload(before: State) -> tuple[Move[State, Action, Facts], ...]:
    return (
        Move(before, Action.UPLOAD, State.FORM_COMPLETE, _OPERATOR, case=_ONE_SLOT),
        Move(before, Action.UPLOAD, State.ATTACHED, _OPERATOR, case=_BOTH_SLOTS),
    )


_UPLOADABLE = tuple(state for state in _OPEN if state is not State.DRAFT)
_DECISIONS = (Action.APPROVE, Action.RETURN, Action.REJECT)
_CHANGES = (Action.FILL, Action.UPLOAD, Action.SAVE)
_DECIDED = (State.RETURNED, State.APPROVED, State.REJECTED, State.SUSPENDED, State.CLOSED)
_LOCKED = (State.SUBMITTED, State.APPROVED, State.REJECTED, State.SUSPENDED, State.CLOSED)


def _refusals() -> dict[tuple[State, Action], type[DecisionError]]:
    refusals: dict[tuple[State, Action], type[DecisionError]] = {
        (State.DRAFT, Action.UPLOAD): errors.UploadBeforeComplete,
        (State.DRAFT, Action.SAVE): errors.SaveBeforeAttached,
        (State.FORM_COMPLETE, Action.SAVE): errors.SaveBeforeAttached,
    }
    for state in (State.DRAFT, State.FORM_COMPLETE, State.ATTACHED, State.RETURNED, State.WITHDRAWN):
        refusals[state, Action.SUBMIT] = errors.SubmitBeforeSave
    for state in (State.APPROVED, State.SUSPENDED, State.CLOSED):
        refusals[state, Action.RECONSIDER] = errors.AccountOpened
    for action in _CHANGES:
        refusals.update({(state, action): errors.Frozen for state in _LOCKED})
    for action in _DECISIONS:
        refusals.update({(state, action): errors.NotSubmitted for state in _OPEN if state is not State.RETURNED})
        refusals.update({(state, action): errors.AlreadyDecided for state in _DECIDED})
    return refusals


REGISTRATION: LifeCycle[State, Action, Facts] = LifeCycle(
    subject="registration",
    title="账号注册申请",
    initial=State.DRAFT,
    states={
        State.DRAFT: "草稿",
        State.FORM_COMPLETE: "已填写",
        State.ATTACHED: "附件已上传",
        State.SAVED: "已保存",
        State.SUBMITTED: "待审核",
        State.APPROVED: "审核通过",
        State.RETURNED: "已退回",
        State.REJECTED: "审核不通过",
        State.WITHDRAWN: "已撤回",
        State.SUSPENDED: "已停用",
        State.CLOSED: "已注销",
    },
    actions={
        Action.FILL: "填写",
        Action.UPLOAD: "上传附件",
        Action.SAVE: "保存",
        Action.SUBMIT: "注册",
        Action.WITHDRAW: "撤回",
        Action.APPROVE: "审核通过",
        Action.RETURN: "退回",
        Action.REJECT: "审核不通过",
        Action.RECONSIDER: "撤销审核",
        Action.SUSPEND: "停用",
        Action.RESUME: "恢复",
        Action.CLOSE: "注销",
        Action.REMIND: "提醒审核",
    },
    moves=(
        *(move for state in _OPEN for move in _fill(state)),
        *(move for state in _UPLOADABLE for move in _upload(state)),
        Move(State.ATTACHED, Action.SAVE, State.SAVED, _OPERATOR),
        Move(State.SAVED, Action.SAVE, State.SAVED, _OPERATOR),
        Move(State.SAVED, Action.SUBMIT, State.SUBMITTED, _OPERATOR, _MAY_SUBMIT),
        Move(State.SUBMITTED, Action.APPROVE, State.APPROVED, _REVIEWER, (OWN_AREA, NOT_OWN)),
        Move(State.SUBMITTED, Action.RETURN, State.RETURNED, _REVIEWER, (OWN_AREA, NOT_OWN, REASON), in_guide=False),
        Move(State.SUBMITTED, Action.REJECT, State.REJECTED, _REVIEWER, (OWN_AREA, NOT_OWN, REASON), in_guide=False),
        Move(State.RETURNED, Action.RECONSIDER, State.SUBMITTED, _REVIEWER, (OWN_AREA, NOT_OWN), in_guide=False),
        Move(State.REJECTED, Action.RECONSIDER, State.SUBMITTED, _REVIEWER, (OWN_AREA, NOT_OWN), in_guide=False),
        Move(State.SUBMITTED, Action.WITHDRAW, State.WITHDRAWN, _OPERATOR, in_guide=False),
        Move(State.APPROVED, Action.SUSPEND, State.SUSPENDED, _ADMINISTRATOR, (REASON,), in_guide=False),
        Move(State.SUSPENDED, Action.RESUME, State.APPROVED, _ADMINISTRATOR, (REASON,), in_guide=False),
        Move(State.APPROVED, Action.CLOSE, State.CLOSED, _ADMINISTRATOR, (REASON,), in_guide=False),
        Move(State.SUSPENDED, Action.CLOSE, State.CLOSED, _ADMINISTRATOR, (REASON,), in_guide=False),
        Move(State.SUBMITTED, Action.REMIND, State.SUBMITTED, (Party.SYSTEM,), (OVERDUE,), in_guide=False),
    ),
    refusals=_refusals(),
)
"""Rejected is final for the operator, who registers again with a new number (重新注册).

A reviewer may take a decision back as long as nothing has come of it: not once an account was opened, nor once the
operator works on what was returned.
"""
