"""Pictures of the kit's widgets in made-up states, to be looked at: `python -m tests.support.gallery FOLDER`."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from pos_desktop.ui import keys, layout, theme
from pos_desktop.ui.models import views as v
from pos_desktop.ui.widgets.bars import FBar, TopBar
from pos_desktop.ui.widgets.button import KINDS, Button
from pos_desktop.ui.widgets.cart import CartList
from pos_desktop.ui.widgets.chips import ChipRow, OfferRow
from pos_desktop.ui.widgets.entry import Check, Keypad, LabelledField, NumberField
from pos_desktop.ui.widgets.labels import AmountRow, MoneyLabel, Picture, Text, rule
from pos_desktop.ui.widgets.member import MemberStrip
from pos_desktop.ui.widgets.sheet import Confirm, Sheet
from pos_desktop.ui.widgets.tiles import TileGrid
from pos_desktop.ui.widgets.toast import ToastHost

NAMES = (
    ("Cà phê sữa đá", "29.000", "c4"),
    ("Bạc xỉu", "32.000", "c4"),
    ("Cà phê đen đá", "25.000", "c4"),
    ("Cold brew cam sả", "45.000", "c4"),
    ("Trà đào cam sả", "42.000", "c2"),
    ("Trà vải hoa hồng", "45.000", "c2"),
    ("Trà sen vàng hạt sen", "49.000", "c2"),
    ("Trà ô long sữa", "39.000", "c2"),
    ("Bánh mì thịt nướng", "35.000", "c3"),
    ("Bánh tiramisu", "38.000", "c3"),
    ("Bánh flan caramel", "22.000", "c3"),
    ("Croissant bơ tỏi", "32.000", "c3"),
    ("Cà phê hạt rang mộc 250 g nguyên chất đậm vị", "125.000", "c1"),
    ("Bình giữ nhiệt 500 ml", "259.000", "c1"),
    ("Combo sáng: cà phê + bánh mì", "55.000", "c5"),
    ("Nước suối", "12.000", "c6"),
)
MEMBER = v.MemberView(
    "Nguyễn Thị Ngọc Ánh",
    "NA",
    v.TierView("Vàng", "tierGold"),
    "1.240 điểm",
    progress=830,
    progress_text="Còn 412.000 ₫ để lên Kim cương",
    birthday="Sinh nhật hôm nay",
)
LINES = (
    v.LineView(1, "2", "Cà phê sữa đá", "58.000 ₫", unit="29.000 ₫"),
    v.LineView(2, "1", "Trà sen vàng hạt sen", "44.100 ₫", "49.000 ₫", "Giảm 10%", "\u22124.900 ₫"),
    v.LineView(3, "0,35", "Cà phê hạt rang mộc 250 g loại đặc biệt", "1.235.000 ₫", "125.000 ₫"),
    v.LineView(4, "1", "Bánh mì thịt nướng", "35.000 ₫", "35.000 ₫"),
)


class Sale(QWidget):
    """A sale screen without anything behind it."""

    def __init__(self, *, member: bool, redeemed: bool = False, pay: bool = False) -> None:
        super().__init__()
        self.setProperty("canvas", True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        top = TopBar()
        top.show_view(v.TopBarView("Cà phê Mộc – Q.3", "Ca 1 · mở 07:00", "Lan", mark="MẪU 01/09/2025"))
        bar = FBar()
        bar.show_views(keys.bar_views(lambda action: action != keys.Action.REDEEM or not redeemed))
        self.left = QStackedWidget()
        self.left.addWidget(payment() if pay else catalogue())
        right = self._cart(member, redeemed)
        body = layout.row(None, (self.left, 1), right, gap=10, pad=10)
        layout.column(self, top, body, bar, gap=0)

    def _cart(self, member: bool, redeemed: bool) -> QWidget:
        card = layout.sized(QWidget(), width=404)
        card.setProperty("card", True)
        strip, offers, self.cart = MemberStrip("Quét thẻ thành viên hoặc nhấn F4"), OfferRow(), CartList()
        if member:
            strip.show_view(MEMBER)
            redeem = v.OfferView("max", "Giảm 120.000 ₫", "đổi 1.200 điểm", "gift", main=True, holdable=True)
            birthday = v.OfferView("birthday", "Sinh nhật", "giảm 20%")
            offers.show_views((birthday,) if redeemed else (redeem, birthday))
        rewards = (v.RewardView("max", "Đổi 1.200 điểm", "\u2212120.000 ₫"),) if redeemed else ()
        self.cart.show_view(v.CartView(LINES if member else LINES[:2], rewards, selected=4 if member else 2))
        totals = [AmountRow(v.AmountView("Tạm tính", "267.000 ₫", v.Tone.MUTED))]
        if redeemed:
            totals.append(AmountRow(v.AmountView("Ưu đãi", "\u2212120.000 ₫", v.Tone.LOYALTY)))
        due = AmountRow(v.AmountView("Khách phải trả", "147.000 ₫"), role="total", strong=True)
        note = Text("Đơn này tích thêm 26 điểm", role="small", tone=v.Tone.LOYALTY)
        cash = Button("Tiền mặt", kind="cash", hint="F8", detail="147.000 ₫")
        pay = Button("Thanh toán", kind="pay", hint="F9")
        buttons = layout.row(None, (cash, 1), (pay, 1), gap=10)
        sums = layout.column(None, *totals, due, note, gap=0)
        layout.column(card, strip, offers, (self.cart, 1), rule(), sums, buttons, gap=8, pad=10)
        return card


def catalogue() -> QWidget:
    page, chips, grid = QWidget(), ChipRow(), TileGrid()
    labels = ("Tất cả", "Cà phê", "Trà", "Bánh", "Hàng bán lẻ")
    chips.show_views([v.ChipView(at, label) for at, label in enumerate(labels)], 0)
    grid.show_views(
        [
            v.TileView(at, name, f"{price} ₫", colour, "2" if at == 0 else "", enabled=at != 10)
            for at, (name, price, colour) in enumerate(NAMES * 4)
        ]
    )
    layout.column(page, chips, (grid, 1), gap=10)
    return page


def payment() -> QWidget:
    page = QWidget()
    page.setProperty("card", True)
    title = Text("Khách phải trả", role="small", tone=v.Tone.MUTED)
    back = Button("Quay lại", icon="arrow-left")
    due = MoneyLabel("147.000 ₫", role="due", weight="bold")
    head = layout.column(None, title, layout.row(None, due, None), gap=0)
    names = (("Tiền mặt", "banknote"), ("Chuyển khoản", "landmark"), ("Thẻ", "credit-card"))
    methods = [Button(name, icon=icon, kind="method", checkable=True) for name, icon in names]
    methods[0].setChecked(True)
    left = layout.column(None, *methods, None, gap=8)
    tender = NumberField(v.NumberView("Khách đưa", "500.000 ₫", active=True))
    change = NumberField(v.NumberView("Tiền thừa", "353.000 ₫", tone=v.Tone.PAY))
    quick = [Button(text, kind="quick") for text in ("Vừa đủ", "150.000 ₫", "200.000 ₫", "500.000 ₫")]
    fields = layout.row(None, (tender, 1), (change, 1))
    right = layout.column(None, fields, layout.row(None, *quick, gap=8), (Keypad(), 1), gap=10)
    done = Button("Hoàn tất", icon="check", kind="pay", hint="Enter")
    top = layout.row(None, head, None, layout.column(None, back, None))
    layout.column(page, top, layout.row(None, left, (right, 1), gap=12), done, gap=12, pad=14)
    return page


def done() -> QWidget:
    page = QWidget()
    page.setProperty("card", True)
    tick = layout.row(None, None, Picture("circle-check", size=52, colour="pay"), None)
    centre = v.Tone
    rows = (
        Text("Tiền thừa", role="heading", weight="medium"),
        MoneyLabel("353.000 ₫", role="change", tone=centre.PAY, weight="bold"),
        Text("Đã thu 500.000 ₫", role="body"),
        Text("Ngọc Ánh: +14 điểm, còn 54 điểm", tone=centre.LOYALTY, weight="medium"),
    )
    lines = [layout.row(None, None, row, None) for row in rows]
    print_again = layout.row(None, None, Button("In hoá đơn", icon="printer"), None)
    layout.column(page, None, tick, *lines, print_again, None, gap=8, pad=14)
    return page


def kinds() -> QWidget:
    board = QWidget()
    board.setProperty("canvas", True)
    cells = layout.grid(board, pad=16, gap=12)
    for line, kind in enumerate(KINDS):
        for column in range(6):
            label = "7" if kind in ("key", "pad-enter") else "Thanh toán"
            hint = "F8" if column == 3 or kind == "fkey" else ""
            detail = "267.000 ₫" if column == 2 and kind != "fkey" else ""
            button = Button(label, kind=kind, icon="check" if column == 1 else "", detail=detail, hint=hint)
            button.setEnabled(column != 4)
            button.setCheckable(True)
            button.setChecked(column == 5)
            cells.addWidget(button, line, column)
    return board


def shoot(folder: Path, name: str, window: QWidget, width: int, height: int) -> None:
    window.resize(width, height)
    window.show()
    if not name.startswith(("sheet", "confirm")):
        window.setFocus()
    QApplication.processEvents()
    QApplication.processEvents()
    least = window.minimumSizeHint()
    window.grab().save(str(folder / f"{name}.png"))
    print(f"{name}: {window.width()}x{window.height()}, least {least.width()}x{least.height()}")
    window.close()


def with_sheet(screen: Sale) -> Sale:
    sheet = Sheet(screen.left, "Khách hàng")
    phone = LabelledField("Số điện thoại", placeholder="09…", hint="Chỉ cần số điện thoại")
    name = LabelledField("Tên", placeholder="Không bắt buộc")
    phone.edit.setText("0912 34")
    phone.show_error("Số điện thoại thiếu chữ số. Xem lại với khách.")
    create = Button("Tạo thành viên", kind="primary")
    consent = Check("Đồng ý nhận tin khuyến mãi", checked=True)
    layout.column(sheet.body, phone, name, consent, layout.row(None, None, create), None, gap=12, pad=20)
    screen.show()
    sheet.open(phone.edit)
    return screen


def with_toast(screen: Sale, kind: v.ToastKind, text: str, action: str) -> Sale:
    host = ToastHost(screen.left)
    screen.show()
    host.show_view(v.ToastView(kind, text, action))
    return screen


def with_question(screen: Sale) -> Sale:
    modal = Confirm(screen)
    screen.show()
    lines = ("Đơn có 4 món, 267.000 ₫, chưa thanh toán.", "Điểm đang giữ cho đơn này được trả lại khách.")
    modal.ask(v.ConfirmView("Xoá đơn đang bán", lines, "Xoá đơn", "Giữ lại"))
    return screen


def main(folder: Path) -> None:
    app = QApplication.instance() or QApplication([])
    look = theme.Theme()
    look.motion = False
    folder.mkdir(parents=True, exist_ok=True)
    for mode in ("light", "dark"):
        look.apply(app, mode, 1.0)
        shoot(folder, f"kinds_{mode}", kinds(), 1000, 1100)
        shoot(folder, f"sale_{mode}", Sale(member=False), 1024, 768)
        shoot(folder, f"member_{mode}", Sale(member=True), 1024, 768)
        text = "Đã đổi 1.200 điểm: giảm 120.000 ₫"
        undo = with_toast(Sale(member=True, redeemed=True), v.ToastKind.UNDO, text, "Hoàn tác")
        shoot(folder, f"redeemed_{mode}", undo, 1024, 768)
        text = "Không có mã 8930000000011 trong danh mục. Quét lại hoặc tìm theo tên."
        warn = with_toast(Sale(member=False), v.ToastKind.WARN, text, "Tìm hàng")
        shoot(folder, f"warn_{mode}", warn, 1024, 768)
        shoot(folder, f"pay_{mode}", Sale(member=True, redeemed=True, pay=True), 1024, 768)
        paid = Sale(member=True, redeemed=True)
        paid.left.addWidget(done())
        paid.left.setCurrentIndex(1)
        paid.cart.show_view(v.CartView(LINES, locked=True))
        shoot(folder, f"done_{mode}", paid, 1024, 768)
        shoot(folder, f"sheet_{mode}", with_sheet(Sale(member=True)), 1024, 768)
        shoot(folder, f"confirm_{mode}", with_question(Sale(member=True)), 1024, 768)
        empty = Sale(member=False)
        hint = v.EmptyView("scan-barcode", "Quét món đầu tiên để bắt đầu", "Hoặc chạm vào một ô hàng bên trái")
        empty.cart.show_view(v.CartView(empty=hint))
        shoot(folder, f"empty_{mode}", empty, 1024, 768)
    look.apply(app, "light", 1.25)
    shoot(folder, "member_1920", Sale(member=True, redeemed=True), 1920, 1080)
    look.apply(app, "light", 1.0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
