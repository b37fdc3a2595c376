"""Tests of what is learned of the shop."""
