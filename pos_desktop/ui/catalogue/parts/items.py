"""Hàng: every item of the shop, and the form with all that is kept of one."""

from dataclasses import asdict
from typing import Any, Final

from pos_desktop.core.quantity import ONE
from pos_desktop.core.text import fold
from pos_desktop.selling import tax
from pos_desktop.services.shop.goods import Facts, PutItem, facts_of
from pos_desktop.services.shop.items import COLOURS
from pos_desktop.services.shop.price_lists import SetPrices
from pos_desktop.storage.queries.goods import GoodsRow
from pos_desktop.ui.catalogue.port import Everything, Plain, RowView, Saving, Segment
from pos_desktop.ui.form.kinds import (
    SET,
    Amount,
    Choice,
    Field,
    Flag,
    Names,
    Number,
    Pieces,
    Rows,
    Section,
    Several,
    Skus,
    Words,
)
from pos_desktop.wording import _, money
from pos_desktop.wording.messages import N_

VAT_NAMES: Final = {
    tax.STANDARD: N_("Thông thường"), tax.ALCOHOL: N_("Rượu bia"), tax.REDUCED: N_("Ưu đãi"), tax.ZERO: N_("0%"),
    tax.EXEMPT: N_("Không chịu thuế"),
}  # fmt: skip
COLOUR_NAMES: Final = (N_("Xanh dương"), N_("Xanh lá"), N_("Tím"), N_("Cam"), N_("Xanh ngọc"), N_("Đỏ"))
_ATTRIBUTE: Final = (
    Field("name", N_("Phân loại"), Words(most=20), hint=N_("Ví dụ Cỡ")),
    Field("value", N_("Là"), Words(most=40), hint=N_("Ví dụ L")),
)
_FIRST: Final = (
    Field("name", N_("Tên hàng"), Words(most=200), wide=True),
    Field("price", N_("Giá bán"), Amount()),
    Field("category_id", N_("Nhóm hàng"), Choice((("", N_("Chưa có nhóm")),), "categories")),
    Field("barcodes", N_("Mã vạch"), Names(most=64), hint=N_("Quét để thêm. Nhiều mã cách nhau bằng dấu phẩy.")),
    Field("sku", N_("Mã hàng"), Words(True, most=64), hint=N_("Để trống thì máy tự đặt")),
    Field("unit", N_("Đơn vị"), Words(True, most=20), hint=N_("Ví dụ ly, lon, kg")),
    Field("vat_group", N_("Thuế GTGT"), Choice(offered="vat")),
    Field("active", N_("Đang kinh doanh"), Flag()),
    Field("sold", N_("Bán được"), Flag(), hint=N_("Nguyên liệu thì bỏ chọn")),
    Field("earns_points", N_("Tích điểm"), Flag()),
)
_SELLING: Final = (
    Field("by_weight", N_("Bán theo cân"), Flag()),
    Field("open_price", N_("Hỏi giá mỗi lần"), Flag()),
    Field("asks_serial", N_("Hỏi số sê-ri"), Flag()),
    Field("plu", N_("Mã cân"), Words(True, most=5), hint=N_("5 chữ số trên tem cân")),
    Field("groups", N_("Hỏi lựa chọn"), Several(offered="groups", none=N_("Không hỏi gì")), wide=True),
)
_STOCK: Final = (
    Field("cost", N_("Giá vốn"), Amount()),
    Field("tracked", N_("Theo dõi kho"), Flag(), hint=N_("Hết thì ô bán ghi «Hết hàng»")),
    Field("low_stock", N_("Báo sắp hết từ"), Pieces()),
    Field("base", N_("Là một lốc, một thùng của"), Skus(single=True), wide=True),
    Field("base_qty", N_("Gồm"), Pieces(), only=(("base", SET),)),
)
_LOOKS: Final = (
    Field("colour", N_("Màu ô bán"), Choice((("", N_("Theo nhóm")), *zip(COLOURS, COLOUR_NAMES, strict=True)))),
    Field("station_id", N_("Nơi làm"), Choice((("", N_("Theo nhóm hàng")),), "stations")),
    Field("course", N_("Lượt ra món"), Number(most=9), hint=N_("0 là ra ngay")),
    Field("family", N_("Chung một ô với"), Words(True, most=60), hint=N_("Tên chung của các loại, ví dụ Trà đào")),
    Field("attributes", N_("Phân loại"), Rows(_ATTRIBUTE, {"name": "", "value": ""}, N_("Thêm phân loại"), most=4),
          wide=True, only=(("family", SET),)),
)  # fmt: skip


def rows(every: Everything) -> tuple[RowView, ...]:
    """A row for each item."""
    return tuple(_row(every, item) for item in every.goods)


def _row(every: Everything, item: GoodsRow) -> RowView:
    state = _("ngừng bán") if not item.active else "" if item.sold else _("nguyên liệu")
    detail = " · ".join(part for part in (item.sku, every.named(item.category_id), state) if part)
    amount = _("hỏi giá") if item.open_price else money(item.price)
    found = " ".join((fold(item.name), item.sku.casefold(), *item.barcodes, f"@{item.category_id}"))
    return RowView(item.id, item.name, detail, amount, item.colour, not item.active, found)


def sections(every: Everything) -> tuple[Section, ...]:
    """The form of an item; a price for each list, where the shop has some."""
    lists = tuple(
        Field(f"lists.{page.prices.id}", page.prices.name, Amount(True), hint=N_("Để trống là theo giá bán"))
        for page in every.lists
    )
    more = (Section(N_("Giá theo bảng"), lists),) if lists else ()
    return (
        Section("", _FIRST), *more, Section(N_("Cách bán"), _SELLING), Section(N_("Kho"), _STOCK),
        Section(N_("Ô bán và bếp"), _LOOKS),
    )  # fmt: skip


def plain_of(every: Everything, key: str) -> Plain:
    """An item as its form edits it."""
    row = every.item(key)
    facts = facts_of(row) if row else Facts("", 0, colour="")
    base = every.item(facts.base_id)
    lists = {page.prices.id: page.prices.prices.get(key) for page in every.lists}
    attributes = [{"name": name, "value": value} for name, value in facts.attributes]
    return {**asdict(facts), "barcodes": list(facts.barcodes), "groups": list(facts.groups), "lists": lists,
            "attributes": attributes, "base": base.sku if base else ""}  # fmt: skip


def blank(every: Everything) -> Plain:
    """A new item: name and price are all that it needs."""
    return {**plain_of(every, ""), "price": None}


def save(saving: Saving) -> str:
    """Keep the item, then what the lists say of it."""
    every, plain = saving.every, saving.plain
    put = PutItem(saving.id, _facts(every, plain), saving.by, saving.key, saving.is_free)
    item_id = saving.desk.goods.put(put).id
    for page in every.lists:
        wanted, there = plain["lists"].get(page.prices.id), page.prices.prices.get(item_id)
        if wanted != there:
            prices = SetPrices(saving.again(page.prices.id), page.prices.id, {item_id: wanted}, saving.by)
            saving.desk.price_lists.set_prices(prices)
    return item_id


def _facts(every: Everything, plain: Plain) -> Facts:
    base = every.by_sku(plain["base"]) if plain["base"] else None
    known: dict[str, Any] = {name: plain[name] for name in Facts.__dataclass_fields__ if name in plain}
    attributes = tuple((pair["name"], pair["value"]) for pair in plain["attributes"]) if plain["family"] else ()
    return Facts(**{
        **known, "price": plain["price"] or 0, "barcodes": tuple(plain["barcodes"]), "groups": tuple(plain["groups"]),
        "attributes": attributes, "base_id": base.id if base else "", "base_qty": plain["base_qty"] if base else ONE,
    })  # fmt: skip


ITEMS: Final = Segment(
    "items", N_("Hàng"), N_("Thêm hàng"), N_("Chưa có hàng nào. Tên và giá là đủ để bắt đầu bán."), rows, sections,
    plain_of, blank, save,
)  # fmt: skip
