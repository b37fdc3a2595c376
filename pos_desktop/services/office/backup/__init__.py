"""Backups: made, sealed, kept in turn, tried each night, and put in the place of the shop."""
