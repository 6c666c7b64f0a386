"""The nightly run (夜间批次): let time pass, take the inbox in, read and check all that is unfinished, report."""

from __future__ import annotations

from dataclasses import dataclass, replace

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from flows.attachments import read_attachments
from flows.checking import unverified, verify_settled
from flows.intake import IntakeReport, take_in_inbox
from flows.timing import let_time_pass
from flows.verification import verify_batch
from flows.work import chunks, take_stock
from flows.workplace import Workplace, open_for_run
from models import reading_work
from models.database import reading


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

    @property
    def rows(self) -> tuple[tuple[str, int], ...]:
        """The numbers with their titles."""
        return (
            ("收件 Taken in", self.taken),
            ("留待下次 Deferred", self.deferred),
            ("附件 Documents", self.documents),
            ("核验完毕 Verified", self.verified),
            ("未完成 Unfinished", self.unfinished),
            ("公示期满 Publicities ended", self.expired),
            ("提醒 Reminders", self.reminded),
        )

    @property
    def markdown(self) -> str:
        """The numbers as a table."""
        return "| | |\n|---|---:|\n" + "\n".join(f"| {title} | {count} |" for title, count in self.rows)


@flow(name="nightly", persist_result=False, validate_parameters=False)
def nightly() -> NightlyReport:
    """Take in the inbox, verify everything that is unfinished, let time pass, and leave a report of counts."""
    workplace = open_for_run()
    time = let_time_pass(workplace)
    read_attachments(workplace)
    verified = verify_everything(workplace, take_in_configured_inbox(workplace))
    report = replace(verified, expired=time.expired, reminded=time.reminded)
    create_markdown_artifact(report.markdown, key="nightly")
    return report


@flow(name="intake", persist_result=False, validate_parameters=False)
def intake() -> None:
    """Take in the inbox, verify what came, and read applicants' attachments, several times a day."""
    workplace = open_for_run()
    verify_everything(workplace, take_in_configured_inbox(workplace))
    read_attachments(workplace)


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
    for chunk in chunks(documents):
        verify_batch(chunk)
    verify_settled(workplace, waiting)
    with reading(workplace.engine) as session:
        left = len(set(unverified(session)) & set(waiting))
    return NightlyReport(came.changed, len(came.deferred), len(documents), len(waiting) - left, left)
