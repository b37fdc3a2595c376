"""Tests of pos_desktop.services.members."""
