"""Selling: what is scanned and tapped, and the order beside it."""
