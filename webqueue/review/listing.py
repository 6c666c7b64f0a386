"""One page of the queue's list, with the counts around it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from sqlalchemy.orm import Session

from models.findings import Verdict
from models.queue import (
    MOST_COUNTED,
    Place,
    QueueEntry,
    QueueFilter,
    count_all,
    list_cases,
    pooling_areas,
    searched,
)
from models.saved_filters import SavedFilter
from models.submissions import SubmissionState
from webqueue.review.filters import ALL_STATES, filter_arguments, place_argument
from webqueue.words import CASE_VERDICTS, CHECKS

CASES_A_PAGE = 20
SECOND_PERSON = "second_person"


@dataclass(frozen=True)
class ListPage:
    """What the list shows."""

    wanted: QueueFilter
    entries: tuple[QueueEntry, ...]
    is_first: bool
    has_more: bool
    cases: int
    """All that the filter lets through, up to MOST_COUNTED."""
    by_state: dict[SubmissionState, int]
    by_verdict: dict[Verdict, int]
    """Within state and area; empty where more is asked for, since counting that takes longer than it is worth."""
    second_person: int
    """Waiting cases that one person approved and another must confirm."""
    by_saved: dict[SavedFilter, int]
    areas: tuple[str, ...]

    @property
    def arguments(self) -> dict[str, str]:
        """The filter, for addresses."""
        return filter_arguments(self.wanted)

    def arguments_with(self, **changes: str) -> dict[str, str]:
        """The filter with some of it changed; an empty text takes a part away."""
        return {name: text for name, text in {**self.arguments, **changes}.items() if text}

    @property
    def following(self) -> dict[str, str]:
        """The arguments of the page that follows."""
        return {**self.arguments, "from": place_argument(self.entries[-1].place)}

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


def counted(number: int) -> str:
    """A count as it is shown: beyond the limit it is only said to be more."""
    return f"{number}+" if number >= MOST_COUNTED else str(number)


def list_page(
    session: Session,
    wanted: QueueFilter,
    after: Place | None,
    saved: Mapping[SavedFilter, QueueFilter] = MappingProxyType({}),
) -> ListPage:
    """The page that begins after that place, the first one where it is None; with the counts of the saved filters."""
    wanted = searched(session, wanted)
    entries = list_cases(session, wanted, limit=CASES_A_PAGE + 1, after=after)
    counts = count_all(session, {**_to_count(wanted), **saved})
    return ListPage(
        wanted=wanted,
        entries=entries[:CASES_A_PAGE],
        is_first=after is None,
        has_more=len(entries) > CASES_A_PAGE,
        cases=counts[""],
        by_state={state: counts[state] for state in SubmissionState},
        by_verdict={verdict: counts[verdict] for verdict in CASE_VERDICTS if verdict in counts},
        second_person=counts[SECOND_PERSON],
        by_saved={each: counts[each] for each in saved},
        areas=wanted.areas or pooling_areas(session),
    )


def _to_count(wanted: QueueFilter) -> dict[Hashable, QueueFilter]:
    """What is counted beside the list, by what it is counted for; the list itself under an empty text."""
    counted: dict[Hashable, QueueFilter] = {"": wanted}
    counted[SECOND_PERSON] = QueueFilter(second_person=True, areas=wanted.areas)
    counted.update((state, QueueFilter(state=state, areas=wanted.areas)) for state in SubmissionState)
    if not wanted.check and wanted.found is None:
        counted.update((verdict, replace(wanted, verdict=verdict)) for verdict in CASE_VERDICTS)
    return counted
