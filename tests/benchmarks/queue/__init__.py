"""How fast the review queue answers when it is full."""
