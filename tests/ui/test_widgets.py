"""Toasts, sheets, questions, fields, bars and texts of the kit."""

import pytest
from PySide6.QtCore import QPoint, QPropertyAnimation, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from pos_desktop.ui import layout, theme
from pos_desktop.ui.models import views as v
from pos_desktop.ui.scanner import MODAL_OPEN
from pos_desktop.ui.widgets.bars import FBar, TopBar
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.empty import Skeleton
from pos_desktop.ui.widgets.entry import Check, Keypad, LabelledField, NumberField, SearchField
from pos_desktop.ui.widgets.labels import Cut, MoneyLabel, Text
from pos_desktop.ui.widgets.motion import SHAKEN, shake
from pos_desktop.ui.widgets.pin import PinDots
from pos_desktop.ui.widgets.sheet import Confirm, Sheet
from pos_desktop.ui.widgets.toast import ToastHost

LEFT = Qt.MouseButton.LeftButton

pytestmark = pytest.mark.usefixtures("dressed")


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


def test_tab_leads_into_a_sheet_before_it_leads_to_its_cross(stage):
    area = QWidget()
    stage((area, 1))
    sheet = Sheet(area, "Nộp vào két")
    first, second = QLineEdit(), QLineEdit()
    layout.column(sheet.body, first, second)
    sheet.open()
    seen = []
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen[:2] == [first, second]
    assert seen[2] not in (first, second)


def test_a_sheet_that_knows_no_way_back_leaves_the_keys_to_its_screen(stage):
    screen = QWidget()
    screen.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window = stage((screen, 1))
    window.setFocus()
    sheet = Sheet(screen, "Mật khẩu")
    sheet.open()
    sheet.close_sheet()
    assert QApplication.focusWidget() is screen


def test_a_sheet_that_closes_under_a_question_leaves_it_the_keys(stage):
    screen = QWidget()
    screen.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window = stage((screen, 1))
    field = QLineEdit(screen)
    field.setFocus()
    sheet, asked = Sheet(screen, "Giảm giá"), Confirm(window)
    sheet.open()
    asked.ask(v.ConfirmView("Duyệt?", (), "Duyệt", "Thôi"))
    sheet.close_sheet()
    assert QApplication.focusWidget() is asked.keep, "a PIN would stand in the field for all to read"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is screen


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
