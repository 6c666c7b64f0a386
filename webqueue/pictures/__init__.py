"""Pictures of pages, their crops, unrolled seals, and originals to download."""
