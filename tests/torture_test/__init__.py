"""The tests of the torture chamber, in its short form."""
