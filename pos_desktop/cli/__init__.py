"""The program without a window: commands and `sell` (docs/contract.md); no Qt here."""
