"""Khách Quen: a desktop point of sale with built-in loyalty."""
