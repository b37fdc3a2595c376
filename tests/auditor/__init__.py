"""Tests of what is given to auditors."""
