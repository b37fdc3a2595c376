"""A question that another person answers by PIN or badge: may this be done?"""
