"""A sale that was just completed."""
