"""Puts a shift and its closing into words: what moved, what stands open, what was counted, and the Z."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pos_desktop.core.clock import zone
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.shift import CashMovementKind, Shift
from pos_desktop.selling.shift_report import ShiftReport
from pos_desktop.services.shop.drawer.closing import ClosingState, Counted
from pos_desktop.storage.queries.shift_reports import MovementRow
from pos_desktop.ui.models.views import AmountView, Tone
from pos_desktop.wording import _, current, money, ngettext, number, signed_money, time_
from pos_desktop.wording.tenders import tender_name


class Step(StrEnum):
    """Where the closing stands."""

    OVERVIEW = "overview"
    COUNT = "count"
    COMPARE = "compare"
    DONE = "done"


STEPS = (Step.COUNT, Step.COMPARE, Step.DONE)


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order that nobody has paid."""

    id: Id
    text: str
    amount: str


@dataclass(frozen=True, slots=True)
class LeftView:
    """What stands open: `blocks` keeps the shift open, orders are kept or dropped."""

    orders_title: str = ""
    orders: tuple[OrderView, ...] = ()
    blocks: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class DrawerView:
    """What the screen of the shift shows. Empty texts and tuples take no room; `steps` are the names of all steps."""

    step: Step
    title: str
    told: str = ""
    holder: str = ""
    takes_over: bool = False
    handing: bool = False
    """The count is for who takes the shift over; nothing is closed."""
    blind: bool = True
    """Who counts is told what should be there only afterwards."""
    may_set: bool = False
    movements: tuple[AmountView, ...] = ()
    left: LeftView = LeftView()
    steps: tuple[str, ...] = ()
    sums: tuple[AmountView, ...] = ()
    variance: AmountView | None = None
    wants_note: bool = False
    note_error: str = ""
    problem: str = ""
    busy: bool = False
    may_close: bool = True


def kind_name(kind: CashMovementKind) -> str:
    """What a movement by hand is called on its button and in the list."""
    names = {
        CashMovementKind.PAID_IN: _("Nộp vào két"), CashMovementKind.PAID_OUT: _("Chi từ két"),
        CashMovementKind.DROP: _("Cất vào két sắt"), CashMovementKind.NO_SALE: _("Mở két không bán"),
    }  # fmt: skip
    return names[kind]


def expected(amount: Money | None) -> tuple[AmountView, ...]:
    """What should be there, where it may be seen before the count."""
    return () if amount is None else (AmountView(_("Hệ thống"), money(amount)),)


def step_names() -> tuple[str, ...]:
    """The three steps of a closing."""
    return (_("1 · Đếm tiền"), _("2 · Đối chiếu"), _("3 · In Z"))


def shift_title(shift: Shift) -> str:
    """A shift by its number."""
    return _("Ca {number}").format(number=shift.number)


def opened(shift: Shift, time_zone: str) -> str:
    """When it was opened, and with how much."""
    told = _("Mở lúc {time}, tiền đầu ca {amount}")
    return told.format(time=_clock(shift.opened_at, time_zone), amount=money(shift.opening_float))


def moved(rows: list[MovementRow], time_zone: str) -> tuple[AmountView, ...]:
    """Movements by hand, the newest first."""
    return tuple(_movement(row, time_zone) for row in reversed(rows))


def _movement(row: MovementRow, time_zone: str) -> AmountView:
    label = _("{time} · {what} · {staff}: {reason}").format(
        time=_clock(row.at, time_zone), what=kind_name(row.kind), staff=row.staff, reason=row.reason
    )
    amount = signed_money(row.amount) if row.amount else ""
    return AmountView(label, amount, Tone.WARN if row.kind is CashMovementKind.NO_SALE else Tone.TEXT)


def left_open(state: ClosingState, time_zone: str) -> LeftView:
    """What stands open at the closing."""
    title = ngettext("Còn {count} đơn chưa thanh toán", "Còn {count} đơn chưa thanh toán", len(state.orders))
    orders = tuple(
        OrderView(
            one.order.id,
            _("Mở lúc {time}, {count} dòng hàng").format(
                time=_clock(one.opened_at, time_zone), count=number(len(one.order.lines))
            ),
            money(one.due),
        )
        for one in state.orders
    )
    words = current()
    waiting = ", ".join(f"{tender_name(one.kind, words)} {money(one.amount)}" for one in state.payments)
    blocks = _("Thanh toán chưa xong: {list}. Hoàn tất hoặc huỷ ở màn hình bán rồi đóng ca.").format(list=waiting)
    unsent = ngettext("{count} phiếu chưa in xong, sẽ tự in sau.", "{count} phiếu chưa in xong, sẽ tự in sau.",
                      state.unsent)  # fmt: skip
    return LeftView(
        title.format(count=number(len(orders))) if orders else "", orders, blocks if state.payments else "",
        unsent.format(count=number(state.unsent)) if state.unsent else "",
    )  # fmt: skip


def compared(counted: Counted) -> tuple[tuple[AmountView, ...], AmountView]:
    """What the books say, what was counted, and the difference."""
    sums = (
        AmountView(_("Hệ thống"), money(counted.expected)),
        AmountView(_("Đếm được"), money(counted.amount)),
    )
    return sums, AmountView(_("Chênh lệch"), signed_money(counted.variance), _tone(counted.variance))


def _tone(variance: Money) -> Tone:
    return Tone.PAY if not variance else Tone.DANGER if variance < 0 else Tone.WARN


def ended(report: ShiftReport) -> tuple[AmountView, ...]:
    """The Z in short; the paper tells the rest."""
    figures = report.figures
    return (
        AmountView(_("Số lượt bán"), number(figures.sales.count)),
        AmountView(_("Doanh thu gộp"), money(figures.sales.revenue)),
        AmountView(_("Tiền trả lại"), money(figures.refunds.money)),
        AmountView(_("Phải có trong két"), money(figures.drawer.expected)),
        AmountView(_("Đếm được"), money(report.counted or 0)),
        AmountView(_("Chênh lệch"), signed_money(report.variance or 0), _tone(report.variance or 0)),
    )


def _clock(at: datetime, time_zone: str) -> str:
    return time_(at.astimezone(zone(time_zone)))
