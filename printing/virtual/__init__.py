"""A printer of bytes alone: it prints into memory, and fails in every way we know."""
