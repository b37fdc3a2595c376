"""«Báo cáo thành viên»: how the programme did on a day, or on some, card by card."""
