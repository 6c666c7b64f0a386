"""The life cycles' tables."""
