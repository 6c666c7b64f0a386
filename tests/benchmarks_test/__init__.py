"""Tests of the benchmarks: what is measured with a wrong ruler is worth nothing."""
