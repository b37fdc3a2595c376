"""Tests of pos_desktop.services.office.proofs."""
