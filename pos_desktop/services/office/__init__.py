"""Behind the counter: imports, outbox, proofs of the books, diagnosis, the sample shop."""
