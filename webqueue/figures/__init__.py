"""Figures for those who run the review, and lists to take along."""
