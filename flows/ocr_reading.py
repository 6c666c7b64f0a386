"""How a reading process reads: the functions of `ocr`, with engines that compute in one thread."""

from __future__ import annotations

import cv2

from flows.reading_process import Equipment, Order
from ocr.pages.limits import Limits
from ocr.reading import ReadDocument, Readers, build_readers, read_document


def prepare(equipment: Equipment) -> Readers:
    """The engines with their models."""
    cv2.setNumThreads(1)
    return build_readers(equipment.engine, equipment.backend)


def read(content: bytes, readers: Readers, order: Order, equipment: Equipment) -> ReadDocument:
    """What stands on the document; raises models.errors.DocumentError where it cannot be used."""
    limits = Limits(max_bytes=equipment.most_bytes, max_pages=equipment.most_pages)
    return read_document(content, readers, limits, order.form)
