"""Shifts and what they leave: cash that moved, cash that was counted, who took over, X and Z reports."""

from sqlalchemy import Index, UniqueConstraint

from pos_desktop.selling.shift import CashMovementKind
from pos_desktop.storage.schema.base import (
    check,
    day,
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

shift = table(
    "shift", key(), ref("register_id", "register"), whole("number"), moment("opened_at"), ref("opened_by", "staff"),
    day("business_date"), whole("opening_float"), moment("closed_at", null=True),
    ref("closed_by", "staff", null=True), maybe_whole("counted"), maybe_whole("expected"), words("note"),
    UniqueConstraint("register_id", "number"),
    unique_where("ux_shift_one_open", "register_id", where="closed_at IS NULL"),
    check("opening_float", "opening_float >= 0"),
)  # fmt: skip

cash_movement = table(
    "cash_movement", key(), ref("shift_id", "shift"), words("kind", default=None), whole("amount"), moment("at"),
    ref("staff_id", "staff"), maybe_words("sale_id"), words("reason"), maybe_words("refund_id"),
    one_of("kind", list(CashMovementKind)), check("no_sale", "kind <> 'no_sale' OR amount = 0"),
    Index("ix_cash_movement_shift_id", "shift_id"),
    unique_where("ux_cash_movement_sale", "sale_id", "kind", where="kind = 'sale'"),
    unique_where("ux_cash_movement_refund", "refund_id", where="refund_id IS NOT NULL"),
)  # fmt: skip

cash_count = table(
    "cash_count", key(), ref("shift_id", "shift"), words("kind", default=None), json_("notes"), whole("amount"),
    moment("at"), ref("staff_id", "staff"), one_of("kind", ["opening", "closing"]), check("amount", "amount >= 0"),
    Index("ix_cash_count_shift_id", "shift_id"),
)  # fmt: skip

shift_takeover = table(
    "shift_takeover", key(), ref("shift_id", "shift"), ref("from_id", "staff"), ref("to_id", "staff"), moment("at"),
    check("two", "from_id <> to_id"), Index("ix_shift_takeover_shift_id", "shift_id"),
)  # fmt: skip

shift_report = table(
    "shift_report", key(), ref("register_id", "register"), ref("shift_id", "shift"), words("kind", default=None),
    maybe_whole("number"), moment("at"), day("business_date"), ref("staff_id", "staff"), json_("body"),
    whole("sales_total"), whole("refunds_total"), whole("points_issued"), whole("points_spent"),
    whole("anchor_seq"), words("anchor_mac", default=None),
    one_of("kind", ["x", "z"]), check("number", "(kind = 'z') = (number IS NOT NULL)"),
    check("totals", "sales_total >= 0 AND refunds_total >= 0 AND points_issued >= 0 AND points_spent >= 0"),
    unique_where("ux_shift_report_one_z", "shift_id", where="kind = 'z'"),
    unique_where("ux_shift_report_number", "register_id", "number", where="kind = 'z'"),
    Index("ix_shift_report_shift_id", "shift_id"), Index("ix_shift_report_business_date", "business_date"),
)  # fmt: skip
