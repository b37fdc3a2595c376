"""Payment, in place of the catalogue."""
