"""What may be done to a member: each deed says what happens in numbers before it is done."""
