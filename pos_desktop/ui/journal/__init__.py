"""«Nhật ký»: what everybody did, row by row, and its file for others."""
