"""make fuzz: our own seeds, broken in every way, through intake and the opening of documents.

What is handed in may be refused by name; nothing else may come of it, and no decoder may take the process with it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import DocumentError
from models.form import read_form
from models.papers.applicants_table import read_table, template
from ocr.pages import Limits, open_document
from tests.factories import form_json
from tests.flows.bad_files import BLANK_PNG, UNUSUAL_PICTURES, locked_pdf, pdf, png_bomb, word_document
from tests.models.steps.employers import TODAY

LIMITS = Limits(max_bytes=2_000_000, max_pages=3)


def open_it(content: bytes) -> None:
    """Open as a document."""
    open_document(content, LIMITS)


def take_form(content: bytes) -> None:
    """Read as a form."""
    assert read_form(content).form is not None


def take_table(content: bytes) -> None:
    """Read as an applicants' table."""
    read_table(content, TODAY)


TARGETS: dict[str, tuple[Callable[[bytes], None], Sequence[bytes]]] = {
    "pictures and PDF": (open_it, (BLANK_PNG, pdf(), locked_pdf(), png_bomb(), *UNUSUAL_PICTURES.values())),
    "form": (take_form, (form_json(), form_json(operator=None), b"[]")),
    "table": (take_table, (template(), word_document())),
}
"""By name: what takes bytes, and the seeds."""


@st.composite
def broken(draw: st.DrawFn, seeds: Sequence[bytes]) -> bytes:
    """A seed with bytes changed, put in, taken out, doubled or cut off; or bytes from nowhere."""
    content = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(0, 6))):
        if not content:
            break
        at = draw(st.integers(0, len(content) - 1))
        length = draw(st.integers(1, 64))
        match draw(st.sampled_from(("change", "insert", "remove", "double", "cut", "replace"))):
            case "change":
                content[at] ^= draw(st.integers(1, 255))
            case "insert":
                content[at:at] = draw(st.binary(max_size=64))
            case "remove":
                del content[at : at + length]
            case "double":
                content[at:at] = content[at : at + length]
            case "cut":
                del content[at:]
            case _:
                content[:] = draw(st.binary(max_size=256))
    return bytes(content)


def fuzz(take: Callable[[bytes], None], seeds: Sequence[bytes], examples: int) -> None:
    """Try so many broken files; raises the first thing that is no refusal by name, with the file that brought it."""

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(content=broken(seeds))
    def refuses_by_name(content: bytes) -> None:
        refusal = _refusal(take, content)
        assert refusal is None or (refusal.chinese and refusal.english)

    test: Any = refuses_by_name
    test()


def _refusal(take: Callable[[bytes], None], content: bytes) -> DocumentError | None:
    try:
        take(content)
    except DocumentError as error:
        return error
    return None


def main() -> int:
    """Fuzz every target."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--examples", type=int, default=2000, help="broken files for each target")
    examples = parser.parse_args().examples
    for name, (take, seeds) in TARGETS.items():
        fuzz(take, seeds, examples)
        print(f"{examples} × {name}: every one taken, or refused by name", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
