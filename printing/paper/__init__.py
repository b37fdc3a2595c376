"""Documents, laid out and drawn for a roll of paper."""
