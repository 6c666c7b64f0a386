"""RapidOCR: the PP-OCR models that ship inside its package, run by OpenVINO or ONNX Runtime on one thread.

Beside them stands `hard_text.onnx`, its recogniser trained further on worn seals and handwriting (docs/evaluation.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engines.frugal import Frugal, limited
from ocr.engines.reader import Picture, Quad, Recognition

HEIGHT = 48
"""Height in pixels that the recogniser was trained on."""
COLUMN = 8
"""Width in pixels of one step of the recogniser's output."""
NARROWEST = 48
WIDEST = 3200
WIDTHS = (*range(64, 513, 64), *range(640, 1025, 128), *range(1280, 2049, 256), 2560, 3200)
"""Widths are rounded up to one of these: the backend compiles for every shape that it meets, and keeps what it
compiled. For the same reason lines go one by one; batches were measured to save 10 % and to double the memory."""
BLANK = 0
HARD_TEXT = Path(__file__).with_name("hard_text.onnx")
"""The weights of the stock recogniser, trained further by `make train`."""

Probabilities = NDArray[np.float32]
"""Steps × characters: how likely each character is at each step along a line (CTC; character 0 is the blank)."""


class Backend(StrEnum):
    """What runs the models."""

    OPENVINO = "openvino"
    ONNXRUNTIME = "onnxruntime"


class RapidReader:
    """A `Reader` on RapidOCR's detector and recogniser, without its line classifier (pages are upright by now)."""

    def __init__(
        self,
        backend: Backend = Backend.OPENVINO,
        threads: int = 1,
        detection_side: int = 1280,
        recogniser: Path | None = None,
    ) -> None:
        """Load the recogniser, the stock one unless another is given; the detector comes when it is first asked.

        `threads` is given to the backend explicitly, since it would size its pool by the host. `detection_side` is the
        longest side in pixels on which lines are looked for.
        """
        from rapidocr import EngineType, RapidOCR  # noqa: PLC0415  (a second to import; other engines do without)

        engine = EngineType(backend.value)
        self._backend, self._threads, self._is_practised = backend, threads, recogniser == HARD_TEXT
        self._ocr = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Det.engine_type": engine,
                "Rec.engine_type": engine,
                "Rec.model_path": recogniser and str(recogniser),
                "Det.limit_type": "max",
                "Det.limit_side_len": detection_side,
                "EngineConfig.openvino.inference_num_threads": threads,
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": threads,
            }
        )
        recognising = self._ocr._load_rec_model()
        self.characters: tuple[str, ...] = tuple(recognising.postprocess_op.character)
        self._recogniser = self._frugal(recognising)

    @cached_property
    def hard_text(self) -> RapidReader:
        """The reader that was practised on worn seals and handwriting."""
        return self if self._is_practised else RapidReader(self._backend, self._threads, recogniser=HARD_TEXT)

    @cached_property
    def _detector(self) -> Frugal:
        return self._frugal(self._ocr._load_det_model())

    def _frugal(self, part: Any) -> Frugal:
        return limited(part, self._threads) if self._backend is Backend.OPENVINO else Frugal(part)

    @cached_property
    def identity(self) -> dict[str, str]:
        """RapidOCR's and the backend's version, and the hashes of the models."""
        import rapidocr  # noqa: PLC0415

        folder = Path(rapidocr.__file__).parent / "models"
        models = {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in (*sorted(folder.glob("*.onnx")), HARD_TEXT)
            if "_cls_" not in path.name
        }
        return {"rapidocr": version("rapidocr"), self._backend.value: version(self._backend.value), **models}

    def detect(self, picture: Picture) -> tuple[Quad, ...]:
        """The lines of text on `picture`, from top to bottom."""
        with self._detector.at_work() as detector:
            found = detector(picture)
        if found.boxes is None:
            return ()
        return tuple(np.asarray(box, np.float32) for box in found.boxes)

    def recognise(self, crops: Sequence[Picture]) -> tuple[Recognition, ...]:
        """The text on each of `crops`."""
        return tuple(self.decode(probabilities) for probabilities in self.probabilities(crops))

    def probabilities(self, crops: Sequence[Picture]) -> tuple[Probabilities, ...]:
        """What the recogniser holds possible at each step along each of `crops`."""
        with self._recogniser.at_work() as recogniser:
            return tuple(_probabilities(recogniser.session, _strip(crop)) for crop in crops)

    def decode(self, probabilities: Probabilities) -> Recognition:
        """The best path through `probabilities`, repeated characters and blanks dropped."""
        best = probabilities.argmax(axis=1)
        starts = (best != BLANK) & np.concatenate([[True], best[1:] != best[:-1]])
        steps = np.flatnonzero(starts)
        scores = probabilities[steps, best[steps]]
        text = "".join(self.characters[character] for character in best[steps])
        places = (steps + 0.5) / max(1, len(best))
        return Recognition(
            text=text,
            score=float(scores.mean()) if len(scores) else 0.0,
            character_scores=tuple(float(score) for score in scores),
            character_places=tuple(float(place) for place in places),
        )


def _probabilities(session: Any, strip: NDArray[np.float32]) -> Probabilities:
    width = strip.shape[2]
    tensor = np.zeros((1, 3, HEIGHT, next(wide for wide in WIDTHS if wide >= width)), np.float32)
    tensor[0, :, :, :width] = strip
    output = session(tensor)
    return np.array(output[0, : -(-width // COLUMN)], np.float32)


def _strip(crop: Picture) -> NDArray[np.float32]:
    """`crop` at the recogniser's height, scaled to −1…1, channels first."""
    height, width = crop.shape[:2]
    scaled = max(NARROWEST, min(WIDEST, round(HEIGHT * width / max(1, height))))
    resized = cv2.resize(crop, (scaled, HEIGHT), interpolation=cv2.INTER_AREA if height > HEIGHT else cv2.INTER_CUBIC)
    normalised: NDArray[np.float32] = (resized.astype(np.float32).transpose(2, 0, 1) / 127.5) - 1
    return normalised


def stock_reader(threads: int = 1) -> Any:
    """RapidOCR as its package sets it up, for comparisons."""
    from rapidocr import RapidOCR  # noqa: PLC0415

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": threads,
        }
    )
