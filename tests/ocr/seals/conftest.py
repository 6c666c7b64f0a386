"""One engine for all tests of seals: loading its models takes longer than any of them."""

from __future__ import annotations

import pytest

from ocr.engines.rapid import RapidReader


@pytest.fixture(scope="session")
def reader() -> RapidReader:
    return RapidReader()
