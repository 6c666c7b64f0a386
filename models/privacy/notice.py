"""The privacy notice (个人信息处理告知书), by its version: which words somebody had before them when typing."""

from __future__ import annotations

NOTICE_VERSION = "2026-11-29"
"""Of webqueue/templates/privacy/notice.html: raise it whenever what that page says changes."""
