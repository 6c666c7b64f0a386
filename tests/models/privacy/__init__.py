"""The tests of models/privacy."""
