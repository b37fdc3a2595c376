"""Open orders, and completed sales with their lines, taxes and tenders, whose sums the database itself checks."""

from sqlalchemy import Index, UniqueConstraint, text

from pos_desktop.selling.order import OrderType, Ware
from pos_desktop.selling.tenders import TenderKind
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

open_order = table(
    "open_order", key(), ref("register_id", "register"), words("state", default=None), json_("body"),
    moment("opened_at"), moment("updated_at"), ref("staff_id", "staff"), whole("revision", default=0),
    words("label"), words("dining_table"), json_("tables", default="[]"), words("order_type", default="take_away"),
    whole("guests", default=0), whole("due", default=0), moment("billed_at", null=True),
    moment("due_at", null=True), words("account_id"),
    one_of("state", ["open", "held", "paid", "dropped", "merged"]),
    unique_where("ux_open_order_one_open", "register_id", where="state = 'open'"),
    Index("ix_open_order_state", "state"),
)  # fmt: skip

dropped_order = table(
    "dropped_order", key(), words("order_id", default=None), ref("register_id", "register"), ref("staff_id", "staff"),
    words("step", default=None), words("reason"), json_("body"), whole("due"), moment("at"), day("business_date"),
    UniqueConstraint("order_id"), one_of("step", ["sale", "payment"]),
)  # fmt: skip

pending_tender = table(
    "pending_tender", key(), words("order_id", default=None), words("kind", default=None), whole("amount"),
    words("ref"), words("state", default=None), moment("at"), moment("resolved_at", null=True),
    words("code"), words("provider"), moment("expires_at", null=True), whole("received", default=0),
    one_of("kind", list(TenderKind)),
    one_of("state", ["pending", "received", "short", "over", "confirmed", "failed", "expired", "late"]),
    check("amount", "amount > 0"), check("received", "received >= 0"),
    Index("ix_pending_tender_order_id", "order_id"),
    unique_where("ux_pending_tender_code", "code", where="code <> ''"),
)  # fmt: skip

sale = table(
    "sale", key(), ref("register_id", "register"), whole("number"), ref("shift_id", "shift"),
    words("order_id", default=None), moment("at"), day("business_date"), ref("staff_id", "staff"),
    ref("account_id", "account", null=True), maybe_whole("account_seq"), whole("programme_version"),
    words("identified"), words("order_type", default=None), words("dining_table"), words("note"),
    whole("goods"), whole("discount"), whole("points"), whole("points_value"), whole("due"), whole("paid"),
    whole("change"), whole("basis"), whole("earned"), json_("loyalty"), flag("is_sample", False),
    json_("facts", default="{}"), whole("reward_points", default=0), maybe_words("holder_id"),
    whole("guests", default=0), words("label"), whole("cash_rounding", default=0),
    UniqueConstraint("register_id", "number"), UniqueConstraint("order_id"),
    one_of("order_type", list(OrderType)),
    check("positive", "number > 0 AND goods >= 0 AND discount >= 0 AND points >= 0 AND points_value >= 0 "
                      "AND due >= 0 AND change >= 0 AND basis >= 0 AND earned >= 0"),
    check("due", "due = goods - discount - points_value"), check("change", "paid - change = due + cash_rounding"),
    check("cash_rounding", "cash_rounding BETWEEN -500 AND 500"),
    check("points", "(points = 0) = (points_value = 0)"),
    check("member", "account_id IS NOT NULL OR (points = 0 AND earned = 0 AND reward_points = 0)"),
    check("reward_points", "reward_points >= 0"),
    Index("ix_sale_account_id_business_date", "account_id", "business_date"),
    Index("ix_sale_business_date", "business_date"),
)  # fmt: skip

sale_line = table(
    "sale_line", key(), ref("sale_id", "sale"), whole("position"), ref("item_id", "item"),
    words("sku", default=None), words("name", default=None), words("unit"), whole("qty"), whole("unit_price"),
    maybe_whole("label_price"), maybe_whole("list_price"),
    json_("options"), words("combo"), words("note"), whole("gross"), whole("line_discount"), whole("order_discount"),
    whole("points_share"), whole("amount"), words("vat_group", default=None), maybe_whole("rate"), whole("unit_cost"),
    flag("earns_points", True), whole("earned"), words("category_id"), words("ware", default="goods"),
    words("target"), whole("bundle", default=0), whole("pieces", default=1), words("price_list"), words("serial"),
    one_of("ware", list(Ware)),
    UniqueConstraint("sale_id", "position"), check("qty", "qty > 0"),
    check("amount", "amount = gross - line_discount - order_discount - points_share"),
    check("positive", "gross >= 0 AND line_discount >= 0 AND order_discount >= 0 AND points_share >= 0 "
                      "AND amount >= 0 AND earned >= 0"),
    Index("ix_sale_line_item_id", "item_id"),
)  # fmt: skip

sale_tax = table(
    "sale_tax", key(), ref("sale_id", "sale"), whole("position"), maybe_whole("rate"), whole("net"), whole("tax"),
    UniqueConstraint("sale_id", "position"), check("sums", "net >= 0 AND tax >= 0"),
)  # fmt: skip

tender = table(
    "tender", key(), ref("sale_id", "sale"), whole("position"), words("kind", default=None), whole("amount"),
    words("ref"), UniqueConstraint("sale_id", "position"), check("amount", "amount > 0"),
    one_of("kind", list(TenderKind)),
)  # fmt: skip

sale_reduction = table(
    "sale_reduction", key(), ref("sale_id", "sale"), whole("position"), whole("line"), words("source", default=None),
    words("rule", default=None), words("name"), whole("amount"), UniqueConstraint("sale_id", "position"),
    one_of("source", ["promotion", "perk", "reward", "voucher"]), check("amount", "amount > 0"),
    Index("ix_sale_reduction_rule", "rule", sqlite_where=text("source = 'promotion'"),
          postgresql_where=text("source = 'promotion'")),
)  # fmt: skip

refund = table(
    "refund", key(), ref("register_id", "register"), whole("number"), ref("shift_id", "shift"),
    ref("sale_id", "sale"), words("kind", default=None), words("way", default=None), moment("at"),
    day("business_date"), ref("staff_id", "staff"), words("reason"), ref("account_id", "account", null=True),
    maybe_whole("account_seq"), whole("programme_version"), whole("money"), whole("cash_rounding", default=0),
    whole("goods"), whole("basis"), whole("clawed"), whole("restored"), whole("shortfall", default=0),
    whole("reward_points", default=0), flag("is_whole", False), json_("loyalty"),
    words("operation_id", default=None), UniqueConstraint("register_id", "number"),
    one_of("kind", ["refund", "void"]), one_of("way", ["original", "cash", "exchange"]),
    check("amounts", "number > 0 AND money >= 0 AND goods >= 0 AND basis >= 0 AND clawed >= 0 AND restored >= 0 "
                     "AND shortfall >= 0 AND reward_points >= 0"),
    check("member", "account_id IS NOT NULL OR (clawed = 0 AND restored = 0 AND reward_points = 0)"),
    unique_where("ux_refund_void", "sale_id", where="kind = 'void'"),
    Index("ix_refund_sale_id", "sale_id"), Index("ix_refund_business_date", "business_date"),
)  # fmt: skip

refund_line = table(
    "refund_line", key(), ref("refund_id", "refund"), whole("position"), whole("sale_position"), whole("qty"),
    whole("money"), whole("goods"), UniqueConstraint("refund_id", "position"),
    UniqueConstraint("refund_id", "sale_position"), check("qty", "qty > 0"),
    check("amounts", "money >= 0 AND goods >= 0"),
)  # fmt: skip

refund_tax = table(
    "refund_tax", key(), ref("refund_id", "refund"), whole("position"), maybe_whole("rate"), whole("net"),
    whole("tax"), UniqueConstraint("refund_id", "position"),
)  # fmt: skip

refund_tender = table(
    "refund_tender", key(), ref("refund_id", "refund"), whole("position"), words("kind", default=None),
    whole("amount"), words("ref"), UniqueConstraint("refund_id", "position"), check("amount", "amount > 0"),
    one_of("kind", list(TenderKind)),
)  # fmt: skip

feedback = table(
    "feedback", key(), ref("sale_id", "sale"), whole("score"), moment("at"), ref("register_id", "register"),
    UniqueConstraint("sale_id"), check("score", "score BETWEEN 1 AND 5"),
)  # fmt: skip
"""What a customer thought of it, told with one tap."""
