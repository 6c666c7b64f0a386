"""The administrator's pages: accounts, the catalogue of reasons, and the rules of each year."""
