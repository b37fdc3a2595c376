"""«Kho»: what is there, what moved it, what is ordered of whom, and the papers that people write."""
