"""Documents, labels and cards as PDF."""
