"""Measuring how well documents are read: on drawn specimens with known truth, and on folders of real pictures."""
