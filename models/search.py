"""Finding submissions by a part of their code, name or reference, or by their operator's username or name."""

from __future__ import annotations

from sqlalchemy import column, or_, select, table, text, union
from sqlalchemy.orm import Session

from models.accounts import Account
from models.submissions import Submission

MOST_FOUND = 500
"""More than a person looks through; whoever finds as many says more of what is sought."""
SHORTEST_PIECE = 3
"""Characters that the index is made of; shorter words are looked for one submission after the other."""


def matching(session: Session, words: str) -> tuple[int, ...]:
    """The ids of submissions that match, newest first, up to MOST_FOUND."""
    ids = {*_by_text(session, words), *_by_operator(session, words)}
    return tuple(sorted(ids, reverse=True)[:MOST_FOUND])


def _by_text(session: Session, words: str) -> tuple[int, ...]:
    if session.get_bind().dialect.name == "sqlite" and len(words) >= SHORTEST_PIECE:
        return _by_index(session, words)
    places = (
        Submission.credit_code.contains(words.upper(), autoescape=True),
        Submission.unit_name.contains(words, autoescape=True),
        Submission.reference.contains(words, autoescape=True),
    )
    if len(words) < SHORTEST_PIECE:
        # One walk that ends where enough is found, rather than three.
        return tuple(session.scalars(select(Submission.id).where(or_(*places)).limit(MOST_FOUND)))
    found = union(*(select(Submission.id).where(place) for place in places)).subquery()
    return tuple(session.scalars(select(found.c.id).limit(MOST_FOUND)))


def _by_index(session: Session, words: str) -> tuple[int, ...]:
    quoted = words.replace('"', '""')
    search = table("submission_search", column("rowid"))
    query = select(search.c.rowid).where(text("submission_search MATCH :words")).limit(MOST_FOUND)
    return tuple(session.scalars(query, {"words": f'"{quoted}"'}))


def _by_operator(session: Session, words: str) -> tuple[int, ...]:
    known_by = (
        Account.username.contains(words.casefold(), autoescape=True),
        Account.name.contains(words, autoescape=True),
    )
    operators = session.scalars(select(Account.id).where(or_(*known_by)).limit(MOST_FOUND)).all()
    return tuple(session.scalars(select(Submission.id).where(Submission.operator_id.in_(operators)).limit(MOST_FOUND)))
