"""Behind the counter: imports, outbox, verification, diagnosis, the sample shop."""
