"""Cart, totals and member strip: what they show, and what they leave alone."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from pos_desktop.ui.models import views as v
from pos_desktop.ui.widgets.cart import CartList
from pos_desktop.ui.widgets.empty import EmptyBlock
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.member import MemberStrip
from pos_desktop.ui.widgets.totals import Totals

LEFT = Qt.MouseButton.LeftButton
LINES = tuple(v.LineView(at, "1", f"Món {at}", "10.000 ₫", "10.000 ₫") for at in range(1, 6))
MEMBER = v.MemberView("Nguyễn Thị Ngọc Ánh", "NA", v.TierView("Vàng", "tierGold"), "1.240 điểm", 830, "Còn 412.000 ₫")

pytestmark = pytest.mark.usefixtures("dressed")


def test_only_the_changed_row_repaints(stage, qtbot):
    cart = CartList()
    stage(cart)
    cart.show_view(v.CartView(LINES, selected=5))
    qtbot.waitUntil(lambda: all(row.paints for row in cart.rows()))
    qtbot.wait(20)
    before = [row.paints for row in cart.rows()]

    changed = v.LineView(2, "3", "Món 2", "30.000 ₫", "10.000 ₫")
    cart.show_view(v.CartView((LINES[0], changed, *LINES[2:]), selected=5))
    qtbot.waitUntil(lambda: cart.rows()[1].paints > before[1])
    qtbot.wait(20)

    assert [row.paints > earlier for row, earlier in zip(cart.rows(), before, strict=True)] == [
        False,
        True,
        False,
        False,
        False,
    ]


def test_rows_come_go_and_keep_their_order(stage):
    cart = CartList()
    stage(cart)
    cart.show_view(v.CartView(LINES))
    second = cart.rows()[1]

    cart.show_view(v.CartView((LINES[4], LINES[1], LINES[0])))

    assert [row.view.id for row in cart.rows()] == [5, 2, 1]
    assert cart.rows()[1] is second


def test_the_selected_row_has_its_controls(stage, qtbot):
    cart, heard = CartList(), []
    for name in ("picked", "more", "fewer", "removed", "reward_removed"):
        getattr(cart, name).connect(lambda line, name=name: heard.append((name, line)))
    stage(cart)
    cart.show_view(v.CartView(LINES[:2], (v.RewardView("max", "Đổi 1.200 điểm", "\u2212120.000 ₫"),), selected=2))

    assert [len(row.buttons()) for row in cart.rows()] == [0, 3]
    QTest.mouseClick(cart.rows()[0], LEFT, pos=QPoint(60, 20))
    for button in cart.rows()[1].buttons():
        assert button.accessibleName()
        QTest.mouseClick(button, LEFT)
    QTest.mouseClick(cart.rewards()[0].buttons()[0], LEFT)

    assert heard == [("picked", 1), ("fewer", 2), ("more", 2), ("removed", 2), ("reward_removed", "max")]


def test_a_locked_cart_has_no_controls(stage):
    cart = CartList()
    stage(cart)

    cart.show_view(v.CartView(LINES, (v.RewardView("max", "Đổi điểm", "\u22121.000 ₫"),), selected=1, locked=True))

    assert [row.buttons() for row in [*cart.rows(), *cart.rewards()]] == [[]] * 6


def test_an_added_line_is_scrolled_into_sight(stage, qtbot):
    lines = tuple(v.LineView(at, "1", f"Món {at}", "10.000 ₫") for at in range(40))
    cart = CartList()
    stage(cart, height=300)

    cart.show_view(v.CartView(lines, selected=39, added=39))

    last = cart.rows()[-1]
    qtbot.waitUntil(lambda: cart.viewport().rect().contains(last.mapTo(cart.viewport(), last.rect().center())))


def test_an_empty_cart_says_what_to_do(stage):
    cart = CartList()
    stage(cart)
    empty = v.EmptyView("scan-barcode", "Quét món đầu tiên để bắt đầu")

    cart.show_view(v.CartView(empty=empty))
    assert [block.isVisible() for block in cart.findChildren(EmptyBlock)] == [True]

    cart.show_view(v.CartView(LINES, empty=empty))
    assert [block.isVisible() for block in cart.findChildren(EmptyBlock)] == [False]


def test_totals_show_their_rows(stage):
    totals = Totals()
    stage(totals)
    rows = (v.AmountView("Tạm tính", "267.000 ₫"), v.AmountView("Ưu đãi", "\u2212120.000 ₫", v.Tone.LOYALTY))

    totals.show_view(v.TotalsView(rows, v.AmountView("Khách phải trả", "147.000 ₫"), "Tích thêm 14 điểm"))
    seen = [label.text() for label in totals.findChildren(Text) if label.isVisible()]
    assert {"Tạm tính", "267.000 ₫", "\u2212120.000 ₫", "147.000 ₫", "Tích thêm 14 điểm"} <= set(seen)

    totals.show_view(v.TotalsView(rows[:1], v.AmountView("Khách phải trả", "267.000 ₫")))
    seen = [label.text() for label in totals.findChildren(Text) if label.isVisible()]
    assert "\u2212120.000 ₫" not in seen


def test_the_strip_invites_and_then_names_the_member(stage):
    strip, taps = MemberStrip("Quét thẻ thành viên hoặc nhấn F4"), []
    strip.clicked.connect(lambda: taps.append(1))
    window = stage(strip)
    assert strip.accessibleName() == "Quét thẻ thành viên hoặc nhấn F4"

    strip.show_view(MEMBER)
    window.layout().activate()
    QTest.mouseClick(strip, LEFT)

    assert (strip.accessibleName(), strip.height(), taps) == ("Nguyễn Thị Ngọc Ánh Vàng 1.240 điểm", 100, [1])
