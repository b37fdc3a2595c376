"""The first choice in an empty data folder: a new shop, or the sample shop."""
