"""Calendars beyond the Gregorian one: lunar dates and recurrences."""
