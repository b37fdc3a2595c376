"""Tests of pos_desktop.services.selling."""
