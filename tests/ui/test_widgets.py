"""The kit's widgets: what they show, what they tell, what they leave alone."""

import pytest
from PySide6.QtCore import QPoint, QPropertyAnimation, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from pos_desktop.ui import layout, theme
from pos_desktop.ui.models import views as v
from pos_desktop.ui.scanner import MODAL_OPEN
from pos_desktop.ui.widgets.bars import FBar, TopBar
from pos_desktop.ui.widgets.button import KINDS, LONG_PRESS_MS, Button, icon_button
from pos_desktop.ui.widgets.cart import CartList
from pos_desktop.ui.widgets.chips import ChipRow, OfferRow
from pos_desktop.ui.widgets.empty import EmptyBlock, Skeleton
from pos_desktop.ui.widgets.entry import Check, Keypad, LabelledField, NumberField, SearchField
from pos_desktop.ui.widgets.labels import Cut, MoneyLabel, Text
from pos_desktop.ui.widgets.member import MemberStrip
from pos_desktop.ui.widgets.motion import SHAKEN, shake
from pos_desktop.ui.widgets.pin import PinDots
from pos_desktop.ui.widgets.sheet import Confirm, Sheet
from pos_desktop.ui.widgets.tiles import TileGrid
from pos_desktop.ui.widgets.toast import ToastHost
from pos_desktop.ui.widgets.totals import Totals

LEFT = Qt.MouseButton.LeftButton
LINES = tuple(v.LineView(at, "1", f"Món {at}", "10.000 ₫", "10.000 ₫") for at in range(1, 6))
MEMBER = v.MemberView("Nguyễn Thị Ngọc Ánh", "NA", v.TierView("Vàng", "tierGold"), "1.240 điểm", 830, "Còn 412.000 ₫")

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def stage(qtbot):
    """Put widgets in a window on show."""
    kept = []

    def put(*widgets, width=600, height=500):
        window = QWidget()
        window.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout.column(window, *widgets)
        window.resize(width, height)
        kept.append(window)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        window.setFocus()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is window)
        return window

    yield put


# buttons


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.375])
def test_every_kind_is_a_target_big_enough_and_cuts_nothing(kind, scale, dressed, qapp, qtbot):
    dressed.apply(qapp, scale=scale)
    button = Button("Thanh toán", kind=kind, icon="check", detail="267.000 ₫", hint="F9")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())

    assert button.height() >= 44 * scale
    assert button.width() >= 44 * scale
    assert kind not in ("pay", "cash") or button.height() >= 60 * scale
    assert button.fits()
    button.resize(30, button.height())
    assert not button.fits()


def test_a_tap_never_moves_the_focus(stage, qtbot):
    field, button, taps = QLineEdit(), Button("Tiền mặt"), []
    stage(field, button)
    field.setFocus()
    button.clicked.connect(lambda: taps.append(1))

    QTest.mouseClick(button, LEFT)

    assert (taps, QApplication.focusWidget()) == ([1], field)


def test_tab_and_enter_press_a_button(stage):
    button, taps = Button("Tiền mặt"), []
    stage(button)
    button.clicked.connect(lambda: taps.append(1))
    button.setFocus(Qt.FocusReason.TabFocusReason)

    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Space)

    assert taps == [1, 1]


def test_names_for_those_who_do_not_see(qtbot):
    two_lines = Button("Giảm 120.000 ₫", detail="đổi 1.200 điểm", kind="redeem")
    shop = Button("H&M")
    bare = icon_button("trash-2", "Xoá món")

    assert two_lines.accessibleName() == "Giảm 120.000 ₫ đổi 1.200 điểm"
    assert (shop.text(), shop.accessibleName(), shop.shortcut().isEmpty()) == ("H&M", "H&M", True)
    assert (bare.accessibleName(), bare.toolTip()) == ("Xoá món", "Xoá món")


def test_a_busy_button_takes_no_press_and_keeps_its_label(stage):
    button, taps = Button("Hoàn tất", kind="pay", icon="check"), []
    stage(button)
    button.clicked.connect(lambda: taps.append(1))

    button.set_busy(True)
    QTest.mouseClick(button, LEFT)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert (taps, button.text()) == ([], "Hoàn tất")

    button.set_busy(False)
    QTest.mouseClick(button, LEFT)
    assert taps == [1]


def test_a_long_press_holds_and_does_not_click(stage, qtbot):
    button, heard = Button("Giảm 120.000 ₫", holdable=True), []
    stage(button)
    button.clicked.connect(lambda: heard.append("clicked"))
    button.held.connect(lambda: heard.append("held"))

    QTest.mousePress(button, LEFT)
    with qtbot.waitSignal(button.held, timeout=LONG_PRESS_MS * 4):
        pass
    QTest.mouseRelease(button, LEFT)
    assert heard == ["held"]

    QTest.mouseClick(button, LEFT)
    assert heard == ["held", "clicked"]


def test_a_disabled_pay_button_looks_disabled(dressed, stage):
    button = Button("Thanh toán", kind="pay")
    stage(button)
    places = QPoint(button.width() // 2, 6)

    enabled = button.grab().toImage().pixelColor(places)
    button.setEnabled(False)
    disabled = button.grab().toImage().pixelColor(places)

    assert (enabled, disabled) == (dressed.colour("pay"), dressed.colour("surface2"))


def test_painted_buttons_follow_a_switch_of_theme(dressed, qapp, stage):
    button = Button("Thanh toán", kind="pay")
    stage(button)

    dressed.apply(qapp, "dark")

    assert button.grab().toImage().pixelColor(QPoint(button.width() // 2, 6)) == QColor(theme.tokens()["dark"]["pay"])


# tiles and chips


def tiles(count):
    return [v.TileView(at, f"Món {at}", "10.000 ₫") for at in range(count)]


@pytest.mark.parametrize(("width", "columns"), [(590, 4), (932, 6), (1486, 7)])
def test_tiles_stand_in_columns_no_smaller_than_they_may_be(stage, width, columns):
    grid = TileGrid()
    grid.show_views(tiles(40))
    stage(grid, width=width, height=600)

    assert grid.columns == columns
    for tile in grid.tiles():
        assert tile.width() >= 136
        assert tile.height() >= 104


def test_five_thousand_items_need_only_the_tiles_in_sight(stage, qtbot):
    grid, picked = TileGrid(), []
    grid.show_views(tiles(5000))
    grid.picked.connect(picked.append)
    stage(grid)
    assert len(grid.tiles()) < 60

    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    last = next(tile for tile in grid.tiles() if tile.view.id == 4999)
    QTest.mouseClick(last, LEFT)

    assert picked == [4999]
    assert len(grid.tiles()) < 60


def test_arrows_walk_from_tile_to_tile_and_enter_picks(stage):
    grid, picked = TileGrid(), []
    grid.show_views(tiles(100))
    grid.picked.connect(picked.append)
    stage(grid)
    grid.tiles()[0].setFocus(Qt.FocusReason.TabFocusReason)

    for key in (Qt.Key.Key_Right, *[Qt.Key.Key_Down] * 10, Qt.Key.Key_Return):
        QTest.keyClick(QApplication.focusWidget(), key)

    assert picked == [1 + 10 * grid.columns]


def test_a_count_changes_one_tile(stage):
    grid = TileGrid()
    grid.show_views(tiles(8))
    stage(grid)

    grid.show_count(3, "2")

    assert [tile.view.count for tile in grid.tiles()] == ["", "", "", "2", "", "", "", ""]


def test_one_chip_is_chosen(stage):
    chips, chosen = ChipRow(), []
    chips.show_views([v.ChipView(None, "Tất cả"), v.ChipView("tea", "Trà")], None)
    chips.chosen.connect(chosen.append)
    stage(chips)

    QTest.mouseClick(chips.chips()[1], LEFT)
    assert (chosen, [chip.isChecked() for chip in chips.chips()]) == (["tea"], [False, True])

    QTest.mouseClick(chips.chips()[1], LEFT)
    assert [chip.isChecked() for chip in chips.chips()] == [False, True], "a second tap does not let go of it"


def test_offers_tell_taps_and_long_presses(stage, qtbot):
    offers, heard = OfferRow(), []
    stage(offers)
    assert offers.isHidden()

    offers.show_views([v.OfferView("max", "Giảm 120.000 ₫", "đổi 1.200 điểm", "gift", main=True, holdable=True)])
    offers.taken.connect(lambda offer: heard.append(("taken", offer)))
    offers.held.connect(lambda offer: heard.append(("held", offer)))
    QTest.mouseClick(offers.buttons()[0], LEFT)
    QTest.mousePress(offers.buttons()[0], LEFT)
    with qtbot.waitSignal(offers.held, timeout=LONG_PRESS_MS * 4):
        pass

    assert heard == [("taken", "max"), ("held", "max")]


# cart


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


# member


def test_the_strip_invites_and_then_names_the_member(stage):
    strip, taps = MemberStrip("Quét thẻ thành viên hoặc nhấn F4"), []
    strip.clicked.connect(lambda: taps.append(1))
    window = stage(strip)
    assert strip.accessibleName() == "Quét thẻ thành viên hoặc nhấn F4"

    strip.show_view(MEMBER)
    window.layout().activate()
    QTest.mouseClick(strip, LEFT)

    assert (strip.accessibleName(), strip.height(), taps) == ("Nguyễn Thị Ngọc Ánh Vàng 1.240 điểm", 100, [1])


# toasts


@pytest.fixture
def host(stage):
    area = QWidget()
    stage((area, 1))
    return ToastHost(area)


def test_a_toast_takes_no_focus_and_one_replaces_another(host, stage):
    focus = QApplication.focusWidget()

    host.show_view(v.ToastView(v.ToastKind.INFO, "Đã mở ca"))
    host.show_view(v.ToastView(v.ToastKind.UNDO, "Đã xoá Bạc xỉu", "Hoàn tác"))

    assert host.toast.view.text == "Đã xoá Bạc xỉu"
    assert QApplication.focusWidget() is focus


def test_a_toast_with_undo_acts_and_goes(host, qtbot):
    view = v.ToastView(v.ToastKind.UNDO, "Đã xoá Bạc xỉu", "Hoàn tác")
    host.show_view(view)

    with qtbot.waitSignal(host.acted) as acted:
        QTest.mouseClick(host.toast.button, LEFT)

    assert acted.args == [view]
    assert host.toast is None


@pytest.mark.parametrize("kind", list(v.ToastKind))
def test_a_warning_stays_until_the_next_action_and_the_others_go_by_themselves(host, kind):
    host.show_view(v.ToastView(kind, "Máy in không phản hồi", "In lại"))
    stays = kind in (v.ToastKind.WARN, v.ToastKind.ERROR)

    assert host._timer.isActive() is not stays
    assert stays or host._timer.remainingTime() > 5000
    host.next_action()

    assert (host.toast is None) is stays


# sheets and questions


def test_a_sheet_covers_its_area_keeps_tab_inside_and_gives_the_focus_back(stage, qtbot):
    area = QWidget()
    window = stage((area, 1), Button("Ngoài"))
    sheet = Sheet(area, "Khách hàng")
    first, second = QLineEdit(), QLineEdit()
    layout.column(sheet.body, first, second)

    sheet.open(first)
    assert (sheet.geometry(), QApplication.focusWidget()) == (area.rect(), first)

    seen = []
    for _ in range(4):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen[0] is second
    assert all(sheet.isAncestorOf(widget) for widget in seen)

    with qtbot.waitSignal(sheet.closed):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert (sheet.isVisible(), QApplication.focusWidget()) == (False, window)


QUESTION = v.ConfirmView("Xoá đơn đang bán", ("Đơn có 4 món, 267.000 ₫.",), "Xoá đơn", "Giữ lại")


@pytest.fixture
def asked(stage, qtbot):
    window = stage((QWidget(), 1))
    modal = Confirm(window)
    answers = []
    modal.accepted.connect(lambda: answers.append("accepted"))
    modal.dismissed.connect(lambda: answers.append("dismissed"))
    modal.ask(QUESTION)
    return window, modal, answers


def test_the_safe_answer_is_the_default(asked):
    window, modal, answers = asked
    assert window.property(MODAL_OPEN)
    assert QApplication.focusWidget() is modal.keep

    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    assert (answers, modal.isVisible(), window.property(MODAL_OPEN)) == (["dismissed"], False, False)


def test_the_verb_does_it(asked):
    _, modal, answers = asked

    QTest.mouseClick(modal.verb, LEFT)

    assert (answers, modal.isVisible()) == (["accepted"], False)


def test_escape_is_the_safe_way_out_and_other_keys_stop_at_the_modal(asked):
    window, modal, answers = asked
    heard = []
    window.keyPressEvent = lambda event: heard.append(event.key())

    QTest.keyClick(modal.keep, Qt.Key.Key_5)
    QTest.keyClick(modal.keep, Qt.Key.Key_Escape)

    assert (heard, answers) == ([], ["dismissed"])


def test_a_modal_can_shake(asked, dressed, qtbot):
    _, modal, _ = asked
    dressed.motion = True
    home = modal.card.pos()

    modal.shake()
    qtbot.waitUntil(lambda: modal.card.pos() != home)
    qtbot.waitUntil(lambda: modal.card.pos() == home and not modal.card.findChildren(QPropertyAnimation, "shake"))

    assert modal.card.property(SHAKEN) == 1


def test_without_motion_nothing_moves(stage):
    dots = PinDots()
    stage(dots)
    home = dots.pos()

    shake(dots)

    assert (dots.property(SHAKEN), dots.pos()) == (1, home)


# entry and bars


def test_the_keypad_types(stage, qtbot):
    pad, typed = Keypad(), []
    pad.typed.connect(typed.append)
    pad.erased.connect(lambda: typed.append("erased"))
    stage(pad)

    for digits in ("5", "0", "000"):
        QTest.mouseClick(pad.keys[digits], LEFT)
    QTest.mouseClick(pad.backspace, LEFT)

    assert typed == ["5", "0", "000", "erased"]
    assert all(key.height() >= 60 for key in pad.keys.values())


def test_the_pin_pad_enters(stage, qtbot):
    pad = Keypad(extra="enter")
    stage(pad)

    with qtbot.waitSignal(pad.entered):
        QTest.mouseClick(pad.enter, LEFT)


def test_the_search_field_tells_after_a_pause_and_an_emptied_field_at_once(stage, qtbot):
    field, searched = SearchField("Tìm hàng hoặc quét mã"), []
    field.searched.connect(searched.append)
    stage(field)

    with qtbot.waitSignal(field.searched):
        QTest.keyClicks(field, "tra")
    field.clear()

    assert searched == ["tra", ""]


def test_a_field_shows_its_error_below(stage):
    field = LabelledField("Số điện thoại", hint="Chỉ cần số điện thoại")
    stage(field)

    field.show_error("Số điện thoại thiếu chữ số.")
    assert (field.edit.accessibleDescription(), field.edit.property("error")) == ("Số điện thoại thiếu chữ số.", True)

    field.show_error("")
    assert (field.edit.accessibleDescription(), field.edit.property("error")) == ("", False)


def test_a_tick_box_is_one_big_target(stage):
    check = Check("Đồng ý nhận tin")
    stage(check)

    QTest.mouseClick(check, LEFT, pos=QPoint(check.width() - 3, check.height() // 2))

    assert check.isChecked()
    assert check.height() >= 44


def test_the_bar_shows_keys_and_tells_their_action(stage):
    bar, pressed = FBar(), []
    bar.pressed.connect(pressed.append)
    stage(bar, width=1024)
    keys = [v.FKeyView("cash", "F8", "Tiền mặt"), v.FKeyView("redeem", "F5", "Đổi điểm", enabled=False)]

    bar.show_views(keys)
    button = bar.key("cash")
    QTest.mouseClick(button, LEFT)
    bar.show_views([v.FKeyView("cash", "F8", "Cash"), keys[1]])

    assert pressed == ["cash"]
    assert (bar.key("cash") is button, button.text(), bar.key("redeem").isEnabled()) == (True, "Cash", False)


def test_the_top_bar_shows_what_there_is(stage):
    bar = TopBar()
    stage(bar, width=1024)

    bar.show_view(v.TopBarView("Cà phê Mộc", "Ca 1", "Lan", mark="MẪU"))

    assert bar.user.isVisible()
    assert bar.search.accessibleName()
    assert bar.menu.accessibleName()


# texts


def test_a_cut_text_tells_the_whole_in_its_tooltip(stage):
    text = Cut("Cà phê hạt rang mộc nguyên chất đậm vị 250 g")
    stage(text, width=100)
    assert text.toolTip() == text.text()

    stage(Cut("Trà"), text, width=600)
    assert text.toolTip() == ""


@pytest.mark.parametrize("size", list(theme.TYPE))
def test_labels_leave_room_for_stacked_marks(size, stage):
    label = MoneyLabel("ẪỂ 267.000 ₫", role=size)
    stage(label)

    assert label.height() >= round(1.4 * theme.TYPE[size])


def test_a_name_is_never_markup(stage):
    label = Text("<b>Trà</b>")
    stage(label)

    assert label.sizeHint().width() > Text("Trà").sizeHint().width() * 2


def test_a_number_shows_its_ghost_until_typed(stage):
    number = NumberField(v.NumberView("Khách đưa", "", ghost="147.000 ₫", active=True))
    stage(number)
    assert number.accessibleName() == "Khách đưa 147.000 ₫"

    number.show_view(v.NumberView("Khách đưa", "500.000 ₫", error="Còn thiếu 20.000 ₫"))
    assert number.accessibleName() == "Khách đưa 500.000 ₫"
    assert number.accessibleDescription() == "Còn thiếu 20.000 ₫"


def test_grey_bars_wait_before_they_show(stage, qtbot):
    bars = Skeleton()
    stage((bars, 1))

    bars.start()
    assert not bars.visible_bars
    qtbot.waitUntil(lambda: bars.visible_bars)
    bars.stop()

    assert bars.isHidden()
