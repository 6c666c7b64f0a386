"""What a person typed into a form that could not be taken, to be given back on the page."""

from __future__ import annotations

from flask import Request
from werkzeug.exceptions import HTTPException

_FIELDS = ("opinion", "remark", "text", "report", "content", "details", "sentence", "reason", "override", "name")
"""What people write in more than a word or two; other fields are quickly chosen again."""


def typed_words(request: Request) -> str:
    """The longer texts of the posted form, or nothing where they cannot be read."""
    try:
        texts = [text.strip() for field in _FIELDS for text in request.form.getlist(field)]
    except HTTPException:
        return ""
    # What is chosen from a catalogue comes as its number.
    return "\n".join(text for text in texts if text and not text.isdecimal())
