"""One page of the queue's list, with the counts around it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from models.findings import Verdict
from models.queue import QueueEntry, QueueFilter, count_by_state, count_cases, list_cases, pooling_areas
from models.submissions import SubmissionState
from webqueue.review.filters import ALL_STATES, filter_arguments
from webqueue.words import CASE_VERDICTS, CHECKS

CASES_A_PAGE = 20


@dataclass(frozen=True)
class ListPage:
    """What the list shows."""

    wanted: QueueFilter
    entries: tuple[QueueEntry, ...]
    number: int
    """Of this page, counted from one."""
    cases: int
    """All that the filter lets through."""
    by_state: dict[SubmissionState, int]
    by_verdict: dict[Verdict, int]
    """Within all other filters."""
    areas: tuple[str, ...]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(-(-self.cases // CASES_A_PAGE), 1)

    @property
    def arguments(self) -> dict[str, str]:
        """The filter, for addresses."""
        return filter_arguments(self.wanted)

    def arguments_with(self, **changes: str) -> dict[str, str]:
        """The filter with some of it changed; an empty text takes a part away."""
        return {name: text for name, text in {**self.arguments, **changes}.items() if text}

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the state is asked for."""
        return bool(set(self.arguments) - {"state"})

    @property
    def check_names(self) -> dict[str, str]:
        """What can be filtered by."""
        return {check.value: name for check, name in CHECKS.items()}

    @property
    def verdict_names(self) -> dict[Verdict, str]:
        """What can be filtered by."""
        return CASE_VERDICTS

    @property
    def all_states(self) -> str:
        """The word for cases of any state, in an address."""
        return ALL_STATES


def list_page(session: Session, wanted: QueueFilter, number: int) -> ListPage:
    """The page of that number; the last one where there are not so many."""
    cases = count_cases(session, wanted)
    number = min(number, max(-(-cases // CASES_A_PAGE), 1))
    return ListPage(
        wanted=wanted,
        entries=list_cases(session, wanted, limit=CASES_A_PAGE, offset=(number - 1) * CASES_A_PAGE),
        number=number,
        cases=cases,
        by_state=count_by_state(session),
        by_verdict={verdict: count_cases(session, replace(wanted, verdict=verdict)) for verdict in CASE_VERDICTS},
        areas=pooling_areas(session),
    )
