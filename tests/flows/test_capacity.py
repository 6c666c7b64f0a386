"""As many documents at once as cores and memory allow."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import capacity
from flows.capacity import memory_limit, readers_that_fit

GIGABYTE = 1024**3


@pytest.mark.parametrize(
    ("cores", "gigabytes", "readers"), [(2, 24, 2), (64, 16, 10), (8, 4, 2), (4, 1, 1), (1, 64, 1)]
)
def test_cores_and_memory_both_limit(cores: int, gigabytes: int, readers: int) -> None:
    assert readers_that_fit(1200, cores, gigabytes * GIGABYTE) == readers


@given(st.integers(100, 8000), st.integers(1, 256), st.integers(GIGABYTE // 8, 1024 * GIGABYTE))
def test_there_is_always_one_and_never_more_than_fit(megabytes: int, cores: int, memory: int) -> None:
    readers = readers_that_fit(megabytes, cores, memory)
    assert 1 <= readers <= cores
    assert readers == 1 or readers * megabytes * 1024**2 <= memory


def test_a_containers_limit_counts_where_it_is_lower(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(capacity, "_CONTAINER_LIMITS", (limit, tmp_path / "none"))
    installed = psutil.virtual_memory().total
    assert memory_limit() == installed
    limit.write_text("max\n")
    assert memory_limit() == installed
    limit.write_text(f"{GIGABYTE}\n")
    assert memory_limit() == GIGABYTE
