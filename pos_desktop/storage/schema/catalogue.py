"""What the shop sells: VAT groups with dated rates, categories, items, barcodes, stock movements."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text, UniqueConstraint

from pos_desktop.selling.order import Ware
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

vat_rate = table(
    "vat_rate", key(), words("vat_group", default=None), maybe_whole("rate"), day("valid_from"),
    day("valid_to", null=True), UniqueConstraint("vat_group", "valid_from"),
    check("rate", "rate IS NULL OR rate BETWEEN 0 AND 100"),
    check("order", "valid_to IS NULL OR valid_to >= valid_from"),
)  # fmt: skip

category = table(
    "category", key(), ref("shop_id", "shop"), words("name", default=None), words("colour"),
    whole("position", default=0), UniqueConstraint("shop_id", "name"),
)  # fmt: skip

item = table(
    "item", key(), ref("shop_id", "shop"), words("sku", default=None), words("name", default=None),
    words("search_key", default=None), ref("category_id", "category", null=True), whole("price"),
    words("vat_group", default=None), whole("cost", default=0), words("unit"), words("colour"),
    flag("active", True), flag("by_weight", False), flag("earns_points", True), maybe_words("plu"),
    whole("position", default=0), words("ware", default="goods"), one_of("ware", list(Ware)),
    UniqueConstraint("shop_id", "sku"), check("price", "price >= 0"), check("cost", "cost >= 0"),
    CheckConstraint("plu IS NULL OR length(plu) = 5", name="plu"),
    unique_where("ux_item_plu", "shop_id", "plu", where="plu IS NOT NULL"),
)  # fmt: skip

item_barcode = table(
    "item_barcode", Column("item_id", Text, ForeignKey("item.id"), primary_key=True),
    Column("barcode", Text, primary_key=True), Index("ix_item_barcode_barcode", "barcode"),
)  # fmt: skip

stock_movement = table(
    "stock_movement", key(), ref("item_id", "item"), words("kind", default=None), whole("qty"), whole("unit_cost"),
    moment("at"), maybe_words("sale_id"), maybe_whole("sale_line"), ref("register_id", "register"), words("reason"),
    maybe_words("refund_id"), one_of("kind", ["sale", "import", "refund"]),
    Index("ix_stock_movement_item_id", "item_id"),
    unique_where("ux_stock_movement_sale", "sale_id", "sale_line", where="kind = 'sale'"),
    unique_where("ux_stock_movement_refund", "refund_id", "sale_line", where="refund_id IS NOT NULL"),
)  # fmt: skip
