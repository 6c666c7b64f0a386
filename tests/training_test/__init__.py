"""Tests of what the recogniser for hard text is trained on, and of the training."""
