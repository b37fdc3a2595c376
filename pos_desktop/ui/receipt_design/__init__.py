"""«Mẫu hoá đơn»: how receipts look, with the paper beside it."""
