"""Tests of the evaluation: a figure that counts the wrong thing is worse than none."""
