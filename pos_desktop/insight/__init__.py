"""What is learned of the shop: pure counting over plain values."""
