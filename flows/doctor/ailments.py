"""What can be wrong, in words for the system's administrator, with the way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_NAMED = 10
"""Numbers that are named; more are counted."""


@dataclass(frozen=True)
class Ailment:
    """Something that is not as it should be."""

    code: str
    chinese: str
    english: str
    which: tuple[str, ...] = ()
    """What it concerns: numbers of rows or hashes, never anything personal."""
    mendable: bool = False
    """Whether `zhenghe doctor --repair` can mend it."""

    @property
    def line(self) -> str:
        """One line for the screen."""
        named = "、".join(self.which[:MOST_NAMED])
        more = f" …（共 {len(self.which)}）" if len(self.which) > MOST_NAMED else ""
        return f"{self.code}  {self.chinese} {self.english}" + (f"  {named}{more}" if named else "")


def ailing(ailment: Ailment, which: Sequence[object]) -> list[Ailment]:
    """The ailment with what it concerns; nothing where it concerns nothing."""
    if not which:
        return []
    named = tuple(str(one) for one in which)
    return [Ailment(ailment.code, ailment.chinese, ailment.english, named, ailment.mendable)]
