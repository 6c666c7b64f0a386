"""Where things stand on a form: which text belongs to which label, and how a value goes on over several lines.

Certificates and letters print a label, then its value to the right of it; long values go on below, aligned with their
first line. Labels are often spread out (名      称), so that the detector gives them in pieces or glued to the value.
"""

from ocr.layout.geometry import same_row, union
from ocr.layout.layout import Layout
from ocr.layout.pieces import Piece, after, joined, part, share_before, squeeze

__all__ = ["Layout", "Piece", "after", "joined", "part", "same_row", "share_before", "squeeze", "union"]
