"""The JSON API: what the pages can do, for programs; described by OpenAPI, and decided by the same permissions."""
