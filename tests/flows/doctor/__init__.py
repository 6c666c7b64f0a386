"""The tests of flows/doctor."""
