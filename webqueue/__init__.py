"""People: the review queue and the pages of operators."""
