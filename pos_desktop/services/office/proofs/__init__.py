"""What proves the books: the whole proof, the quick look before selling, and one module for each kind of rows."""
