"""The screen on which the owner sets the loyalty programme up and keeps it as a new, dated version."""
