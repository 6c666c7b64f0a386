"""A page of the list of cases, for programs."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.queue import Place, QueueFilter, list_cases
from webqueue.api.errors import RequestInvalid
from webqueue.api.shapes.cases import ListAnswer, ListQuery, entry_answer
from webqueue.review.filters import place_argument, read_place

_NO_PLACE = "不是上一页给出的 next。请从第一页重新开始。"


def list_answer(session: Session, wanted: QueueFilter, query: ListQuery, *, for_operator: bool) -> ListAnswer:
    """The page that `query` asks for."""
    entries = list_cases(session, wanted, limit=query.limit + 1, after=_place(query.after))
    shown = entries[: query.limit]
    return ListAnswer(
        items=[entry_answer(entry, for_operator=for_operator) for entry in shown],
        next=place_argument(shown[-1].place) if len(entries) > query.limit else None,
    )


def _place(text: str) -> Place | None:
    place = read_place(text) if text else None
    if text and place is None:
        raise RequestInvalid({"after": _NO_PLACE})
    return place
