"""Reads that return frozen values."""
