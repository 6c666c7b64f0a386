"""What a person typed into a form that could not be taken, to be given back on the page."""

from __future__ import annotations

from flask import Request
from werkzeug.exceptions import HTTPException

_FIELDS = ("opinion", "remark", "text")


def typed_words(request: Request) -> str:
    """The longer texts of the posted form, or nothing where they cannot be read."""
    try:
        texts = [request.form.get(field, "").strip() for field in _FIELDS]
    except HTTPException:
        return ""
    return "\n".join(text for text in texts if text)
