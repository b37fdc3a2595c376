"""Open orders, completed sales and their receipts."""
