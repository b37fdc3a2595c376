"""Stock: every movement, the level that they sum to, papers that moved it, suppliers and what is ordered of them."""

from sqlalchemy import Index, UniqueConstraint

from pos_desktop.storage.schema.base import (
    check,
    day,
    flag,
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

stock_movement = table(
    "stock_movement", key(), ref("item_id", "item"), words("kind", default=None), whole("qty"), whole("unit_cost"),
    moment("at"), maybe_words("sale_id"), maybe_whole("sale_line"), ref("register_id", "register"), words("reason"),
    maybe_words("refund_id"), ref("document_id", "stock_document", null=True),
    one_of("kind", ["sale", "import", "refund", "use", "use_back", "receive", "count", "adjust", "waste"]),
    check("document", "(kind IN ('receive', 'count', 'adjust', 'waste')) = (document_id IS NOT NULL)"),
    Index("ix_stock_movement_item_id", "item_id"),
    unique_where("ux_stock_movement_sale", "sale_id", "sale_line", where="kind = 'sale'"),
    unique_where("ux_stock_movement_use", "sale_id", "sale_line", "item_id", where="kind = 'use'"),
    unique_where("ux_stock_movement_refund", "refund_id", "sale_line", where="kind = 'refund'"),
    unique_where("ux_stock_movement_use_back", "refund_id", "sale_line", "item_id", where="kind = 'use_back'"),
)  # fmt: skip

stock_level = table(
    "stock_level", key(), whole("qty", default=0),
)  # fmt: skip
"""What the movements of an item sum to, by the item's id; a trigger keeps it."""

supplier = table(
    "supplier", key(), ref("shop_id", "shop"), words("name", default=None), words("phone"), words("tax_code"),
    words("address"), words("note"), flag("active", True), UniqueConstraint("shop_id", "name"),
)  # fmt: skip

purchase = table(
    "purchase", key(), ref("register_id", "register"), whole("number"), ref("supplier_id", "supplier"),
    words("state", default=None), moment("at"), ref("staff_id", "staff"), day("expected_on", null=True),
    moment("closed_at", null=True), words("note"), UniqueConstraint("register_id", "number"),
    one_of("state", ["ordered", "part", "received", "cancelled"]), Index("ix_purchase_at", "at"),
)  # fmt: skip

purchase_line = table(
    "purchase_line", key(), ref("purchase_id", "purchase"), whole("position"), ref("item_id", "item"), whole("qty"),
    whole("unit_cost"), whole("received", default=0), UniqueConstraint("purchase_id", "position"),
    check("amounts", "qty > 0 AND unit_cost >= 0 AND received >= 0"),
)  # fmt: skip

stock_document = table(
    "stock_document", key(), ref("register_id", "register"), whole("number"), words("kind", default=None),
    moment("at"), day("business_date"), ref("staff_id", "staff"), words("reason"), words("reference"),
    ref("supplier_id", "supplier", null=True), ref("purchase_id", "purchase", null=True),
    whole("cost", default=0), words("operation_id", default=None), UniqueConstraint("register_id", "number"),
    one_of("kind", ["receive", "count", "adjust", "waste"]), Index("ix_stock_document_at", "at"),
)  # fmt: skip
