"""Logs: quiet, and without personal data."""

from __future__ import annotations

import json

import pytest
import structlog

from flows.logs import set_up_logs


@pytest.mark.parametrize(
    "told",
    [
        "430602199001010013",
        "身份证43060219900101001X。",
        13800138000,
        ["13800138000"],
        {"mobile": "13800138000"},
        "邮箱：zhang.san+work@mail.example.com",
        "mailto:zhang.san@example.com?",
    ],
)
def test_numbers_and_addresses_of_persons_are_hidden(told: object, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", "json")
    structlog.get_logger().warning("something", value=told)
    line = capsys.readouterr().err
    assert "***" in line
    assert "43060219900101" not in line
    assert "13800138000" not in line
    assert "zhang.san" not in line


def test_hashes_and_other_long_numbers_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", "json")
    structlog.get_logger().warning("something", count=12345678901234567890, pages=7)
    line = json.loads(capsys.readouterr().err)
    assert (line["count"], line["pages"], line["event"]) == (12345678901234567890, 7, "something")


def test_what_is_less_grave_than_the_level_is_not_said(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("WARNING", "text")
    structlog.get_logger().info("nothing to see")
    assert capsys.readouterr().err == ""
