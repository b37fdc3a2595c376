"""The shop, its registers, people, shifts and settings."""

from sqlalchemy import Index, UniqueConstraint

from pos_desktop.selling.permissions import Role
from pos_desktop.selling.shift import CashMovementKind
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

shop = table(
    "shop", key(), words("name", default=None), words("address"), words("phone"), words("tax_code"), words("footer"),
    words("time_zone", default=None), whole("cutover_hour", default=0), flag("is_sample", False),
    whole("catalogue_version", default=1), moment("created_at"), day("history_ends", null=True),
    day("due_through", null=True),
    check("cutover", "cutover_hour BETWEEN 0 AND 23"),
)  # fmt: skip

register = table(
    "register", key(), ref("shop_id", "shop"), whole("number", default=None), words("code", default=None),
    moment("last_seen_at", null=True),
    UniqueConstraint("shop_id", "number"), UniqueConstraint("shop_id", "code"),
    check("number", "number BETWEEN 1 AND 999"),
)  # fmt: skip

counter = table(
    "counter", key(), ref("register_id", "register"), words("kind", default=None), whole("value", default=0),
    UniqueConstraint("register_id", "kind"), check("value", "value >= 0"),
)  # fmt: skip

staff = table(
    "staff", key(), ref("shop_id", "shop"), words("name", default=None), words("role", default=None),
    words("pin_hash", default=None), flag("active", True), whole("failed_pins", default=0),
    moment("locked_until", null=True), whole("position", default=0), maybe_words("member_id"),
    UniqueConstraint("shop_id", "name"), one_of("role", list(Role)), check("failed_pins", "failed_pins >= 0"),
)  # fmt: skip

shift = table(
    "shift", key(), ref("register_id", "register"), whole("number"), moment("opened_at"), ref("opened_by", "staff"),
    day("business_date"), whole("opening_float"), moment("closed_at", null=True),
    ref("closed_by", "staff", null=True), maybe_whole("counted"),
    UniqueConstraint("register_id", "number"),
    unique_where("ux_shift_one_open", "register_id", where="closed_at IS NULL"),
    check("opening_float", "opening_float >= 0"),
)  # fmt: skip

cash_movement = table(
    "cash_movement", key(), ref("shift_id", "shift"), words("kind", default=None), whole("amount"), moment("at"),
    ref("staff_id", "staff"), maybe_words("sale_id"), words("reason"), maybe_words("refund_id"),
    one_of("kind", list(CashMovementKind)),
    Index("ix_cash_movement_shift_id", "shift_id"),
    unique_where("ux_cash_movement_sale", "sale_id", "kind", where="kind = 'sale'"),
    unique_where("ux_cash_movement_refund", "refund_id", where="refund_id IS NOT NULL"),
)  # fmt: skip

setting = table(
    "setting", key(), ref("shop_id", "shop"), words("name", default=None), json_("value"), whole("version"),
    moment("at"), ref("staff_id", "staff", null=True), UniqueConstraint("shop_id", "name", "version"),
)  # fmt: skip
