"""«Báo cáo bán hàng»: the shop's other reports, one table at a time, beside the period before where that is wanted."""
