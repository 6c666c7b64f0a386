"""Specimens (样张): drawn submissions with their ground truth, all fictional, all repeatable from a seed.

They stand in for real documents in the sample inbox, the tests, the evaluation and the benchmark. Nothing here imports
the product: codes, numbers and dates are computed independently, so that a shared mistake cannot hide.
"""
