"""«Thành viên»: the list of members, one in detail, and what may be done to one."""
