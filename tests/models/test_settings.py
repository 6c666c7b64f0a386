"""Settings that do not go together are refused by their name."""

from __future__ import annotations

import pytest

from models.errors import ConfigurationError
from models.settings import load_settings


@pytest.mark.parametrize(
    ("server", "address"),
    [
        ("mailtos://mail.example.com", ""),
        ("smtp.example.com", "https://zhenghe.example"),
        ("json://mail.example.com", "https://zhenghe.example"),
    ],
)
def test_a_mail_server_is_one_and_needs_the_address_that_mails_lead_to(server: str, address: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        load_settings(mail_server=server, public_address=address)
    assert "ZHENGHE_MAIL_SERVER" in refused.value.chinese
    assert server not in refused.value.chinese


def test_without_a_server_no_mail_is_sent() -> None:
    assert not load_settings(mail_server="").sends_mail
    assert load_settings(mail_server="mailto://mail.example.com", public_address="https://zhenghe.example").sends_mail
