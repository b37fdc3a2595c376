"""Bảng giá: for which orders, buyers and hours a list of prices is; the prices stand in the form of each item."""

from typing import Final

from pos_desktop.core.plain import from_plain, to_plain
from pos_desktop.core.text import fold
from pos_desktop.selling.conditions import ALWAYS, When
from pos_desktop.selling.lines import OrderType
from pos_desktop.selling.price_lists import PriceList
from pos_desktop.services.shop.price_lists import ListPage, PutList
from pos_desktop.ui.catalogue.port import Everything, Plain, RowView, Saving, Segment
from pos_desktop.ui.form.kinds import Field, Flag, Names, Number, Section, Several, Words
from pos_desktop.ui.programme.parts.page import ORDER_TYPES, when
from pos_desktop.wording import _, ngettext, number
from pos_desktop.wording.messages import N_

_FIRST: Final = (
    Field("name", N_("Tên bảng giá"), Words(most=60), wide=True),
    Field("order_types", N_("Hình thức"), Several(ORDER_TYPES, none=N_("Hình thức nào cũng được")), wide=True),
    Field("tiers", N_("Dành cho hạng"), Several(offered="tiers", none=N_("Mọi khách")), wide=True),
    Field("groups", N_("Dành cho nhóm khách"), Names(), hint=N_("Để trống là mọi khách. Nhiều nhóm cách nhau bằng "
                                                               "dấu phẩy."), wide=True),
    Field("priority", N_("Thứ tự"), Number(most=10_000), hint=N_("Số nhỏ xét trước")),
    Field("active", N_("Đang dùng"), Flag()),
)  # fmt: skip
_PRICES: Final = N_("Lưu bảng rồi bấm «Giá từng món» để gõ giá. Món để trống thì bán theo giá của nó.")


def _rows(every: Everything) -> tuple[RowView, ...]:
    return tuple(_row(every, page) for page in every.lists)


def _row(every: Everything, page: ListPage) -> RowView:
    found = page.prices
    kinds = ", ".join(_(label) for value, label in ORDER_TYPES if value in found.order_types)
    tiers = ", ".join(name for code, name in every.tiers if code in found.tiers)
    rests = "" if page.active else _("không dùng")
    detail = " · ".join(part for part in (kinds, tiers, ", ".join(found.groups), rests) if part) or _("Mọi đơn")
    count = len(found.prices)
    words = ngettext("{count} giá", "{count} giá", count).format(count=number(count))
    return RowView(found.id, found.name, detail, words, quiet=not page.active, found=fold(found.name))


def _plain_of(every: Everything, key: str) -> Plain:
    page = next((page for page in every.lists if page.prices.id == key), ListPage(PriceList("", "", when=ALWAYS), True))
    found = page.prices
    return {
        "name": found.name, "order_types": [each.value for each in found.order_types], "tiers": list(found.tiers),
        "groups": list(found.groups), "priority": found.priority, "active": page.active, "when": to_plain(found.when),
    }  # fmt: skip


def _save(saving: Saving) -> str:
    plain = saving.plain
    return saving.desk.price_lists.put(PutList(
        saving.id, plain["name"], saving.by, tuple(OrderType(each) for each in plain["order_types"]),
        tuple(plain["tiers"]), tuple(plain["groups"]), from_plain(When, plain["when"]), plain["priority"],
        plain["active"], saving.key,
    )).id  # fmt: skip


LISTS: Final = Segment(
    "lists", N_("Bảng giá"), N_("Thêm bảng giá"), N_("Chưa có bảng giá nào: mọi đơn bán theo giá của món."), _rows,
    lambda _every: (Section("", _FIRST, _PRICES), when(leave_out=("order_types", "recurrence"))), _plain_of,
    lambda every: _plain_of(every, ""), _save,
)  # fmt: skip
