"""Tests of pos_desktop.services.calendars."""
