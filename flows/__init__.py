"""Time: what runs, when, how often and on how many machines."""
