"""The floor: tables, who sits at them, and who is expected."""
