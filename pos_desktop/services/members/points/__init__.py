"""Points: booking them on locked accounts, correcting, moving and explaining them, tiers given by hand."""
