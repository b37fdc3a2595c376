"""Roll-ups: what a business date's rows sum to, and which dates must be summed up again; all made of other tables."""

from sqlalchemy import Index, PrimaryKeyConstraint

from pos_desktop.storage.schema.base import check, day, flag, key, maybe_whole, table, whole, words

stale_day = table(
    "stale_day", key(), words("claim"),
)  # fmt: skip
"""Business dates that changed since they were summed up, by triggers; `claim` is of who is at it now."""

day_total = table(
    "day_total", day("day"), whole("used"), whole("died"), whole("given_back"), PrimaryKeyConstraint("day"),
)  # fmt: skip
"""One row for each date that was summed up, with what it added to the breakage (`loyalty.liability`)."""

day_points = table(
    "day_points", day("day"), words("kind", default=None), flag("is_in", True), whole("points"), whole("debt"),
    PrimaryKeyConstraint("day", "kind", "is_in"),
)  # fmt: skip
"""Points that entries of one kind and sign booked, and what they did to debts."""

day_lots = table(
    "day_lots", day("day"), whole("place"), day("usable_from"), day("expires_on", null=True),
    maybe_whole("idle_months"), words("account_id"), whole("points"),
    PrimaryKeyConstraint("day", "place"),
)  # fmt: skip
"""Points that went into lots of one life and out of them; the account only where its visits keep them alive."""

day_spend = table(
    "day_spend", day("day"), words("account_id"), whole("amount"), PrimaryKeyConstraint("day", "account_id"),
)  # fmt: skip
"""Đồng of goods less what came back on the date, by who has the account at the end; guests have no account."""

day_visit = table(
    "day_visit", day("day"), words("account_id", default=None), whole("place"), whole("margin"), whole("ordinal"),
    PrimaryKeyConstraint("day", "account_id", "place"),
    Index("ix_day_visit_account_id_ordinal", "account_id", "ordinal", "place"),
)  # fmt: skip
"""Sales that members made and kept, in their order on the date, with what each brought in; `ordinal` is the date."""

day_hour = table(
    "day_hour", day("day"), whole("hour"), flag("is_member", False), whole("visits"),
    PrimaryKeyConstraint("day", "hour", "is_member"), check("hour", "hour BETWEEN 0 AND 23"),
)  # fmt: skip
"""Sales that were kept, by the hour of the shop's clock."""

member_rhythm = table(
    "member_rhythm", words("account_id", default=None), whole("buys"), day("last_buy"), whole("double_gap"),
    day("risk_from"), PrimaryKeyConstraint("account_id"), check("buys", "buys > 2"),
    check("risk_from", "risk_from > last_buy"),
    Index("ix_member_rhythm_last_buy", "last_buy"), Index("ix_member_rhythm_risk_from", "risk_from"),
)  # fmt: skip
"""How often who came on three dates or more comes (`insight.at_risk`), of all dates that were summed up."""

stale_rhythm = table("stale_rhythm", key())
"""Accounts whose dates changed since their rhythm was told."""

OF_A_DAY = (day_total, day_points, day_lots, day_spend, day_visit, day_hour)
