"""Tests that drive the program from outside."""
