"""What is known of the names of persons (姓名): surnames are few, and given names are made of few characters.

熊红珍 with an illegible 珍 is hardly 熊红除, since nobody is called that; it may well be 熊红玲. So a doubt weighs
less where what may stand there instead is hardly found in names. The characters are the hundred surnames
(百家姓) with the later ones that are common, and those that given names are mostly made of; the lists are generous,
since a name too many in them costs a reviewer's look and one too few some of the ink's weight.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

IN_NAMES = 8.0
"""Odds that a character at its place in a name is one of those found in names, before anybody looks at the ink."""


def odds_in_person_name(name: str, index: int, rival: str) -> float:
    """How much likelier the name's own character at `index` is than `rival`, before anybody looks at the ink.

    1 where both are found in names of persons, or there is no rival; `IN_NAMES` where `rival` is not.
    """
    if len(rival) != 1 or not rival.isalpha():
        return 1.0
    length = 2 if name[:2] in _listed("surnames_of_two") else 1
    if index >= length:
        return 1.0 if rival in _listed("given") else IN_NAMES
    surname = name[:index] + rival + name[index + 1 : length]
    return 1.0 if surname in _listed("surnames") | _listed("surnames_of_two") else IN_NAMES


@cache
def _listed(group: str) -> frozenset[str]:
    groups = json.loads(files("ocr").joinpath("person_names.json").read_text(encoding="utf-8"))
    return frozenset(groups[group] if group == "surnames_of_two" else "".join(groups[group]))
