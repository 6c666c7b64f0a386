"""The employer's own steps: applicants, initial review, publicity, recommendation."""
