"""The window around the screens: keys and codes go to the screen on show, and nowhere under a question."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pos_desktop.ui.keys import Action
from pos_desktop.ui.language import switch_language
from pos_desktop.ui.models.views import ConfirmView, ToastKind, ToastView, TopBarView
from pos_desktop.ui.widgets.motion import SHAKEN
from pos_desktop.ui.window import Target, Window
from pos_desktop.wording import _, in_language
from tests.support.keys import Hands

CODE = "8930000000011"
OTHER_CODE = "8936001120022"


class Screen(QWidget):
    """Hears what it is given."""

    def __init__(self):
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.codes, self.actions = [], []

    def target(self, **more):
        return Target(scan=self.codes.append, act=self.actions.append, **({"has_keys": True} | more))


@pytest.fixture
def hands(qapp):
    hands = Hands()
    yield hands
    hands.leave()


@pytest.fixture
def window(dressed, qtbot, hands):
    made = Window(hands.filter)
    qtbot.addWidget(made)
    made.resize(1024, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def screen(window):
    made = Screen()
    window.show_screen(made, made.target())
    return made


def test_codes_and_function_keys_reach_the_screen_on_show(window, screen, hands):
    hands.scan(screen, CODE)
    hands.key(screen, Qt.Key.Key_F8)
    window.bar.key(Action.MEMBER).click()
    window.top.user.click()

    assert (screen.codes, screen.actions) == ([CODE], [Action.CASH, Action.MEMBER, Action.LOCK])


def test_another_screen_takes_them_over_and_the_focus_too(window, screen, hands):
    other = Screen()
    window.show_screen(other, other.target())

    hands.scan(QApplication.focusWidget(), CODE)

    assert (screen.codes, other.codes, other.hasFocus()) == ([], [CODE], True)


def test_a_screen_without_keys_has_no_bar_and_a_bare_target_hears_nothing(window, screen, hands):
    login = Screen()
    window.show_screen(login, Target())
    hands.key(login, Qt.Key.Key_F8)
    hands.scan(login, CODE)

    assert (screen.actions, screen.codes, window.bar.isVisible()) == ([], [], False)


def test_codes_read_while_a_screen_is_about_to_go_are_for_the_next_one(window, hands, qtbot):
    shift, sale = Screen(), Screen()
    window.show_screen(shift, Target())
    window.hold_codes(True)
    hands.scan(shift, CODE)
    window.show_screen(sale, sale.target())
    qtbot.waitUntil(lambda: sale.codes == [CODE])
    hands.scan(sale, OTHER_CODE)
    assert sale.codes == [CODE, OTHER_CODE]


def test_where_the_screen_stays_after_all_they_are_forgotten_and_digits_are_typed_again(window, hands, qapp):
    shift, sale, typed = Screen(), Screen(), []
    shift.keyPressEvent = lambda event: typed.append(event.text())
    window.show_screen(shift, Target())
    window.hold_codes(True)
    hands.scan(shift, CODE)
    assert not typed
    window.hold_codes(False)
    hands.scan(shift, CODE)
    assert "".join(typed).strip() == CODE
    window.show_screen(sale, sale.target())
    qapp.processEvents()
    assert sale.codes == []


def test_the_ways_to_tables_and_held_orders_are_there_only_while_somebody_sells(window, screen):
    sale, top = Screen(), window.top
    window.show_screen(sale, sale.target(has_search=True))
    top.show_tables(True)
    top.show_held(2)
    assert top.tables.isVisible() and top.held.isVisible()

    window.show_screen(screen, Target())
    top.show_held(3)
    assert not (top.tables.isVisible() or top.held.isVisible() or top.search.isVisible())

    window.show_screen(sale, sale.target(has_search=True))
    assert top.tables.isVisible() and top.held.isVisible()


def test_where_nothing_is_scanned_the_fastest_digits_are_typed_ones(window, screen, hands):
    login, typed = Screen(), []
    login.keyPressEvent = lambda event: typed.append(event.text())
    window.show_screen(login, Target())

    for digit in "482615":
        hands.key(login, digit, after=5)
    hands.key(login, Qt.Key.Key_Return, after=5)
    assert "".join(typed).strip() == "482615"

    window.show_screen(screen, screen.target())
    hands.scan(screen, CODE)
    assert screen.codes == [CODE]


def test_only_live_keys_can_be_tapped(window, screen):
    window.show_screen(screen, screen.target(allows=lambda action: action is Action.LOCK))

    assert window.bar.key(Action.LOCK).isEnabled()
    assert not window.bar.key(Action.REDEEM).isEnabled()


def test_a_question_keeps_codes_and_keys_away_and_shakes(window, screen, hands):
    refused, accepted = [], []
    window.refused.connect(lambda: refused.append(1))
    window.confirm(ConfirmView("Bỏ đơn?", ("3 món",), "Bỏ đơn", "Giữ lại"), lambda: accepted.append(1))
    question = window._confirm

    hands.scan(QApplication.focusWidget(), CODE)
    hands.key(QApplication.focusWidget(), Qt.Key.Key_F8)

    assert (screen.codes, screen.actions, refused, accepted) == ([], [], [1], [])
    assert question.card.property(SHAKEN) == 1
    question.verb.click()
    assert (accepted, screen.hasFocus()) == ([1], True)


def test_a_question_that_is_dismissed_does_nothing_later(window, screen):
    accepted = []
    window.confirm(ConfirmView("Bỏ đơn?", (), "Bỏ đơn", "Giữ lại"), lambda: accepted.append(1))
    QTest.keyClick(window._confirm, Qt.Key.Key_Escape)
    window.confirm(ConfirmView("Khác?", (), "Có", "Không"), lambda: accepted.append(2))
    window._confirm.verb.click()

    assert accepted == [2]


def test_a_toast_does_what_its_button_says_once(window, screen):
    undone = []
    window.toast(ToastView(ToastKind.UNDO, "Đã bỏ Bạc xỉu", "Hoàn tác"), lambda: undone.append(1))
    window.toasts.toast.button.click()

    assert (undone, window.toasts.toast) == ([1], None)


@pytest.mark.parametrize("act", ["scan", "key"])
def test_a_warning_goes_with_the_next_thing_done(window, screen, hands, act):
    window.toast(ToastView(ToastKind.WARN, "Không có mã này"))
    if act == "scan":
        hands.scan(screen, CODE)
    else:
        hands.key(screen, Qt.Key.Key_F4)

    assert window.toasts.toast is None


def test_the_menu_switches_language_and_theme(window):
    chosen = []
    window.menu.language_chosen.connect(chosen.append)
    window.menu.theme_chosen.connect(chosen.append)
    for choice in ("en", "dark"):
        window.menu.action(choice).trigger()

    assert chosen == ["en", "dark"]


def test_the_bars_speak_the_language_in_force(window, screen, qapp):
    english = in_language("en").gettext
    try:
        for language, words in (("en", english), ("vi", str), ("en", english)):
            switch_language(qapp, language)
            assert window.bar.key(Action.MEMBER).text() == words("Khách")
            assert window.menu.action("dark").text() == words("Giao diện tối")
    finally:
        switch_language(qapp, "vi")


def test_the_bars_leave_room_on_the_smallest_panel(window, screen):
    window.show_top(TopBarView("Cà phê Mộc – Quận 3", "Ca 121 · mở 07:00", "Lan", mark="MẪU · 01/09/2025"))

    assert window.minimumSizeHint().width() <= 1024
    assert window.size().toTuple() == (1024, 768)


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_call_from_a_second_start_brings_it_up_again(window):
    window.showMinimized()
    window.come_to_front()

    assert window.isVisible()
    assert not window.isMinimized()


def test_the_menu_sells_a_gift_card_only_where_the_screen_may(window, screen):
    window.menu.gift_card.trigger()
    assert (window.menu.gift_card.isEnabled(), screen.actions) == (True, [Action.GIFT_CARD])

    window.show_screen(screen, screen.target(allows=lambda action: action is not Action.GIFT_CARD))
    assert not window.menu.gift_card.isEnabled()


def test_the_menu_is_no_higher_than_the_least_panel_leaves_it(window):
    assert window.menu.sizeHint().height() <= 768 - window.top.height()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_ux_21_training_bar(qapp, window, dressed, mode):
    dressed.apply(qapp, mode, 1.0)
    assert window.training.isHidden()
    window.show_training(True)
    QApplication.processEvents()
    assert window.training.text.text() == _("TẬP HUẤN – không tính tiền, không tính điểm")
    assert window.training.grab().toImage().pixelColor(2, 2).name() == dressed.colour("training").name()
    assert window.menu.training.text() == _("Kết thúc tập huấn")
    window.show_training(False)
    assert (window.training.isHidden(), window.menu.training.text()) == (True, _("Tập huấn"))
