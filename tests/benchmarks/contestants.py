"""Who reads in the contest: this software, one pass of stock RapidOCR, and OCRmyPDF."""

from __future__ import annotations

import datetime as dt
import importlib
import logging
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ocr.engines.rapid import stock_reader
from ocr.pages import open_document, orientation_by
from ocr.reading import Readers
from tests.benchmarks.page_file import pdf_of_pages
from tests.evaluation.judging import Outcome, judge_specimen
from tests.evaluation.running import A_WEEK
from tests.specimens.case import Case
from tests.specimens.units import DRAWN_ON


@dataclass(frozen=True)
class Task:
    """One submission for all contestants; `pages` are its pages as this software stores them, upright, as JPEG."""

    case: Case
    pages: tuple[bytes, ...]


class Contestant(Protocol):
    """Somebody who reads submissions, in one thread."""

    @property
    def name(self) -> str:
        """What the report calls it."""
        ...

    def read(self, task: Task) -> None:
        """Read all of the submission."""
        ...


class Zhenghe:
    """This software: both files opened, read and checked, as the nightly run does it."""

    name = "Zhenghe"

    def __init__(self, readers: Readers) -> None:
        """Read with `readers`, which are loaded already."""
        self._readers = readers
        self._today = DRAWN_ON + dt.timedelta(days=A_WEEK)
        self.outcomes: list[Outcome] = []

    def read(self, task: Task) -> None:
        """Read and check; what came of it is kept, since it holds the seconds by stage."""
        self.outcomes.append(judge_specimen(task.case, self._readers, self._today))


class StockRapidOcr:
    """RapidOCR as its package sets it up: the lines of text of each page, and no more."""

    name = "RapidOCR"

    def __init__(self) -> None:
        """Load its models."""
        self._read = stock_reader(threads=1)

    def read(self, task: Task) -> None:
        """Read each page once."""
        for page in task.pages:
            self._read(page)


class OcrMyPdf:
    """OCRmyPDF with Tesseract's simplified Chinese: a PDF of the pages with a text layer."""

    name = "OCRmyPDF chi_sim"

    def __init__(self) -> None:
        """Import it, so that no submission pays for that. Raises ImportError where it is not installed."""
        # By its name, since only `make bench` installs it.
        self._ocr = importlib.import_module("ocrmypdf").ocr
        logging.getLogger("ocrmypdf").setLevel(logging.ERROR)

    def read(self, task: Task) -> None:
        """Read the pages as one PDF, in one job."""
        with tempfile.TemporaryDirectory() as folder:
            source, target = Path(folder, "pages.pdf"), Path(folder, "read.pdf")
            source.write_bytes(pdf_of_pages(task.pages))
            self._ocr(
                source, target, language=["chi_sim"], force_ocr=True, jobs=1, use_threads=True,
                output_type="pdf", optimize=0, progress_bar=False,
            )  # fmt: skip


def task_of(case: Case, readers: Readers) -> Task:
    """The submission with its pages, which the other contestants are given upright: they do not turn pages."""
    orientation = orientation_by(readers.first)
    pages = [page.encoded for content in case.files.values() for page in open_document(content, orient=orientation)]
    return Task(case, tuple(pages))


def all_contestants(readers: Readers) -> Sequence[Contestant]:
    """Everybody, with models loaded; this software first."""
    return Zhenghe(readers), StockRapidOcr(), OcrMyPdf()
