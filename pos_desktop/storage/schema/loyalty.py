"""Points: programme versions, accounts with their caches, the append-only ledger, lots, moves and tier changes."""

from sqlalchemy import Index, UniqueConstraint

from pos_desktop.storage.schema.base import (
    check,
    day,
    flag,
    json_,
    key,
    maybe_whole,
    maybe_words,
    moment,
    one_of,
    ref,
    table,
    unique_where,
    whole,
    words,
)  # fmt: skip

ENTRY_KINDS = ["accrual", "redemption", "expiry", "opening", "adjustment", "clawback", "restoration"]

programme_version = table(
    "programme_version", key(), ref("shop_id", "shop"), whole("version"), json_("definition"), day("valid_from"),
    moment("at"), ref("staff_id", "staff", null=True), UniqueConstraint("shop_id", "version"),
)  # fmt: skip

account = table(
    "account", key(), ref("member_id", "member"), whole("balance", default=0), whole("debt", default=0),
    words("tier", default=None), day("tier_until", null=True), whole("seq", default=0),
    whole("lifetime_earned", default=0), UniqueConstraint("member_id"),
    check("balance", "balance >= 0"), check("debt", "debt >= 0"), check("lifetime", "lifetime_earned >= 0"),
)  # fmt: skip

entry = table(
    "entry", key(), ref("account_id", "account"), whole("seq"), words("kind", default=None), whole("points"),
    whole("debt_change", default=0), moment("at"), day("business_date"), maybe_words("sale_id"),
    maybe_words("lot_id"), words("operation_id", default=None), ref("register_id", "register"),
    ref("staff_id", "staff", null=True), whole("programme_version"), json_("breakdown"), words("reason"),
    UniqueConstraint("account_id", "seq"), one_of("kind", ENTRY_KINDS), check("points", "points <> 0"),
    check("sign", "CASE WHEN kind IN ('accrual', 'opening', 'restoration') THEN points > 0 "
                  "WHEN kind IN ('redemption', 'expiry', 'clawback') THEN points < 0 ELSE points <> 0 END"),
    unique_where("ux_entry_sale_kind", "sale_id", "kind", where="kind IN ('accrual', 'redemption')"),
    unique_where("ux_entry_expiry", "lot_id", "kind", where="kind = 'expiry'"),
    Index("ix_entry_sale_id", "sale_id"),
)  # fmt: skip

lot = table(
    "lot", key(), ref("account_id", "account"), ref("entry_id", "entry"), whole("seq"), whole("points"),
    whole("left_points"), day("usable_from"), day("expires_on", null=True), maybe_words("sale_id"),
    check("points", "points > 0"), check("left_points", "left_points BETWEEN 0 AND points"),
    UniqueConstraint("account_id", "seq"), Index("ix_lot_account_id_left", "account_id", "left_points"),
    Index("ix_lot_expires_on", "expires_on"),
)  # fmt: skip

lot_move = table(
    "lot_move", key(), ref("entry_id", "entry"), ref("lot_id", "lot"), whole("points"),
    UniqueConstraint("entry_id", "lot_id"), check("points", "points <> 0"), Index("ix_lot_move_lot_id", "lot_id"),
)  # fmt: skip

tier_change = table(
    "tier_change", key(), ref("account_id", "account"), whole("seq"), words("move", default=None), day("on_date"),
    words("tier_before", default=None), day("until_before", null=True), words("tier_after", default=None),
    day("until_after", null=True), moment("at"), maybe_words("sale_id"), whole("programme_version"),
    UniqueConstraint("account_id", "seq"), one_of("move", ["upgrade", "renewal", "fall"]),
)  # fmt: skip

reservation = table(
    "reservation", key(), words("order_id", default=None), ref("account_id", "account"),
    ref("register_id", "register"), whole("points"), moment("until"), UniqueConstraint("order_id"),
    check("points", "points > 0"), Index("ix_reservation_account_id", "account_id"),
)  # fmt: skip

accrual_flag = table(
    "accrual_flag", key(), ref("account_id", "account"), words("sale_id", default=None),
    words("reason", default=None), moment("at"), UniqueConstraint("sale_id", "reason"),
)  # fmt: skip

offer = table(
    "offer", key(), words("order_id", default=None), ref("account_id", "account"), words("kind", default=None),
    whole("points"), whole("value"), flag("taken", False), moment("at"), ref("register_id", "register"),
    maybe_whole("programme_version"), UniqueConstraint("order_id", "account_id", "kind"),
)  # fmt: skip
