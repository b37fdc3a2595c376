"""«Hoá đơn»: receipts found again, and what comes back of them."""
