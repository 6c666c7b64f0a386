"""What happens inside of a reading process: load the models once, then read one document after the other.

Only hashes and findings travel between the processes: the original is fetched from the store here, and the pictures are
put into it here, so that a process that is killed leaves no half picture in the channel that all of them share.
"""

from __future__ import annotations

import importlib
import os
import time
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import structlog

from flows.logs import place_of, set_up_logs
from flows.reading_limits import forbid_network, limit_files, limit_memory
from flows.reading_outcomes import NotNow, Outcome, Read, ReadersUnavailable, ReadingFailed, TryFailed, Unusable
from flows.returned_memory import give_holes_back, give_pictures_back
from flows.tied_process import end_with_parent
from models.errors import DocumentError, StorageError
from models.form import Form
from models.store import ContentMissing, Store

log = structlog.get_logger()

_THREADS = ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Equipment:
    """What a reading process works with."""

    functions: str
    """The module whose `prepare` and `read` do the work, as flows.ocr_reading; only reading processes import it."""
    engine: str
    backend: str
    store: str
    most_bytes: int
    most_pages: int
    most_megabytes: int = 0
    """Memory that one process may take; 0: as much as there is."""
    log_level: str = "WARNING"
    log_format: str = "text"


@dataclass(frozen=True)
class Order:
    """One document to be read, and what its operator typed."""

    sha256: str
    form: Form = field(default_factory=Form)


def start(equipment: Equipment, parent: int) -> None:
    """Prepare this process: it ends with its `parent`, computes in one thread, within limits, and has its models."""
    end_with_parent(parent)
    _limit(equipment)
    give_pictures_back()
    for name in _THREADS:
        os.environ[name] = "1"
    set_up_logs(equipment.log_level, equipment.log_format)
    try:
        _readers(equipment)
    except Exception as error:  # noqa: BLE001 - whatever an engine raises; the first document tries once more and says so
        log.error("readers not loaded", error=type(error).__name__, at=place_of(error))


def _limit(equipment: Equipment) -> None:
    limit_files()
    if equipment.most_megabytes:
        limit_memory(equipment.most_megabytes)
    # A store elsewhere is reached from here, and then the network has to stay.
    if Store(equipment.store).is_local and not forbid_network():
        log.info("network not forbidden")


def read_document(order: Order, equipment: Equipment) -> Outcome:
    """Read one document of the store, and put the pictures of its pages into the store. Raises nothing."""
    try:
        readers = _readers(equipment)
    except Exception:  # noqa: BLE001 - was logged at the start
        return NotNow(ReadersUnavailable.code)
    try:
        return _read(order, equipment, readers)
    except (DocumentError, ContentMissing) as error:
        return Unusable(error.code, error.chinese)
    except StorageError as error:
        return NotNow(error.code)
    except Exception as error:  # noqa: BLE001 - one document must never end the process for the others
        log.error("reading failed", document=order.sha256, error=type(error).__name__, at=place_of(error))
        return TryFailed(ReadingFailed)
    finally:
        give_holes_back()


def _read(order: Order, equipment: Equipment, readers: Any) -> Read:
    begun = time.perf_counter()
    store = Store(equipment.store)
    read = _functions(equipment).read(store.get(order.sha256), readers, order, equipment)
    for content in read.pictures.values():
        store.put(content)
    return Read(read.reading, time.perf_counter() - begun)


@cache
def _readers(equipment: Equipment) -> Any:
    return _functions(equipment).prepare(equipment)


def _functions(equipment: Equipment) -> Any:
    return importlib.import_module(equipment.functions)
