"""Tests of the specimens themselves: an accuracy measured on false truth would be worth nothing."""
