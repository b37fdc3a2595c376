"""Tests of pos_desktop.selling."""
