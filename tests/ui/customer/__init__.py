"""Tests of pos_desktop.ui.customer."""
