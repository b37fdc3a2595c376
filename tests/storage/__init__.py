"""Tests of pos_desktop.storage."""
