"""Papers (表册): what the employer hands out and takes in as Excel and PDF."""
