"""Usernames and passwords of registrations."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.settings import Settings
from models.sign_in_rules import PasswordFault, SignInRules, sign_in_rules

RULES = SignInRules()
NUMBERS = ("430602199001010013", "13800138000")


@pytest.mark.parametrize("name", ["yyshili01", "Abcd", "a_b_", "a" * 20])
def test_a_username(name: str) -> None:
    assert RULES.is_username(name)


@pytest.mark.parametrize("name", ["", "abc", "a" * 21, "1abcd", "_abcd", "张三丰李", "ab cd", "ab-cd", "abcd\n"])
def test_no_username(name: str) -> None:
    assert not RULES.is_username(name)


@pytest.mark.parametrize("password", ["Zh3nghe-Kai", "岳阳-Lou-1046", "kL9!kL9!"])
def test_a_password_that_may_be_chosen(password: str) -> None:
    assert RULES.password_fault(password, "yyshili01", NUMBERS) is None


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("Zh3-ngh", PasswordFault.LENGTH),
        ("Zh3-nghe" * 3, PasswordFault.LENGTH),
        ("Zh3 nghe!", PasswordFault.CHARACTERS),
        ("zhenghe2026", PasswordFault.CLASSES),
        ("ZHENGHEKAI", PasswordFault.CLASSES),
        ("YYshili01!", PasswordFault.PERSONAL),
        ("Kai-138000", PasswordFault.PERSONAL),
        ("Kai-010013", PasswordFault.PERSONAL),
        ("P@ssw0rd", PasswordFault.WEAK),
        ("Admin123!", PasswordFault.WEAK),
        ("Aa123456", PasswordFault.WEAK),
        ("12345678Qaz!", PasswordFault.WEAK),
    ],
)
def test_what_is_wrong_with_a_password_is_named(password: str, fault: PasswordFault) -> None:
    assert RULES.password_fault(password, "yyshili01", NUMBERS) is fault


@given(password=st.text(string.ascii_letters + string.digits + "-!@", max_size=30), username=st.just("yyshili01"))
def test_no_accepted_password_breaks_a_rule(password: str, username: str) -> None:
    if RULES.password_fault(password, username, NUMBERS) is None:
        assert RULES.shortest_password <= len(password) <= RULES.longest_password
        assert username not in password.casefold()
        kinds = (str.islower, str.isupper, str.isdigit, lambda letter: not letter.isalnum())
        assert sum(any(kind(letter) for letter in password) for kind in kinds) >= RULES.password_classes


def test_the_numbers_are_settings() -> None:
    chosen = Settings.model_validate({"shortest_password": 12, "password_classes": 4, "shortest_username": 6})
    rules = sign_in_rules(chosen)
    assert rules.password_fault("Zh3nghe-Kai", "yyshili01") is PasswordFault.LENGTH
    assert rules.password_fault("Zh3nghe3Kai3", "yyshili01") is PasswordFault.CLASSES
    assert not rules.is_username("abcde")
