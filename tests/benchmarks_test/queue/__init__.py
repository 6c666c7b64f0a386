"""Tests of the benchmark of the review queue."""
