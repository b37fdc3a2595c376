"""Members: enrolment, look-up, cards, accounts and their points."""
