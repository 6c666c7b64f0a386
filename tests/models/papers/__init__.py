"""Papers: Excel and PDF."""
