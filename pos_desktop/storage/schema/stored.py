"""Money that customers hold with the shop, and what runs beside points: vouchers, games, giving, partners."""

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

stored_card = table(
    "stored_card", key(), words("kind", default=None), words("number", default=None), whole("key_id"),
    ref("account_id", "account", null=True), whole("money", default=0), whole("bonus", default=0),
    whole("seq", default=0), day("expires_on", null=True), flag("blocked", False), moment("issued_at"),
    ref("register_id", "register"), UniqueConstraint("number"), one_of("kind", ["gift_card", "wallet"]),
    check("money", "money >= 0"), check("bonus", "bonus >= 0"),
    check("owner", "(kind = 'wallet') = (account_id IS NOT NULL)"),
    unique_where("ux_stored_card_wallet", "account_id", where="kind = 'wallet'"),
)  # fmt: skip

stored_entry = table(
    "stored_entry", key(), ref("card_id", "stored_card"), whole("seq"), words("kind", default=None), whole("money"),
    whole("bonus"), moment("at"), day("business_date"), maybe_words("sale_id"), maybe_whole("sale_line"),
    maybe_words("refund_id"), words("operation_id", default=None), ref("register_id", "register"),
    ref("staff_id", "staff", null=True), words("reason"), UniqueConstraint("card_id", "seq"),
    one_of("kind", ["load", "bonus", "spend", "return", "unload", "expiry", "adjustment"]),
    check("amounts", "money <> 0 OR bonus <> 0"),
    check("sign", "CASE WHEN kind IN ('load', 'bonus', 'return') THEN money >= 0 AND bonus >= 0 "
                  "WHEN kind IN ('spend', 'unload', 'expiry') THEN money <= 0 AND bonus <= 0 ELSE 1 = 1 END"),
    Index("ix_stored_entry_sale_id", "sale_id"),
)  # fmt: skip

voucher = table(
    "voucher", key(), words("template", default=None), whole("programme_version"), words("code", default=None),
    json_("held"), ref("account_id", "account", null=True), day("valid_from"), day("expires_on", null=True),
    whole("uses"), whole("used", default=0), maybe_words("sale_id"), words("partner"), flag("blocked", False),
    moment("at"), ref("register_id", "register"), UniqueConstraint("code"),
    check("uses", "uses > 0"), check("used", "used BETWEEN 0 AND uses"),
    Index("ix_voucher_account_id", "account_id"), Index("ix_voucher_sale_id", "sale_id"),
)  # fmt: skip

voucher_use = table(
    "voucher_use", key(), ref("voucher_id", "voucher"), words("sale_id", default=None),
    ref("account_id", "account", null=True), whole("uses"), whole("amount"), day("business_date"), moment("at"),
    maybe_words("refund_id"), check("uses", "uses IN (1, -1)"), UniqueConstraint("voucher_id", "sale_id", "uses"),
)  # fmt: skip

wheel_round = table(
    "wheel_round", key(), words("wheel", default=None), whole("programme_version"), words("commitment", default=None),
    json_("definition"), moment("opened_at"), moment("closed_at", null=True), words("seed"),
    check("commitment", "length(commitment) = 64"),
    unique_where("ux_wheel_round_open", "wheel", where="closed_at IS NULL"),
)  # fmt: skip

wheel_draw = table(
    "wheel_draw", key(), ref("round_id", "wheel_round"), whole("ticket"), ref("account_id", "account"),
    words("sale_id", default=None), words("prize", default=None), whole("points"), whole("cost"), words("voucher_id"),
    moment("at"), day("business_date"), ref("register_id", "register"), ref("staff_id", "staff", null=True),
    whole("turn"), UniqueConstraint("round_id", "ticket"), UniqueConstraint("sale_id", "turn"),
    check("amounts", "ticket > 0 AND turn > 0 AND points >= 0 AND cost >= 0"),
    Index("ix_wheel_draw_account_id", "account_id"),
)  # fmt: skip

donation = table(
    "donation", key(), ref("account_id", "account"), words("entry_id", default=None), words("cause", default=None),
    whole("points"), whole("value"), moment("at"), day("business_date"), ref("register_id", "register"),
    ref("staff_id", "staff", null=True), check("amounts", "points > 0 AND value > 0"), UniqueConstraint("entry_id"),
    Index("ix_donation_business_date", "business_date"), Index("ix_donation_account_id", "account_id"),
)  # fmt: skip

cause_payment = table(
    "cause_payment", key(), words("cause", default=None), whole("amount"), day("on_date"), words("reference"),
    moment("at"), ref("staff_id", "staff"), check("amount", "amount > 0"),
)  # fmt: skip

partner_voucher = table(
    "partner_voucher", key(), words("partner", default=None), words("kind", default=None), words("code", default=None),
    whole("value"), ref("account_id", "account", null=True), maybe_words("sale_id"), maybe_words("refund_id"),
    day("business_date"), moment("at"), ref("register_id", "register"), whole("serial"), whole("turn", default=1),
    one_of("kind", ["issued", "taken", "returned"]), check("value", "value > 0"), check("turn", "turn > 0"),
    UniqueConstraint("kind", "code", "turn"), Index("ix_partner_voucher_partner", "partner", "business_date"),
    Index("ix_partner_voucher_sale_id", "sale_id"), Index("ix_partner_voucher_account_id", "account_id"),
)  # fmt: skip
