"""One set of engines for all tests of reading: loading their models takes longer than most of the tests."""

from __future__ import annotations

import pytest

from ocr.engines.rapid import RapidReader
from ocr.engines.tesseract import code_reader
from ocr.reading import Readers


@pytest.fixture(scope="session")
def reader() -> RapidReader:
    """The engine that reads pages."""
    return RapidReader()


@pytest.fixture(scope="session")
def readers(reader: RapidReader) -> Readers:
    """Both engines, as documents are read with."""
    return Readers(reader, code_reader())
