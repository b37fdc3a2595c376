"""The member sheet: find, attach, enrol, look at."""
