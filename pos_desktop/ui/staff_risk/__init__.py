"""«Rủi ro nhân viên»: who does what more often than the others, and the receipts behind it."""
