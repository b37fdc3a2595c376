"""What each segment of the catalogue lists, and the form of one entry."""
