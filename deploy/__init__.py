"""Bringing a machine to where the software runs."""
