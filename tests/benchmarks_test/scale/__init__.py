"""The tests of the benchmark of scale."""
