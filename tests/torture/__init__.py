"""Faults at every step (故障演练): whatever dies in the night, in the morning the queue is complete."""
