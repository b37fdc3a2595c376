"""What the shop sells: VAT groups with dated rates, categories, items with all that they are sold with, prices."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text, UniqueConstraint

from pos_desktop.selling.order import Ware
from pos_desktop.storage.schema.base import (
    check,
    day,
    flag,
    json_,
    key,
    maybe_whole,
    maybe_words,
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
    whole("position", default=0), ref("station_id", "station", null=True), UniqueConstraint("shop_id", "name"),
)  # fmt: skip

item = table(
    "item", key(), ref("shop_id", "shop"), words("sku", default=None), words("name", default=None),
    words("search_key", default=None), ref("category_id", "category", null=True), whole("price"),
    words("vat_group", default=None), whole("cost", default=0), words("unit"), words("colour"),
    flag("active", True), flag("by_weight", False), flag("earns_points", True), maybe_words("plu"),
    whole("position", default=0), words("ware", default="goods"),
    words("family"), json_("attributes", default="[]"), ref("base_id", "item", null=True),
    whole("base_qty", default=1000), flag("open_price", False), flag("asks_serial", False), flag("sold", True),
    flag("tracked", False), whole("low_stock", default=0), words("picture"), ref("station_id", "station", null=True),
    whole("course", default=0), day("sold_out_on", null=True), one_of("ware", list(Ware)),
    check("base", "base_id IS NULL OR base_id <> id"), check("base_qty", "base_qty > 0"),
    check("low_stock", "low_stock >= 0"), check("course", "course BETWEEN 0 AND 9"),
    UniqueConstraint("shop_id", "sku"), check("price", "price >= 0"), check("cost", "cost >= 0"),
    CheckConstraint("plu IS NULL OR length(plu) = 5", name="plu"),
    unique_where("ux_item_plu", "shop_id", "plu", where="plu IS NOT NULL"),
)  # fmt: skip

item_barcode = table(
    "item_barcode", Column("item_id", Text, ForeignKey("item.id"), primary_key=True),
    Column("barcode", Text, primary_key=True), Index("ix_item_barcode_barcode", "barcode"),
)  # fmt: skip

option_group = table(
    "option_group", key(), ref("shop_id", "shop"), words("name", default=None), whole("least", default=0),
    whole("most", default=1), whole("free", default=0), flag("halves", False), whole("position", default=0),
    flag("active", True), UniqueConstraint("shop_id", "name"),
    check("bounds", "least >= 0 AND free >= 0 AND (most = 0 OR most >= least)"),
)  # fmt: skip

option_choice = table(
    "option_choice", key(), ref("group_id", "option_group"), words("name", default=None), whole("price", default=0),
    flag("is_default", False), ref("item_id", "item", null=True), whole("item_qty", default=0),
    whole("position", default=0), flag("active", True), UniqueConstraint("group_id", "name"),
    check("price", "price >= 0"), check("item_qty", "item_qty >= 0"),
)  # fmt: skip

item_option = table(
    "item_option", key(), ref("item_id", "item"), ref("group_id", "option_group"), whole("position", default=0),
    UniqueConstraint("item_id", "group_id"),
)  # fmt: skip

combo_part = table(
    "combo_part", key(), ref("combo_id", "item"), words("name"), whole("qty", default=1), whole("position", default=0),
    check("qty", "qty BETWEEN 1 AND 20"), Index("ix_combo_part_combo_id", "combo_id"),
)  # fmt: skip

combo_choice = table(
    "combo_choice", key(), ref("part_id", "combo_part"), ref("item_id", "item"), whole("extra", default=0),
    flag("is_default", False), whole("position", default=0), UniqueConstraint("part_id", "item_id"),
    check("extra", "extra >= 0"),
)  # fmt: skip

recipe_line = table(
    "recipe_line", key(), ref("item_id", "item"), ref("ingredient_id", "item"), whole("qty"),
    UniqueConstraint("item_id", "ingredient_id"), check("qty", "qty > 0"), check("other", "item_id <> ingredient_id"),
)  # fmt: skip

price_list = table(
    "price_list", key(), ref("shop_id", "shop"), words("name", default=None), json_("order_types", default="[]"),
    json_("tiers", default="[]"), json_("groups", default="[]"), json_("time", default="{}"),
    whole("priority", default=0), flag("active", True), UniqueConstraint("shop_id", "name"),
)  # fmt: skip

price_list_item = table(
    "price_list_item", key(), ref("list_id", "price_list"), ref("item_id", "item"), whole("price"),
    UniqueConstraint("list_id", "item_id"), check("price", "price >= 0"),
)  # fmt: skip
