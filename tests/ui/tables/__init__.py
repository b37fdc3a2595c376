"""Tests of the floor on the screen."""
