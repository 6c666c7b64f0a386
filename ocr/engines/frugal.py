"""A model of RapidOCR's that keeps no more memory than its weights while it has nothing to do.

What a page takes to be looked at stays with OpenVINO for the next one: 160 MB after a detector's, 180 MB after a
recogniser's widest line. Given back each time it costs nothing that can be measured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

KEPT_SHAPES = 64
"""Shapes that OpenVINO keeps compiled; unlimited, a process grew beyond 2 GB over a thousand pages."""


class Frugal:
    """A detector or recogniser whose working memory is there only while it is at work."""

    def __init__(self, part: Any, give_back: Callable[[], object] = lambda: None) -> None:
        """Let `give_back` be called whenever the work of `part` is done."""
        self._part, self._give_back = part, give_back

    @contextmanager
    def at_work(self) -> Iterator[Any]:
        """The model itself; what it worked in is given back at the end."""
        try:
            yield self._part
        finally:
            self._give_back()


def limited(part: Any, threads: int) -> Frugal:
    """`part`, its model compiled anew for OpenVINO, with limits that RapidOCR does not pass on."""
    from openvino import Core  # noqa: PLC0415  (other backends do without)

    limits = {"INFERENCE_NUM_THREADS": threads, "CPU_RUNTIME_CACHE_CAPACITY": KEPT_SHAPES}
    compiled = Core().compile_model(part.session.model, "CPU", limits)
    part.session.session = compiled.create_infer_request()
    return Frugal(part, compiled.release_memory)
