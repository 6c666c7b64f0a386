"""A model's working memory is given back, whatever became of the work."""

from __future__ import annotations

import pytest

from ocr.engines.frugal import Frugal


def test_memory_is_given_back_when_the_work_is_done_and_not_before() -> None:
    given_back: list[str] = []
    frugal = Frugal("the model", lambda: given_back.append("all"))

    with frugal.at_work() as part:
        assert part == "the model"
        assert not given_back
    assert given_back == ["all"]


def test_memory_is_given_back_when_the_work_fails() -> None:
    given_back: list[str] = []
    frugal = Frugal("the model", lambda: given_back.append("all"))

    with pytest.raises(ValueError, match="a page of no size"), frugal.at_work():
        raise ValueError("a page of no size")
    assert given_back == ["all"]
