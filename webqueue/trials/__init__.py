"""Trials of the rules: asked for by a supervisor, computed by a run."""
