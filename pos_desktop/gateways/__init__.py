"""Ports to the outside: key files, spreadsheets, and later banks and messages."""
