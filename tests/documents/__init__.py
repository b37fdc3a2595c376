"""Papers: what stands on them, in both languages."""
