"""What the till costs, as ratios against a floor measured in the same run."""
