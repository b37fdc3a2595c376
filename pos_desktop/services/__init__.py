"""Use cases: one method, one transaction, frozen values in and out."""
