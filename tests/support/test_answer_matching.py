"""Holds the comparison of answers against shapes that are allowed and shapes that are not."""

from typing import Any

from tests.support.answer_matching import ByTender, Lots, OneOf


def test_lots_are_compared_whatever_their_order() -> None:
    def lot(sale: str | None, points: int, day: str = "2026-09-30") -> dict[str, Any]:
        return {"sale": sale, "points": points, "usable_from": "2025-09-01", "expires_on": day}

    expected = Lots([lot("K1-000001", 5), lot(None, 7, "2025-09-08")])

    assert expected == [lot("K1-000009", 7, "2025-09-08"), lot("K1-000001", 5)]
    assert expected == [lot(None, 3, "2025-09-08"), lot(None, 4, "2025-09-08"), lot("K1-000001", 5)]
    assert expected != [lot(None, 7, "2025-09-08"), lot("K1-000002", 5)]
    assert expected != [lot(None, 6, "2025-09-08"), lot("K1-000001", 5)]
    assert expected != [lot("K1-000001", 5)]


def test_tenders_are_compared_in_either_shape() -> None:
    assert ByTender({"cash": 5, "card": 0}) == {"cash": 5}
    assert ByTender({"cash": 5, "card": 2}) == [{"type": "card", "amount": 2}, {"type": "cash", "amount": 5}]
    assert ByTender({"cash": 5}) != {"card": 5}
    assert OneOf(1, 2) == 2
    assert OneOf(1, 2) != 3
