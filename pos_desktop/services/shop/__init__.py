"""The shop itself: opening it, its people, shifts and catalogue."""
