"""The nightly run (夜间批次): let time pass, take the inbox in, read and check all that is unfinished, report."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from flows.attachments import read_attachments
from flows.checking import unverified, verify_settled
from flows.intake import IntakeReport, take_in_inbox
from flows.notices import send_notice
from flows.run_records import recorded, what_holds_back
from flows.spreading import read_chunks
from flows.timing import let_time_pass
from flows.work import take_stock
from flows.workplace import Workplace, open_for_run
from models import reading_work
from models.database import reading
from models.reading_work import failures_among


@dataclass(frozen=True)
class NightlyReport:
    """The numbers of one run."""

    taken: int
    """Submissions that brought something new."""
    deferred: int
    """Folders that stay for the next run."""
    documents: int
    """Documents that were to be read."""
    verified: int
    """Submissions that have a verification now and had none before."""
    unfinished: int
    """Submissions that still have none."""
    expired: int = 0
    """Publicities whose last day has ended."""
    reminded: int = 0
    """Things that wait for a person."""
    seconds: float = 0.0
    """Of the whole run."""
    failures: Mapping[str, int] = field(default_factory=dict)
    """Documents that could not be read, by the reason's code."""

    @property
    def counts(self) -> dict[str, int | float]:
        """The numbers by name, as they are recorded."""
        return {
            "taken": self.taken,
            "deferred": self.deferred,
            "documents": self.documents,
            "verified": self.verified,
            "unfinished": self.unfinished,
            "expired": self.expired,
            "reminded": self.reminded,
            "failed": sum(self.failures.values()),
        }

    @property
    def rows(self) -> tuple[tuple[str, int | float], ...]:
        """The numbers with their titles."""
        return (
            ("收件 Taken in", self.taken),
            ("留待下次 Deferred", self.deferred),
            ("附件 Documents", self.documents),
            ("核验完毕 Verified", self.verified),
            ("未完成 Unfinished", self.unfinished),
            ("公示期满 Publicities ended", self.expired),
            ("提醒 Reminders", self.reminded),
            ("用时（秒） Seconds", round(self.seconds, 1)),
            ("每分钟附件 Documents a minute", self.a_minute),
            *((f"无法读取 Not read: {code}", count) for code, count in sorted(self.failures.items())),
        )

    @property
    def a_minute(self) -> float:
        """Documents a minute, over the whole run."""
        return round(60 * self.documents / self.seconds, 1) if self.seconds else 0.0

    @property
    def markdown(self) -> str:
        """The numbers as a table."""
        return "| | |\n|---|---:|\n" + "\n".join(f"| {title} | {count} |" for title, count in self.rows)


@flow(name="nightly", persist_result=False, validate_parameters=False)
def nightly() -> NightlyReport:
    """Take in the inbox, verify everything that is unfinished, let time pass, and leave a report of counts.

    Raises WorkPaused or DiskFull where nothing may be read now.
    """
    workplace = open_for_run()
    begun = time.monotonic()
    with recorded(workplace, "nightly") as counts:
        moved = let_time_pass(workplace)
        if (reason := what_holds_back(workplace)) is not None:
            raise reason
        read_attachments(workplace)
        verified = verify_everything(workplace, take_in_configured_inbox(workplace))
        seconds = time.monotonic() - begun
        report = replace(verified, expired=moved.expired, reminded=moved.reminded, seconds=seconds)
        counts.update(report.counts)
    create_markdown_artifact(report.markdown, key="nightly")
    send_notice(workplace.settings, "证核：夜间核验", report.rows)
    return report


@flow(name="intake", persist_result=False, validate_parameters=False)
def intake() -> None:
    """Take in the inbox, verify what came, and read applicants' attachments, several times a day."""
    workplace = open_for_run()
    with recorded(workplace, "intake") as counts:
        if (reason := what_holds_back(workplace)) is not None:
            raise reason
        counts.update(verify_everything(workplace, take_in_configured_inbox(workplace)).counts)
        counts["attachments"] = read_attachments(workplace)


def take_in_configured_inbox(workplace: Workplace) -> IntakeReport:
    """Take in the inbox that the settings name and move away what was taken; an inbox that is not there is empty."""
    inbox = workplace.settings.inbox_folder
    return take_in_inbox(workplace, inbox, move_away=True) if inbox.is_dir() else IntakeReport()


def verify_everything(workplace: Workplace, came: IntakeReport) -> NightlyReport:
    """Read and check all that is unfinished, one flow run a chunk; gives the numbers."""
    take_stock(workplace)
    with reading(workplace.engine) as session:
        waiting = unverified(session)
        documents = reading_work.unfinished(session)
    read_chunks(documents, workplace)
    verify_settled(workplace, waiting)
    with reading(workplace.engine) as session:
        left = len(set(unverified(session)) & set(waiting))
        failures = failures_among(session, documents)
    return NightlyReport(came.changed, len(came.deferred), len(documents), len(waiting) - left, left, failures=failures)
