"""What the till says when the machine does not let it start."""
