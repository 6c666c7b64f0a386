"""The seals of registration authorities (登记机关): their names follow a pattern, by which a worn ring is known.

A place and a body, as 岳阳市岳阳楼区 and 民政局. What a ring was read as is set beside all such names of the pooling
areas' places; the nearest ones are then asked of the ink, as the unit's own name is.
"""

from __future__ import annotations

from functools import cache

from rapidfuzz import fuzz, process

from models.areas import areas
from ocr.name_words import prior_odds
from ocr.seals.names import AUTHORITY_NAMES, normal

CITY = "岳阳市"
COMMITTEES = ("市", "县", "区")
"""The ends of places whose party committee has an office of its own (机构编制委员会办公室)."""
OFFICE = "机构编制委员会办公室"
NEAR = 55.0
"""Likeness in percent from which a reading may be an authority's name."""
MOST = 3
IN_NO_LIST = 40.0
"""Odds against a body of which no authority of that name is known."""


def likely_authorities(text: str) -> tuple[str, ...]:
    """The authorities whose names are most like `text`, the likeliest first; none where it is one of them already."""
    found = process.extract(normal(text), _known(), scorer=fuzz.ratio, limit=MOST, score_cutoff=NEAR)
    return () if any(score == 100 for _, score, _ in found) else tuple(name for name, _, _ in found)


def authority_odds(name: str, index: int, rival: str) -> float:
    """How much likelier the authority's own character at `index` is than `rival`, before anybody looks at the ink."""
    body = next((end for end in _by_length() if name.endswith(end)), "")
    start = len(name) - len(body)
    if index >= start:
        replaced = body[: index - start] + rival + body[index - start + 1 :]
        return 1.0 if replaced in AUTHORITY_NAMES else IN_NO_LIST
    return prior_odds(name, index, rival)


@cache
def _known() -> tuple[str, ...]:
    places = dict.fromkeys((CITY, *(place for area in areas() for place in (area.name, *area.aliases))))
    bodies = [f"{place}{body}" for place in places for body in AUTHORITY_NAMES]
    return (*bodies, *(f"中共{place}委{OFFICE}" for place in places if place.endswith(COMMITTEES)))


@cache
def _by_length() -> tuple[str, ...]:
    return tuple(sorted(AUTHORITY_NAMES, key=len, reverse=True))
