"""The tables as a document: a Mermaid diagram and the rows of each life cycle."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from models.life_cycles.table import PARTIES, LifeCycle, Move

AnyLifeCycle = LifeCycle[Any, Any, Any]

_HEAD = """# Life cycles 办理流程

This page is printed from the tables in `models/life_cycles/` by `make diagrams`. A row marked * is not in the operating
guide (用人单位账号注册及初审操作指南) and is to be confirmed by the authority. A step that no row allows is refused
with `STEP_FORBIDDEN`, or with the code of the second table; one that belongs to somebody else, with `WRONG_PARTY`.
"""


def document(life_cycles: tuple[AnyLifeCycle, ...]) -> str:
    """The whole page, in Markdown."""
    return "\n".join([_HEAD, *(_chapter(life_cycle) for life_cycle in life_cycles)])


def diagram(life_cycle: AnyLifeCycle) -> str:
    """The state diagram, in Mermaid."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {state.name}: {words}" for state, words in life_cycle.states.items()]
    lines += [f"    [*] --> {life_cycle.initial.name}"]
    lines += [
        f"    {before.name} --> {after.name}: {'，'.join(labels)}"
        for (before, after), labels in _arrows(life_cycle).items()
    ]
    lines += [f"    {state.name} --> [*]" for state in life_cycle.states if state in life_cycle.endings]
    return "\n".join(lines)


def _arrows(life_cycle: AnyLifeCycle) -> dict[tuple[StrEnum, StrEnum], list[str]]:
    arrows: dict[tuple[StrEnum, StrEnum], list[str]] = {}
    for move in life_cycle.moves:
        label = life_cycle.actions[move.action] + _star(move)
        labels = arrows.setdefault((move.before, move.after), [])
        if label not in labels:
            labels.append(label)
    return arrows


def _chapter(life_cycle: AnyLifeCycle) -> str:
    rows = [_row(life_cycle, move) for move in life_cycle.moves]
    refusals = [
        f"| {life_cycle.states[state]} | {life_cycle.actions[action]} | `{error.code}` |"
        for (state, action), error in life_cycle.refusals.items()
    ]
    return "\n".join(
        [
            f"## {life_cycle.subject.capitalize()} {life_cycle.title}\n",
            "```mermaid",
            diagram(life_cycle),
            "```\n",
            "| 状态 From | 事项 Step | 办理人 By | 条件 Condition, or code | 到 To |",
            "|---|---|---|---|---|",
            *rows,
            "",
            "| 状态 In | 事项 Step | 拒绝代码 Refused with |",
            "|---|---|---|",
            *refusals,
            "",
        ]
    )


def _row(life_cycle: AnyLifeCycle, move: Move[Any, Any, Any]) -> str:
    conditions = [move.case.words] if move.case else []
    conditions += [f"{guard.words}，否则 `{guard.refusal.code}`" for guard in move.guards]
    parties = "、".join(PARTIES[party] for party in move.parties)
    return (
        f"| {life_cycle.states[move.before]} | {life_cycle.actions[move.action]}{_star(move)} | {parties} "
        f"| {'；'.join(conditions) or '—'} | {life_cycle.states[move.after]} |"
    )


def _star(move: Move[Any, Any, Any]) -> str:
    return "" if move.in_guide else " *"
