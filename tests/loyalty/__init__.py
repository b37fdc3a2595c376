"""Tests of pos_desktop.loyalty."""
