"""Fuzzing in its short form, and that it finds what is to be found."""

from __future__ import annotations

import pytest

from models.errors import DocumentError
from tests.torture.fuzzing import TARGETS, fuzz


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("name", TARGETS)
def test_broken_files_are_refused_by_name(name: str) -> None:
    take, seeds = TARGETS[name]
    fuzz(take, seeds, examples=30)


def test_what_is_no_refusal_by_name_is_found() -> None:
    def breaks(content: bytes) -> None:
        if not content:
            raise DocumentError
        if b"\x00" in content:
            raise ValueError("a zero byte")

    with pytest.raises(ValueError, match="a zero byte"):
        fuzz(breaks, (b"seed", b"a\x00b"), examples=50)
