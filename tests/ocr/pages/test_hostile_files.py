"""Public files that were made to break decoders, or that did: each must end in pages or in a named error."""

import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from models.errors import DocumentError
from ocr.pages import open_document

HOSTILE = Path(__file__).parents[4] / "shared" / "hostile"
MOST_SECONDS = 20.0
MOST_KILOBYTES = 2 * 1024 * 1024


def outcome(path: Path) -> tuple[str, str, float, int]:
    """The file's name, what became of it, the seconds it took, and the most kilobytes its process ever had."""
    started = time.monotonic()
    try:
        result = f"{len(open_document(path.read_bytes()))} pages"
    except DocumentError as error:
        result = f"{error.code} {error.chinese} {error.english}"
    return path.name, result, time.monotonic() - started, most_kilobytes()


def most_kilobytes() -> int:
    """The most memory this process ever held; `ru_maxrss` would begin with what the process that started it holds."""
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="ignore")
    return int(status.split("VmHWM:")[1].split()[0])


# The project stands without these files; those that it breaks itself: test_picture_file, test_portable_document.
@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the files that lie beside the project are not there")
def test_every_hostile_file_ends_in_pages_or_in_a_named_error() -> None:
    files = sorted(path for path in HOSTILE.iterdir() if path.suffix != ".md")
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        outcomes = list(pool.map(outcome, files, timeout=170))
    assert len(outcomes) == len(files)
    assert [name for name, _, seconds, _ in outcomes if seconds > MOST_SECONDS] == []
    assert max(kilobytes for *_, kilobytes in outcomes) < MOST_KILOBYTES
    assert [result for _, result, *_ in outcomes if "PDFium" in result or "Error(" in result] == []
