"""QR codes for authenticators, as pictures within the page: nothing is loaded, and nothing is stored."""

from __future__ import annotations

import segno

_SCALE = 5
"""Points a module."""


def picture_of(text: str) -> str:
    """The address of the picture (a data URI)."""
    return str(segno.make(text, error="m", micro=False).svg_data_uri(scale=_SCALE, border=4))
