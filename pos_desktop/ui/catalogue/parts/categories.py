"""Nhóm hàng and Thuế: names and colours of categories, and the dated rates of VAT groups."""

from datetime import date, timedelta
from typing import Final

from pos_desktop.core.text import fold
from pos_desktop.services.shop.categories import AddRate, OrderCategories, PutCategory
from pos_desktop.services.shop.items import COLOURS
from pos_desktop.storage.queries.goods import VatRow
from pos_desktop.ui.catalogue.parts.items import COLOUR_NAMES, VAT_NAMES
from pos_desktop.ui.catalogue.port import Everything, Plain, RowView, Saving, Segment
from pos_desktop.ui.form.kinds import Choice, Date, Field, Flag, Number, Section, Words
from pos_desktop.wording import _, ngettext, number
from pos_desktop.wording import date as date_words
from pos_desktop.wording.messages import N_

_CATEGORY: Final = (
    Field("name", N_("Tên nhóm"), Words(most=80), wide=True),
    Field("colour", N_("Màu"), Choice(tuple(zip(COLOURS, COLOUR_NAMES, strict=True))), wide=True),
    Field("place", N_("Đứng thứ"), Number(least=1, most=500)),
)


def _rows(every: Everything) -> tuple[RowView, ...]:
    words = ngettext("{count} mặt hàng", "{count} mặt hàng", 2)
    return tuple(
        RowView(row.id, row.name, words.format(count=number(row.items)), "", row.colour, found=fold(row.name))
        for row in every.categories
    )


def _plain_of(every: Everything, key: str) -> Plain:
    at = next((at for at, row in enumerate(every.categories) if row.id == key), len(every.categories))
    row = every.categories[at] if at < len(every.categories) else None
    name, colour = (row.name, row.colour or COLOURS[0]) if row else ("", COLOURS[at % len(COLOURS)])
    return {"name": name, "colour": colour, "place": at + 1}


def _save(saving: Saving) -> str:
    plain = saving.plain
    put = PutCategory(saving.id, plain["name"], saving.by, plain["colour"], saving.key)
    key = saving.desk.categories.put(put).id
    order = [row.id for row in saving.every.categories if row.id != key]
    order.insert(plain["place"] - 1, key)
    if order != [row.id for row in saving.every.categories]:
        saving.desk.categories.order(OrderCategories(saving.again("order"), tuple(order), saving.by))
    return key


CATEGORIES: Final = Segment(
    "categories", N_("Nhóm hàng"), N_("Thêm nhóm"), N_("Chưa có nhóm hàng nào."), _rows,
    lambda _every: (Section("", _CATEGORY),), _plain_of, lambda every: _plain_of(every, ""), _save,
)  # fmt: skip

_RATE: Final = (
    Field("group", N_("Nhóm thuế"), Choice(offered="vat"), wide=True),
    Field("valid_from", N_("Từ ngày"), Date()),
    Field("exempt", N_("Không chịu thuế"), Flag()),
    Field("rate", N_("Thuế suất"), Number(most=100, of=N_("%")), only=(("exempt", (False,)),)),
)


def _vat_rows(every: Everything) -> tuple[RowView, ...]:
    return tuple(_vat_row(every, row) for row in every.rates)


def _vat_row(every: Everything, row: VatRow) -> RowView:
    name = _(VAT_NAMES.get(row.group, row.group))
    since, through = date_words(row.valid_from), date_words(row.valid_to) if row.valid_to else ""
    days = _("từ {since} đến hết {through}").format(since=since, through=through) if through else ""
    days = days or _("từ {since}").format(since=since)
    is_past = row.valid_to is not None and row.valid_to < every.today
    amount = _("không chịu thuế") if row.rate is None else f"{row.rate}%"
    return RowView(_key(row), name, days, amount, quiet=is_past, found=fold(name))


def _key(row: VatRow) -> str:
    return f"{row.group}/{row.valid_from.isoformat()}"


def _vat_plain(every: Everything, key: str) -> Plain:
    row = next((row for row in every.rates if _key(row) == key), None)
    tomorrow = every.today + timedelta(days=1)
    if row is None:
        return {"group": "standard", "valid_from": tomorrow.isoformat(), "rate": 8, "exempt": False}
    return {"group": row.group, "valid_from": max(tomorrow, row.valid_from).isoformat(), "rate": row.rate or 0,
            "exempt": row.rate is None}  # fmt: skip


def _vat_save(saving: Saving) -> str:
    plain, day = saving.plain, date.fromisoformat(saving.plain["valid_from"])
    rate = None if plain["exempt"] else plain["rate"]
    saving.desk.categories.add_rate(AddRate(saving.id, plain["group"], rate, day, saving.by))
    return f"{plain['group']}/{day.isoformat()}"


_PAST: Final = N_("Thuế suất đã qua không đổi được. Chọn một ngày sắp tới rồi ghi thuế suất mới; hoá đơn bán trước "
                  "ngày đó giữ thuế suất cũ.")  # fmt: skip
VAT: Final = Segment(
    "vat", N_("Thuế"), N_("Thuế suất mới"), N_("Chưa có thuế suất nào."), _vat_rows,
    lambda _every: (Section("", _RATE, _PAST),), _vat_plain, lambda every: _vat_plain(every, ""), _vat_save,
)  # fmt: skip
