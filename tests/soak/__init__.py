"""Soaking (长时间运行): mixed work for an hour, and nothing that grows with it: memory, handles, locks."""
