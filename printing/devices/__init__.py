"""Lines to printers: where they are, how they are, and what became of a job."""
