"""The cards of the report, in their order: which are charts, how their series look, and what a tile leads to."""

from typing import Final

TILES: Final = "tiles"


COLOURS: Final = {
    "member_sales": "loyalty", "guest_sales": "borderStrong", "in": "pay", "redeemed": "warn", "expired": "danger",
    "profit": "primary", "member_visits": "loyalty", "guest_visits": "borderStrong",
}  # fmt: skip
"""The role of the colour of each column that is drawn."""
TABLES: Final = {
    "at_risk": ("name", "tier", "away", "rhythm"), "top_members": ("name", "spend", "visits"),
    "tier_moves": ("from", "to", "members"), "newcomers": ("name", "joined", "visits"),
    "expiring_soon": ("name", "dies", "points"), "debts": ("name", "owes", "worth"),
}  # fmt: skip
"""Tables with the columns that their cards have room for; the sheet shows all."""
CARDS: Final = (
    "sales_by_day", "points_by_day", "profit_by_purchase", "at_risk", "top_members", "visits_by_hour",
    "expiring_soon", "newcomers", "tier_moves", "debts",
)  # fmt: skip
BEHIND_TILE: Final = {
    "enrolments": "newcomers", "active_members": "top_members", "member_share": "sales_by_day", "repeat": "at_risk",
    "issued": "points_by_day", "redeemed": "points_by_day", "expired": "expiring_soon", "liability": "books",
}  # fmt: skip
"""The card that tells what a tile sums up; `books` is a screen of its own."""
