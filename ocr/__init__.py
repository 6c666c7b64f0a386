"""Pixels: what stands on a page, and whether it agrees with what was typed."""
