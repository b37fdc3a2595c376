"""The kitchen on screen: its display, and the set-up of its stations."""
