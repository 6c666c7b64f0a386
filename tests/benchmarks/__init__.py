"""Measuring how fast documents are read, beside other readers on the same pages, and how much memory it takes."""
