"""Publicity (公示) for everybody: the notice as a page, and to be printed."""
