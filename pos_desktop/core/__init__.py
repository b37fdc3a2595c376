"""Pure values that every other room speaks: money, quantity, rates, ids, clock, errors, text, codes."""
