"""The cash drawer of a shift: opened with a float, moved by hand, counted, closed with a Z."""
