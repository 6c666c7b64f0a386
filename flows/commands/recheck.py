"""zhenghe recheck: which decided cases would come out otherwise under today's rules."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import asdict
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from flows.rechecking import CaseChange, try_rules
from flows.workplace import open_workplace
from models.database import reading
from models.rule_trials import MOST_CASES
from models.settings import load_settings
from models.submissions import Submission


@click.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), default="2000-01-01", help="Decisions from this day on.")
@click.option("--limit", type=click.IntRange(1, MOST_CASES), default=500, show_default=True, help="The newest so many.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each case that would change.")
def recheck(since: dt.datetime, limit: int, *, as_json: bool) -> None:
    """Check decided cases again on what was read then; writes nothing."""
    workplace = open_workplace(load_settings())
    moment = since.replace(tzinfo=ZoneInfo(workplace.settings.time_zone))
    trial = try_rules(workplace, moment, limit)
    with reading(workplace.engine) as session:
        for change in trial.changes:
            click.echo(json.dumps(asdict(change)) if as_json else "\n".join(_lines(session, change)))
    click.echo(
        f"规则 Rules {trial.rules}；已试算 checked: {trial.checked}；会改变 would change: {len(trial.changes)}；"
        f"须重新读取 to be read anew: {trial.to_read_anew}",
        err=as_json,
    )


def _lines(session: Session, change: CaseChange) -> Iterator[str]:
    reference = session.get_one(Submission, change.submission).reference
    yield f"{reference} [{change.outcome}] {change.before} → {change.after}"
    for check in change.checks:
        yield f"    {check.check}: {check.before or '–'} → {check.after or '–'} {check.reason}"
