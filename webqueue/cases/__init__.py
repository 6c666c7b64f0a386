"""A case as its pages show it: checks, documents, seals, history; free of the web."""
