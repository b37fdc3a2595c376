"""Open a shift, look after its drawer, and close it."""
