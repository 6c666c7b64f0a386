"""The administrator's pages: accounts, and the catalogue of reasons."""
