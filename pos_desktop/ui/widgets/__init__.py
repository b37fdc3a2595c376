"""The parts that screens are built of: they show views and tell what was tapped, and decide nothing."""
