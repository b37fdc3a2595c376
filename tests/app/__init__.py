"""Tests of pos_desktop.app."""
