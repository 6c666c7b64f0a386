"""The commitment letter's fields that must agree with the form: their names, and when two values are equal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.credit_code import ALPHABET, judge, normalise
from models.form import Form
from models.identity import (
    bears_check_character,
    is_mobile,
    mask_id_number,
    mask_mobile,
    normalise_id_number,
    normalise_mobile,
)
from models.names import normalise_name
from ocr.borne_out import Typed
from ocr.expected_text import Prior, undecided
from ocr.name_words import prior_odds
from ocr.person_names import odds_in_person_name


@dataclass(frozen=True)
class LetterRule:
    """One field that must be filled in as it was typed."""

    label: str
    normalise: Callable[[str], str]
    """Gives the form in which two writings of one value are equal."""
    in_form: Callable[[Form], str]
    masked: Callable[[str], str] = str
    """Gives what may be shown of a value."""
    prior: Prior = undecided
    possible: str = ""
    """The only characters that a value can have; empty for any."""
    is_well_formed: Callable[[str], bool] = bool
    """Whether a normalised value can be right, by its own check characters; a reading that cannot is a misreading."""

    def typed(self, form: Form) -> Typed:
        """What was typed."""
        return Typed(self.normalise(self.in_form(form)), self.normalise, self.prior, self.possible)


DIGITS = "0123456789"
COPIED = 12.0
"""Odds that who copies a code writes a letter for a letter: J for 5 is a reader's mistake, not a writer's."""


def _odds_of_code(text: str, index: int, rival: str) -> float:
    return COPIED if rival and text[index].isalpha() != rival.isalpha() else 1.0


LETTER_RULES = {
    "unit_name": LetterRule("单位名称", normalise_name, lambda form: form.unit_name, prior=prior_odds),
    "credit_code": LetterRule(
        "统一社会信用代码",
        normalise,
        lambda form: form.credit_code,
        prior=_odds_of_code,
        possible=ALPHABET,
        is_well_formed=lambda code: judge(code).valid,
    ),
    "operator_name": LetterRule(
        "经办人姓名", normalise_name, lambda form: form.operator.name, prior=odds_in_person_name
    ),
    "id_number": LetterRule(
        "经办人身份证号码",
        normalise_id_number,
        lambda form: form.operator.id_number,
        mask_id_number,
        possible=DIGITS + "X",
        is_well_formed=bears_check_character,
    ),
    "mobile": LetterRule(
        "经办人手机号码",
        normalise_mobile,
        lambda form: form.operator.mobile,
        mask_mobile,
        possible=DIGITS,
        is_well_formed=is_mobile,
    ),
}
