"""How the system works: its runs, what waits, who serves, what failed, and how much space is left."""
