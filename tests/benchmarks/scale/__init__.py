"""How many documents several processes and machines read, and what it costs to spread the work."""
