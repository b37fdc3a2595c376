"""Pure points rules; `quote` is the door that window, `sell` and commit all go through."""
