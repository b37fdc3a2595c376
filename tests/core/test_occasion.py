from datetime import date, time

from pos_desktop.core.occasion import LunarDay, Occasion
from pos_desktop.core.plain import from_plain, to_plain


def test_a_moment_is_read_back_as_it_was_kept():
    at = Occasion(date(2026, 3, 2), time(9, 30), LunarDay(1, 14), frozenset({"weekly"}))
    kept = to_plain(at)
    assert kept["time"] == "09:30:00"
    assert from_plain(Occasion, kept) == at
