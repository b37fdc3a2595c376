"""Tests of pos_desktop.core."""
