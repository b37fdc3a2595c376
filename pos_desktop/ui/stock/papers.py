"""The kinds of papers: what each is called, what is typed on it, and the command that comes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import parse_grouped_money
from pos_desktop.core.quantity import Quantity, parse_quantity, plain
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.people import Person
from pos_desktop.services.shop.stocking.papers import StockLine
from pos_desktop.services.shop.stocking.purchases import PlaceOrder, PutSupplier
from pos_desktop.services.shop.stocking.recipes import PutRecipe
from pos_desktop.services.shop.stocking.stock import Adjust, Count, Receive, Track, Waste
from pos_desktop.storage.queries.stocks import LevelRow
from pos_desktop.wording import _
from pos_desktop.wording.messages import N_

NOBODY: Final = ""


@dataclass
class Line:
    """An item on a paper, as it is typed."""

    row: LevelRow
    qty: str = ""
    cost: str = ""


@dataclass
class Draft:
    """A paper while it is typed. `subject` is the item, the order or the supplier that it is about."""

    kind: str
    id: str
    began: datetime
    subject: Id = ""
    subject_name: str = ""
    chosen: str = NOBODY
    texts: dict[str, str] = field(default_factory=dict)
    lines: dict[Id, Line] = field(default_factory=dict)

    def put(self, row: LevelRow, *, again: bool) -> None:
        """Add an item; one that is scanned `again` counts one more."""
        known = self.lines.get(row.item_id)
        if known is None:
            one = "1" if again and not row.by_weight else ""
            self.lines[row.item_id] = Line(row, one, str(row.cost) if FORMS[self.kind].has_cost else "")
        elif again:
            known.qty = plain(_qty(known.qty or "0", signed=True) + 1000)


@dataclass(frozen=True, slots=True)
class Form:
    """What a kind of paper is like."""

    title: str
    verb: str
    work: Callable[[Desk, Draft, Person], Any]
    fields: Mapping[str, str] = field(default_factory=dict)
    has_lines: bool = True
    has_cost: bool = False
    has_suppliers: bool = False
    hint: str = ""
    danger: bool = False


def _lines(draft: Draft, *, signed: bool = False, zero: bool = False) -> tuple[StockLine, ...]:
    has_cost = FORMS[draft.kind].has_cost
    return tuple(
        StockLine(key, _qty(line.qty, signed=signed, zero=zero, name=line.row.name),
                  parse_grouped_money(line.cost or "0") if has_cost else None)
        for key, line in draft.lines.items()
    )  # fmt: skip


def _qty(text: str, *, signed: bool = False, zero: bool = False, name: str = "") -> Quantity:
    """Thousandths as somebody types them; QUANTITY_OF with the item's name where they are none."""
    bare = text.strip()
    sign = -1 if signed and bare.startswith(("-", "\u2212")) else 1
    bare = bare.lstrip("+-\u2212") if signed else bare
    if (zero or not name) and bare and not bare.strip("0.,"):
        return 0
    try:
        return sign * parse_quantity(bare)
    except Rejected:
        raise Rejected(Code.QUANTITY_OF, name=name) from None


def _receive(desk: Desk, draft: Draft, person: Person) -> Any:
    return desk.stock.receive(Receive(
        draft.id, person.id, _lines(draft), draft.chosen, draft.texts.get("reference", ""),
        draft.texts.get("reason", ""), draft.subject,
    ))  # fmt: skip


def _order(desk: Desk, draft: Draft, person: Person) -> Any:
    return desk.purchases.order(
        PlaceOrder(draft.id, person.id, draft.chosen, _lines(draft), note=draft.texts.get("note", ""))
    )


def _count(desk: Desk, draft: Draft, person: Person) -> Any:
    lines = _lines(draft, zero=True)
    return desk.stock.count(Count(draft.id, person.id, lines, draft.began, draft.texts.get("reason", "")))


def _adjust(desk: Desk, draft: Draft, person: Person) -> Any:
    return desk.stock.adjust(Adjust(draft.id, person.id, _lines(draft, signed=True), draft.texts.get("reason", "")))


def _waste(desk: Desk, draft: Draft, person: Person) -> Any:
    return desk.stock.waste(Waste(draft.id, person.id, _lines(draft), draft.texts.get("reason", "")))


def _recipe(desk: Desk, draft: Draft, person: Person) -> Any:
    parts = tuple((line.item_id, line.qty) for line in _lines(draft))
    return desk.recipes.put(PutRecipe(draft.id, person.id, draft.subject, parts))


def _track(desk: Desk, draft: Draft, person: Person) -> Any:
    low = _qty(draft.texts.get("low") or "0", zero=True, name=draft.subject_name)
    return desk.stock.track(Track(draft.id, person.id, draft.subject, draft.chosen == "on", low))


def _supplier(desk: Desk, draft: Draft, person: Person) -> Any:
    told = {key: draft.texts.get(key, "") for key in FORMS["supplier"].fields}
    return desk.purchases.put_supplier(
        PutSupplier(draft.id, person.id, **told, active=draft.chosen == "on", supplier_id=draft.subject)
    )


FORMS: Final = {
    "receive": Form(
        N_("Nhập hàng"), N_("Nhập kho"), _receive, {"reference": N_("Số phiếu giao"), "reason": N_("Ghi chú")},
        has_cost=True, has_suppliers=True,
    ),
    "count": Form(
        N_("Kiểm kho"), N_("Lưu kiểm kho"), _count, {"reason": N_("Ghi chú")},
        hint=N_("Đếm món nào ghi món đó, không xem số trong sổ. Món không có dòng giữ nguyên."),
    ),
    "adjust": Form(
        N_("Chỉnh kho"), N_("Chỉnh kho"), _adjust, {"reason": N_("Lý do")}, hint=N_("Gõ +2 để thêm, -2 để bớt."),
        danger=True,
    ),
    "waste": Form(N_("Huỷ hàng"), N_("Xuất huỷ"), _waste, {"reason": N_("Lý do")}, danger=True),
    "order": Form(
        N_("Đặt hàng"), N_("Đặt hàng"), _order, {"note": N_("Ghi chú")}, has_cost=True, has_suppliers=True,
    ),
    "recipe": Form(
        N_("Công thức"), N_("Lưu công thức"), _recipe,
        hint=N_("Mỗi phần bán ra trừ kho bao nhiêu: 0,018 kg là 18 g. Bỏ hết dòng để bỏ công thức."),
    ),
    "track": Form(
        N_("Theo dõi kho"), N_("Lưu"), _track, {"low": N_("Báo sắp hết khi còn")}, has_lines=False,
        hint=N_("Món theo dõi hiện «Hết hàng» khi kho về 0."),
    ),
    "supplier": Form(
        N_("Nhà cung cấp"), N_("Lưu"), _supplier,
        {"name": N_("Tên"), "phone": N_("Điện thoại"), "tax_code": N_("Mã số thuế"), "address": N_("Địa chỉ"),
         "note": N_("Ghi chú")},
        has_lines=False,
    ),
}  # fmt: skip
"""By kind."""


def options(kind: str) -> tuple[tuple[str, str], ...]:
    """Chips of a paper that are not suppliers: key and words."""
    if kind == "track":
        return (("on", _("Theo dõi")), ("off", _("Không theo dõi")))
    if kind == "supplier":
        return (("on", _("Đang mua")), ("off", _("Thôi mua")))
    return ()
