"""Engines that turn pictures of text into text, behind one small protocol."""

from ocr.engines.reader import (
    Picture,
    Quad,
    Reader,
    Recognition,
    bounding_box,
    crop_of,
    for_hard_text,
    read_lines,
    upright_crop,
)

__all__ = [
    "Picture",
    "Quad",
    "Reader",
    "Recognition",
    "bounding_box",
    "crop_of",
    "for_hard_text",
    "read_lines",
    "upright_crop",
]
