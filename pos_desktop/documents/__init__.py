"""What is printed: one builder for each paper or card, from frozen values to `printing`'s elements."""
