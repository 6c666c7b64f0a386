"""The operator's pages: own submissions, and replacing a returned document."""
