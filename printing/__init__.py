"""Documents in, bytes out: receipts, cards and the lines to printers, knowing nothing of the shop."""
