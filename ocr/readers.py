"""The engines that a document is read with."""

from __future__ import annotations

from dataclasses import dataclass

from ocr.engines import Reader
from ocr.engines.rapid import Backend, RapidReader
from ocr.engines.tesseract import TesseractReader, code_reader


@dataclass(frozen=True)
class Readers:
    """The engines of one process: the one that reads, and the one that reads what matters most a second time."""

    first: Reader
    second: Reader | None = None

    @property
    def identity(self) -> dict[str, str]:
        """Versions and model hashes of both."""
        return {**(self.second.identity if self.second else {}), **self.first.identity}


def build_readers(engine: str = "both", backend: str = "openvino") -> Readers:
    """Load the engines that the setting names: `both`, `rapidocr` or `tesseract`."""
    if engine == "tesseract":
        return Readers(TesseractReader())
    return Readers(RapidReader(Backend(backend)), code_reader() if engine == "both" else None)
