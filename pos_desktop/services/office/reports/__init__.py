"""The shop's figures: each report reads the shop and gives a `Table`, whoever shows, saves or prints it."""
