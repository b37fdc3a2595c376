"""Rows: the one opener of transactions, the schema, its guards, and queries that return frozen values."""
