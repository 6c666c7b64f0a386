"""The nightly run (夜间批次): take the inbox in, read and check all that is unfinished, and report in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from flows.checking import unverified, verify_settled
from flows.intake import IntakeReport, take_in_inbox
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

    @property
    def rows(self) -> tuple[tuple[str, int], ...]:
        """The numbers with their titles."""
        return (
            ("收件 Taken in", self.taken),
            ("留待下次 Deferred", self.deferred),
            ("附件 Documents", self.documents),
            ("核验完毕 Verified", self.verified),
            ("未完成 Unfinished", self.unfinished),
        )

    @property
    def markdown(self) -> str:
        """The numbers as a table."""
        return "| | |\n|---|---:|\n" + "\n".join(f"| {title} | {count} |" for title, count in self.rows)


@flow(name="nightly", persist_result=False, validate_parameters=False)
def nightly() -> NightlyReport:
    """Take in the inbox, verify everything that is unfinished, and leave a report of counts."""
    workplace = open_for_run()
    report = verify_everything(workplace, take_in_configured_inbox(workplace))
    create_markdown_artifact(report.markdown, key="nightly")
    return report


@flow(name="intake", persist_result=False, validate_parameters=False)
def intake() -> None:
    """Take in the inbox and verify what came, several times a day."""
    workplace = open_for_run()
    verify_everything(workplace, take_in_configured_inbox(workplace))


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
