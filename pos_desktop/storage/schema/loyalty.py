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

ENTRY_KINDS = ["accrual", "redemption", "expiry", "opening", "adjustment", "clawback", "restoration", "transfer"]

programme_version = table(
    "programme_version", key(), ref("shop_id", "shop"), whole("version"), json_("definition"), day("valid_from"),
    moment("at"), ref("staff_id", "staff", null=True), UniqueConstraint("shop_id", "version"),
)  # fmt: skip

account = table(
    "account", key(), ref("member_id", "member"), whole("balance", default=0), whole("debt", default=0),
    words("tier", default=None), day("tier_until", null=True), whole("seq", default=0),
    whole("lifetime_earned", default=0), day("active_on", null=True), UniqueConstraint("member_id"),
    check("balance", "balance >= 0"), check("debt", "debt >= 0"), check("lifetime", "lifetime_earned >= 0"),
)  # fmt: skip

entry = table(
    "entry", key(), ref("account_id", "account"), whole("seq"), words("kind", default=None), whole("points"),
    whole("debt_change", default=0), moment("at"), day("business_date"), maybe_words("sale_id"),
    maybe_words("lot_id"), words("operation_id", default=None), ref("register_id", "register"),
    ref("staff_id", "staff", null=True), whole("programme_version"), json_("breakdown"), words("reason"),
    maybe_words("refund_id"), maybe_words("pair_id"), maybe_words("occasion"),
    UniqueConstraint("account_id", "seq"), one_of("kind", ENTRY_KINDS), check("points", "points <> 0"),
    check("sign", "CASE WHEN kind IN ('accrual', 'opening', 'restoration') THEN points > 0 "
                  "WHEN kind IN ('redemption', 'expiry', 'clawback') THEN points < 0 ELSE points <> 0 END"),
    unique_where("ux_entry_sale_kind", "sale_id", "kind",
                 where="kind IN ('accrual', 'redemption') AND pair_id IS NULL"),
    unique_where("ux_entry_refund_kind", "refund_id", "kind", where="refund_id IS NOT NULL"),
    unique_where("ux_entry_occasion", "occasion", where="occasion IS NOT NULL"),
    unique_where("ux_entry_expiry", "lot_id", "kind", where="kind = 'expiry'"),
    Index("ix_entry_sale_id", "sale_id"), Index("ix_entry_business_date", "business_date"),
)  # fmt: skip

lot = table(
    "lot", key(), ref("account_id", "account"), ref("entry_id", "entry"), whole("seq"), whole("points"),
    whole("left_points"), day("usable_from"), day("expires_on", null=True), maybe_words("sale_id"),
    maybe_words("origin_id"), maybe_whole("idle_months"),
    check("points", "points > 0"), check("left_points", "left_points BETWEEN 0 AND points"),
    check("idle_months", "idle_months IS NULL OR idle_months > 0"),
    UniqueConstraint("account_id", "seq"), Index("ix_lot_account_id_left", "account_id", "left_points"),
    Index("ix_lot_expires_on", "expires_on"), Index("ix_lot_entry_id", "entry_id"),
)  # fmt: skip

lot_move = table(
    "lot_move", key(), ref("entry_id", "entry"), ref("lot_id", "lot"), whole("points"),
    UniqueConstraint("entry_id", "lot_id"), check("points", "points <> 0"), Index("ix_lot_move_lot_id", "lot_id"),
)  # fmt: skip

tier_change = table(
    "tier_change", key(), ref("account_id", "account"), whole("seq"), words("move", default=None), day("on_date"),
    words("tier_before", default=None), day("until_before", null=True), words("tier_after", default=None),
    day("until_after", null=True), moment("at"), maybe_words("sale_id"), whole("programme_version"),
    maybe_words("refund_id"), UniqueConstraint("account_id", "seq"), Index("ix_tier_change_on_date", "on_date"),
    one_of("move", ["upgrade", "renewal", "fall", "reversal", "regrade"]),
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

activity = table(
    "activity", key(), ref("account_id", "account"), whole("seq"), words("kind", default=None), day("on_date"),
    whole("spend"), whole("points"), whole("visits"), maybe_words("sale_id"), maybe_words("source_id"), moment("at"),
    UniqueConstraint("account_id", "seq"), one_of("kind", ["sale", "refund", "claim", "move", "merge"]),
    check("empty", "kind = 'sale' OR spend <> 0 OR points <> 0 OR visits <> 0"),
    Index("ix_activity_account_id_on_date", "account_id", "on_date"),
)  # fmt: skip

attachment = table(
    "attachment", key(), ref("sale_id", "sale"), words("way", default=None), ref("account_id", "account"),
    ref("from_account_id", "account", null=True), whole("basis"), whole("earned"), json_("facts"), json_("loyalty"),
    moment("at"), day("business_date"), ref("register_id", "register"), ref("staff_id", "staff"), words("reason"),
    words("operation_id", default=None), one_of("way", ["receipt", "later", "move"]),
    whole("step"), UniqueConstraint("sale_id", "step"),
    check("amounts", "basis >= 0 AND earned >= 0"), check("step", "step > 0"),
    check("from", "(way = 'move') = (from_account_id IS NOT NULL)"),
    unique_where("ux_attachment_sale", "sale_id", where="way <> 'move'"),
    Index("ix_attachment_sale_id", "sale_id"), Index("ix_attachment_account_id", "account_id"),
)  # fmt: skip

manual_tier = table(
    "manual_tier", key(), ref("account_id", "account"), words("tier"), day("from_on"), day("until_on"),
    words("reason", default=None), ref("staff_id", "staff"), moment("at"), words("operation_id", default=None),
    whole("step"), check("order", "until_on >= from_on"), check("reason", "length(reason) > 0"),
    check("step", "step > 0"), UniqueConstraint("account_id", "step"),
)  # fmt: skip

membership_term = table(
    "membership_term", key(), ref("account_id", "account"), words("plan", default=None), words("kind", default=None),
    day("from_on"), day("until_on", null=True), whole("price"), words("sale_id", default=None), whole("sale_line"),
    maybe_words("refund_id"), moment("at"), one_of("kind", ["sold", "returned"]), check("price", "price >= 0"),
    UniqueConstraint("sale_id", "sale_line", "kind"), Index("ix_membership_term_account_id", "account_id"),
)  # fmt: skip

reward_use = table(
    "reward_use", key(), ref("account_id", "account"), words("reward", default=None), words("sale_id", default=None),
    whole("uses"), whole("points"), whole("value"), day("business_date"), moment("at"), maybe_words("refund_id"),
    check("uses", "uses <> 0"), Index("ix_reward_use_account_id", "account_id"),
    UniqueConstraint("sale_id", "reward", "uses"),
)  # fmt: skip

stamp_entry = table(
    "stamp_entry", key(), ref("account_id", "account"), words("card", default=None), whole("stamps"),
    maybe_words("sale_id"), maybe_words("refund_id"), words("reason"), day("business_date"), moment("at"),
    check("stamps", "stamps <> 0"), Index("ix_stamp_entry_account_id", "account_id"),
    Index("ix_stamp_entry_sale_id", "sale_id"),
)  # fmt: skip

referral_reward = table(
    "referral_reward", key(), ref("friend_id", "account"), ref("referrer_id", "account"),
    words("sale_id", default=None), whole("friend_points"), whole("referrer_points"), words("refused"), moment("at"),
    day("business_date"), UniqueConstraint("friend_id", "sale_id"),
    check("points", "friend_points >= 0 AND referrer_points >= 0"),
    unique_where("ux_referral_reward_friend", "friend_id", where="refused = ''"),
    Index("ix_referral_reward_referrer_id", "referrer_id"), Index("ix_referral_reward_sale_id", "sale_id"),
)  # fmt: skip

member_merge = table(
    "member_merge", key(), ref("from_account_id", "account"), ref("to_account_id", "account"),
    ref("from_member_id", "member"), ref("to_member_id", "member"), json_("picture"), moment("at"),
    ref("staff_id", "staff"), words("reason"), moment("undone_at", null=True),
    ref("undone_by", "staff", null=True), check("other", "from_account_id <> to_account_id"),
    unique_where("ux_member_merge_from", "from_account_id", where="undone_at IS NULL"),
    Index("ix_member_merge_to_account_id", "to_account_id"),
)  # fmt: skip
