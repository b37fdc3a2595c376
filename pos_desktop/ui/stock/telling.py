"""Puts stock into the words of its screen."""

from datetime import date as Day
from typing import Final

from pos_desktop.core.clock import zone
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import Quantity, plain
from pos_desktop.selling import stock
from pos_desktop.services.shop.stocking.pages import Movements
from pos_desktop.storage.queries.purchases import PurchaseRow, SupplierRow
from pos_desktop.storage.queries.stocks import DocumentRow, LevelRow, MoveRow, Worth
from pos_desktop.ui.models.views import AmountView, ChipView, Tone
from pos_desktop.ui.stock.view import StockPanelView, StockRowView
from pos_desktop.wording import _, date, datetime_, money, number, quantity
from pos_desktop.wording.messages import N_

LEVELS, PAPERS, ORDERS, SUPPLIERS = "levels", "papers", "orders", "suppliers"
ALL, LOW, NEGATIVE = "all", "low", "negative"
KINDS: Final = {
    "sale": N_("Bán"), "refund": N_("Khách trả"), "use": N_("Dùng cho món"), "use_back": N_("Trả từ món"),
    "import": N_("Nhập từ tệp"), "receive": N_("Nhập hàng"), "count": N_("Kiểm kho"), "adjust": N_("Chỉnh kho"),
    "waste": N_("Huỷ hàng"),
}  # fmt: skip
STATES: Final = {
    "ordered": N_("Đã đặt"), "part": N_("Nhận một phần"), "received": N_("Đã nhận đủ"), "cancelled": N_("Đã huỷ"),
}  # fmt: skip


def parts() -> tuple[ChipView, ...]:
    """What the list can show."""
    return (
        ChipView(LEVELS, _("Tồn kho")), ChipView(PAPERS, _("Phiếu kho")), ChipView(ORDERS, _("Đặt hàng")),
        ChipView(SUPPLIERS, _("Nhà cung cấp")),
    )  # fmt: skip


def filters(worth: Worth | None) -> tuple[ChipView, ...]:
    """Which levels, each with how many there are."""
    low, negative = _("Sắp hết"), _("Âm kho")
    if worth:
        low, negative = f"{low} ({number(worth.low)})", f"{negative} ({number(worth.negative)})"
    return (ChipView(ALL, _("Tất cả")), ChipView(LOW, low), ChipView(NEGATIVE, negative))


def worth_of(worth: Worth | None) -> str:
    """What all stock is worth."""
    return _("Trị giá kho {money}").format(money=money(worth.value)) if worth else ""


def with_unit(qty: Quantity, unit: str) -> str:
    """A quantity with its unit, where there is one."""
    return f"{quantity(qty)}\u00a0{unit}" if unit else quantity(qty)


def typed(qty: Quantity) -> str:
    """A quantity as it is typed; "" for none."""
    return plain(qty) if qty else ""


def signed(qty: Quantity) -> str:
    """A movement with its sign."""
    return f"+{quantity(qty)}" if qty > 0 else quantity(qty)


def level_row(row: LevelRow, today: Day) -> StockRowView:
    """An item of the list."""
    marks = [_("hết hàng hôm nay")] if row.sold_out_on == today else []
    marks += [_("sắp hết")] if row.is_low else []
    marks += [] if row.sold else [_("nguyên liệu")]
    detail = " · ".join(part for part in (row.sku, row.category, *marks) if part)
    tone = Tone.DANGER if row.qty < 0 else (Tone.WARN if row.is_low else Tone.TEXT)
    return StockRowView(row.item_id, row.name, detail, with_unit(row.qty, row.unit), tone)


def paper_row(row: DocumentRow, time_zone: str) -> StockRowView:
    """A paper of the list."""
    when = datetime_(row.at.astimezone(zone(time_zone)))
    detail = " · ".join(part for part in (when, row.number, row.supplier, row.reason) if part)
    return StockRowView(row.id, _(KINDS[row.kind]), detail, money(row.cost), Tone.WARN if row.cost < 0 else Tone.TEXT)


def order_row(row: PurchaseRow) -> StockRowView:
    """An order of the list."""
    state = _(STATES[row.state])
    due = [_("hẹn giao {day}").format(day=date(row.expected_on))] if row.expected_on else []
    detail = " · ".join((row.number, state, *due))
    is_open = row.state in ("ordered", "part")
    return StockRowView(row.id, row.supplier, detail, money(row.cost), Tone.TEXT if is_open else Tone.MUTED)


def supplier_row(row: SupplierRow) -> StockRowView:
    """A supplier of the list."""
    detail = " · ".join(part for part in (row.phone, row.address, "" if row.active else _("thôi mua")) if part)
    return StockRowView(row.id, row.name, detail, "", Tone.TEXT if row.active else Tone.MUTED)


def item_panel(
    found: Movements, moves: tuple[MoveRow, ...], *, has_more: bool, today: Day, time_zone: str
) -> StockPanelView:
    """One item with what moved it."""
    row = found.item
    is_out = row.sold_out_on == today
    facts = [
        AmountView(_("Còn trong kho"), with_unit(row.qty, row.unit), Tone.DANGER if row.qty < 0 else Tone.TEXT),
        AmountView(_("Giá vốn bình quân"), money(row.cost)),
        AmountView(_("Trị giá"), money(stock.value(row.qty, row.cost))),
        AmountView(_("Theo dõi"), _watched(row)),
    ]  # fmt: skip
    if row.is_made:
        facts = [AmountView(_("Trừ kho"), _("theo công thức, theo đơn vị nhỏ")), facts[1]]
    if is_out:
        facts.append(AmountView(_("Hôm nay"), _("Hết hàng"), Tone.WARN))
    deeds = (
        ChipView("sold_out", _("Báo còn hàng") if is_out else _("Báo hết hôm nay")),
        *(() if row.is_made else (ChipView("track", _("Theo dõi")),)), ChipView("recipe", _("Công thức")),
    )  # fmt: skip
    lines = tuple(_move(move, time_zone) for move in moves)
    return StockPanelView(row.item_id, row.name, row.sku, tuple(facts), _("Nhập, xuất gần đây") if lines else "", lines,
                          deeds, has_more)  # fmt: skip


def _watched(row: LevelRow) -> str:
    if not row.tracked:
        return _("không")
    return _("báo khi còn {qty}").format(qty=with_unit(row.low_stock, row.unit))


def _move(move: MoveRow, time_zone: str) -> AmountView:
    when = datetime_(move.at.astimezone(zone(time_zone)))
    label = " · ".join(part for part in (_(KINDS[move.kind]), when, move.paper, move.reason) if part)
    amount = _("{moved}, còn {after}").format(moved=signed(move.qty), after=quantity(move.after))
    return AmountView(label, amount, Tone.WARN if move.kind in ("waste", "adjust") else Tone.TEXT)


def paper_panel(row: DocumentRow, lines: list[tuple[str, Quantity, Money]], time_zone: str) -> StockPanelView:
    """One paper with what it moved."""
    facts = [
        AmountView(_("Lúc"), datetime_(row.at.astimezone(zone(time_zone)))), AmountView(_("Người"), row.staff),
        AmountView(_("Trị giá"), money(row.cost)),
    ]  # fmt: skip
    for label, value in ((_("Nhà cung cấp"), row.supplier), (_("Số phiếu giao"), row.reference),
                         (_("Lý do"), row.reason)):  # fmt: skip
        facts += [AmountView(label, value)] if value else []
    moved = tuple(AmountView(name, f"{signed(qty)} × {money(cost)}") for name, qty, cost in lines)
    heading = _("Không lệch món nào") if row.kind == "count" and not moved else _("Mặt hàng")
    return StockPanelView(row.id, _(KINDS[row.kind]), row.number, tuple(facts), heading, moved)


def order_panel(row: PurchaseRow, missing: list[tuple[str, Quantity, Money]], time_zone: str) -> StockPanelView:
    """One order with what has not come yet."""
    facts = [
        AmountView(_("Đặt lúc"), datetime_(row.at.astimezone(zone(time_zone)))),
        AmountView(_("Tình trạng"), _(STATES[row.state])), AmountView(_("Trị giá"), money(row.cost)),
    ]  # fmt: skip
    facts += [AmountView(_("Hẹn giao"), date(row.expected_on))] if row.expected_on else []
    facts += [AmountView(_("Ghi chú"), row.note)] if row.note else []
    deeds = (ChipView("arrive", _("Nhận hàng")), ChipView("cancel", _("Huỷ đơn đặt")))
    is_open = row.state in ("ordered", "part")
    wanted = missing if is_open else []
    lines = tuple(AmountView(name, f"{quantity(qty)} × {money(cost)}") for name, qty, cost in wanted)
    return StockPanelView(row.id, row.supplier, row.number, tuple(facts), _("Chưa về") if lines else "", lines,
                          deeds if is_open else ())  # fmt: skip


def supplier_panel(row: SupplierRow) -> StockPanelView:
    """One supplier."""
    told = ((_("Điện thoại"), row.phone), (_("Mã số thuế"), row.tax_code), (_("Địa chỉ"), row.address),
            (_("Ghi chú"), row.note))  # fmt: skip
    facts = tuple(AmountView(label, value) for label, value in told if value)
    detail = "" if row.active else _("thôi mua")
    return StockPanelView(row.id, row.name, detail, facts, deeds=(
        ChipView("edit", _("Sửa")), ChipView("order_of", _("Đặt hàng")),
    ))  # fmt: skip
