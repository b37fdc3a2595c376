"""Puts the books of points into words: movements, what is owed, when it dies, and whether it ties."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Day

from pos_desktop.loyalty.liability import INFLOWS, Age, Column
from pos_desktop.services.office.loyalty_books import PointBooks
from pos_desktop.services.office.owed import OwedBeside
from pos_desktop.services.office.proofs.verification import Verdict
from pos_desktop.ui.models.views import AmountView, ChipView, Tone
from pos_desktop.wording import _, date, date_range, money, ngettext, number, percent, points, signed_points

SPANS = (1, 7, 30, 365)
"""Days that a range may have, the last one included."""


@dataclass(frozen=True, slots=True)
class AgeView:
    """Points that die in a month: `parts` of 1000 of the largest month."""

    month: str
    parts: int
    points: str
    value: str


@dataclass(frozen=True, slots=True)
class BooksView:
    """What the screen shows; without `rows` it is still being read, or `trouble` says why it was not."""

    title: str
    days: str
    spans: tuple[ChipView, ...]
    span: int
    may_go_on: bool
    """Whether there is a later day to look at."""
    rows: tuple[AmountView, ...] = ()
    closing: AmountView | None = None
    ties: bool = True
    mark: str = ""
    liability: str = ""
    worth: str = ""
    owed: tuple[AmountView, ...] = ()
    breakage: str = ""
    beside: tuple[AmountView, ...] = ()
    ages: tuple[AgeView, ...] = ()
    no_ages: str = ""
    trouble: str = ""


def frame(first: Day, last: Day, span: int, today: Day) -> BooksView:
    """The head of the screen, before anything is read."""
    spans = tuple(ChipView(length, _span(length)) for length in SPANS)
    return BooksView(_("Sổ điểm"), date_range(first, last), spans, span, may_go_on=last < today)


def _span(length: int) -> str:
    names = {1: _("Ngày"), 365: _("1 năm")}
    return names.get(length) or _("{count} ngày").format(count=length)


def told(bare: BooksView, books: PointBooks, beside: OwedBeside) -> BooksView:
    """The books of a range under its head."""
    return BooksView(
        bare.title, bare.days, bare.spans, bare.span, bare.may_go_on, rows=_rows(books), closing=_closing(books),
        ties=books.ties, mark=_mark(books), liability=money(books.liability_vnd),
        worth=_("{points}, mỗi điểm {value}").format(points=points(books.held.owed), value=money(books.point_value)),
        owed=_owed(books), breakage=_breakage(books), beside=_beside(beside), ages=_ages(books.ageing),
        no_ages="" if books.ageing else _("Không còn điểm nào của khách."),
    )  # fmt: skip


def failed(bare: BooksView, trouble: str) -> BooksView:
    """The head with the reason why nothing could be read."""
    return replace(bare, trouble=trouble)


def _rows(books: PointBooks) -> tuple[AmountView, ...]:
    move = books.movement
    names = {
        Column.EARNED: _("Điểm tích"), Column.RESTORED: _("Điểm trả lại"), Column.ADJUSTED_IN: _("Điểm cộng thêm"),
        Column.REDEEMED: _("Điểm đổi"), Column.EXPIRED: _("Điểm quá hạn"), Column.CLAWED: _("Điểm thu lại"),
        Column.ADJUSTED_OUT: _("Điểm trừ bớt"),
    }  # fmt: skip
    flows = (_flow(name, column, getattr(move, column.value)) for column, name in names.items())
    return (AmountView(_("Đầu kỳ"), points(move.opening)), *flows)


def _flow(name: str, column: Column, moved: int) -> AmountView:
    signed = moved if column in INFLOWS else -moved
    return AmountView(name, signed_points(signed), Tone.TEXT if moved else Tone.MUTED)


def _closing(books: PointBooks) -> AmountView:
    return AmountView(_("Cuối kỳ"), points(books.movement.closing))


def _mark(books: PointBooks) -> str:
    if books.ties:
        return _("Khớp sổ đến từng điểm")
    wrong = [day.first for day in books.days if not day.ties]
    text = _("Lệch sổ, ngày đầu tiên là {day}. Nhấn «Đối chiếu sổ».")
    return text.format(day=date(wrong[0] if wrong else books.movement.first))


def _owed(books: PointBooks) -> tuple[AmountView, ...]:
    held = books.held
    found = [
        AmountView(_("Khách dùng được"), points(held.available)), AmountView(_("Chờ dùng"), points(held.pending)),
        AmountView(_("Khách còn nợ, tính riêng"), f"{points(held.debt)} · {money(books.debt_vnd)}",
                   Tone.WARN if held.debt else Tone.MUTED),
    ]  # fmt: skip
    if held.dead:
        found.append(AmountView(_("Đã hết hạn, chờ ghi sổ"), points(held.dead), Tone.MUTED))
    if books.breakage.is_known:
        found.append(AmountView(_("Dự tính khách sẽ dùng"), money(books.expected_vnd)))
    return tuple(found)


def _breakage(books: PointBooks) -> str:
    share = books.breakage.share
    if share is None:
        return _("Điểm bỏ phí của quán: chưa đủ số liệu")
    text = _("Điểm bỏ phí của quán: {share}, là {died} trong {issued} đã kết thúc")
    return text.format(share=percent(share), died=points(books.breakage.died), issued=points(books.breakage.issued))


def _beside(beside: OwedBeside) -> tuple[AmountView, ...]:
    parts = (
        (_("Thẻ quà chưa dùng"), beside.gift_cards), (_("Ví trả trước của khách"), beside.wallets),
        (_("Tiền tặng khi nạp"), beside.bonus), (_("Quyên góp phải chuyển"), beside.causes),
    )  # fmt: skip
    return tuple(AmountView(name, money(value), Tone.TEXT if value else Tone.MUTED) for name, value in parts)


def _ages(ageing: Sequence[Age]) -> tuple[AgeView, ...]:
    most = max((age.points for age in ageing), default=1)
    return tuple(
        AgeView(_month(age.month), max(1, age.points * 1000 // most) if age.points > 0 else 0,
                points(age.points), money(age.value))
        for age in ageing
    )  # fmt: skip


def _month(month: Day | None) -> str:
    return _("Không hết hạn") if month is None else f"{month:%m/%Y}"


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One thing that was looked at: `is_right` None while nobody knows."""

    text: str
    is_right: bool | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ProofView:
    """The sheet of the proof: `progress` is parts of 1000 while it runs, None when it does not."""

    title: str
    status: str = ""
    progress: int | None = None
    lines: tuple[ProofLine, ...] = ()


def proof_frame(status: str = "", progress: int | None = None) -> ProofView:
    """The sheet without an outcome."""
    return ProofView(_("Đối chiếu sổ"), status, progress)


def proved(verdict: Verdict) -> ProofView:
    """The verdict, one line for each thing that is looked at."""
    looked = _("Đã xem {sales} hoá đơn, {entries} bút toán điểm, {lots} lô điểm, {journal} dòng nhật ký.")
    status = looked.format(
        sales=number(verdict.sales), entries=number(verdict.entries), lots=number(verdict.lots),
        journal=number(verdict.journal),
    )  # fmt: skip
    by_kind: dict[str, list[str]] = {}
    for problem in verdict.problems:
        by_kind.setdefault(problem.kind, []).append(f"{problem.table} {problem.id}: {problem.detail}")
    names = _kinds()
    kinds = [*names, *(kind for kind in by_kind if kind not in names)]
    return ProofView(_("Đối chiếu sổ"), status, None, tuple(_line(names.get(k, k), by_kind.get(k, [])) for k in kinds))


def _line(name: str, wrong: Sequence[str]) -> ProofLine:
    if not wrong:
        return ProofLine(_("{name}: đúng").format(name=name), is_right=True)
    count = ngettext("{name}: {count} chỗ sai", "{name}: {count} chỗ sai", len(wrong))
    return ProofLine(count.format(name=name, count=number(len(wrong))), is_right=False, detail=wrong[0])


def _kinds() -> dict[str, str]:
    return {
        "integrity": _("Tệp dữ liệu nguyên vẹn"), "conservation": _("Bút toán điểm cộng lại khớp nhau"),
        "balance": _("Số dư của từng thành viên tính lại từ đầu"), "lot": _("Từng lô điểm"),
        "tier": _("Hạng của từng thành viên"), "total": _("Tiền và thuế của từng hoá đơn"),
        "gap": _("Số hoá đơn liền nhau"), "chain": _("Chuỗi nhật ký có chữ ký"),
    }  # fmt: skip
