"""Tests of texts, numbers and sentences."""
