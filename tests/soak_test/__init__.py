"""The tests of soaking, in its short form."""
