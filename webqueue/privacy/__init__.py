"""Personal data on the pages: full numbers for a reason, and the notice of what is kept."""
