"""The purpose annotation (用途标注) on a certificate's copy: found, read, measured against the required words."""

from ocr.marking.find import find_marking
from ocr.marking.judge import MarkingJudgement, judge_marking
from ocr.marking.wording import REQUIRED, DifferencePiece, PieceKind, difference

__all__ = [
    "REQUIRED",
    "DifferencePiece",
    "MarkingJudgement",
    "PieceKind",
    "difference",
    "find_marking",
    "judge_marking",
]
