"""The language of the pages: Chinese first, others by a switch."""
