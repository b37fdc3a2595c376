"""A toast covers nothing that can be pressed, in any state of selling, and goes when it is no longer true."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from pos_desktop.selling.tenders import TenderKind
from pos_desktop.ui.models.views import ToastKind, ToastView
from pos_desktop.ui.sale.screen import SaleScreen
from pos_desktop.ui.scanner import ScanFilter
from pos_desktop.ui.window import Target, Window
from tests.support.counter import Counter, inline
from tests.support.shop import Shop, copy_of
from tests.ui import test_ux_states as walks
from tests.ui.tour import is_cut

LENGTHS = (
    ToastView(ToastKind.UNDO, "Đã đổi 240 điểm, giảm 24.000\u00a0₫", "Hoàn tác"),
    ToastView(ToastKind.INFO, "Máy in sắp hết giấy."),
    ToastView(ToastKind.WARN, "Không có mã 8930000000011 trong danh mục. Quét lại hoặc tìm theo tên.", "Tìm hàng"),
    ToastView(ToastKind.ERROR, "Dữ liệu đang bận nên chưa ghi được gì. Đơn vẫn còn nguyên, thử lại sau ít giây. " * 2,
              "Thử lại"),
)  # fmt: skip


def selling(window, counter):
    """The selling screen in the real window, wired as the program wires it."""
    screen = SaleScreen(counter.hands)
    screen.bind_search(window.top.search)
    counter.sale.changed.connect(lambda _view: window.refresh_keys())
    counter.sale.toast.connect(window.toast)
    counter.sale.outdated.connect(window.toasts.dismiss)
    target = Target(counter.sale.scan, screen.act, counter.sale.allows, has_keys=True, has_search=True,
                    toasts=screen.cart.notices)  # fmt: skip
    window.show_screen(screen, target)
    return screen


@dataclass
class Tour:
    """Shows a toast of every length at every state that it is led to."""

    window: Window
    states: list[str] = field(default_factory=list)
    covered: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)

    def look(self, state):
        """Check the window as it is now."""
        self.states.append(state)
        for view in LENGTHS:
            self.window.toast(view)
            for _time in range(3):
                QApplication.processEvents()
            self._check(f"{state}, {view.kind}")
        self.window.toasts.dismiss()

    def _check(self, state):
        toast = self.window.toasts.toast
        place = box(toast, self.window)
        if not self.window.rect().contains(place):
            self.cut.append(f"{state}: {place}")
        self.cut += [f"{state}: {part}" for part in toast.findChildren(QWidget) if is_cut(part)]
        for kind in (QAbstractButton, QLineEdit):
            for control in self.window.findChildren(kind):
                if control.isVisible() and control.isEnabled() and not toast.isAncestorOf(control):
                    self._hit(state, place, control)

    def _hit(self, state, place, control):
        if place.intersects(box(control, self.window)):
            self.covered.append(f"{state}: {control.accessibleName()}")


def box(widget, window):
    """Where a widget can be seen in the window."""
    seen = widget.rect()
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        seen = seen.intersected(QRect(widget.mapFrom(parent, parent.rect().topLeft()), parent.size()))
        parent = parent.parentWidget()
    return QRect(widget.mapTo(window, seen.topLeft()), seen.size())


@pytest.fixture
def window(dressed, qtbot, hands):
    made = Window(hands.filter)
    qtbot.addWidget(made)
    made.resize(1024, 768)
    made.show()
    return made


@pytest.fixture
def tour(window, cafe_template, tmp_path):
    shop = Shop(copy_of(cafe_template, tmp_path / "tour"))
    shop.enrolled(walks.NAME, "0912345234")
    shop.granted(walks.NAME, 912_345)
    shop.enrolled(walks.LONG, "0912345999")
    counter = Counter(shop, inline())
    selling(window, counter)
    yield Tour(window), counter
    shop.close()


def test_no_toast_covers_a_control(tour):
    seen, counter = tour
    for walk in (walks._sell, walks._take_members, walks._type_numbers, walks._pay, walks._large_order):
        walk(seen, counter)

    assert len(seen.states) == 28
    assert seen.covered == []
    assert seen.cut == []


def test_what_the_tour_would_catch(window, counter):
    selling(window, counter)
    seen = Tour(window)
    window.toasts.rest_on(None)
    seen.look("over the tiles")

    assert seen.covered


def test_the_lines_come_back_to_their_room_when_the_toast_goes(window, counter):
    screen = selling(window, counter)
    QApplication.processEvents()
    before = screen.cart.lines.height()
    window.toast(LENGTHS[0])
    QApplication.processEvents()
    assert screen.cart.lines.height() < before
    window.toasts.dismiss()
    QApplication.processEvents()

    assert screen.cart.lines.height() == before


def test_a_screen_without_a_place_for_it_shows_the_toast_all_the_same(window, counter):
    selling(window, counter)
    window.toast(LENGTHS[2])
    window.show_screen(QWidget(), Target())
    QApplication.processEvents()

    assert window.rect().contains(box(window.toasts.toast, window))


def said(window):
    toast = window.toasts.toast
    return toast.view.text if toast else ""


def test_a_toast_about_points_goes_when_they_are_given_back(window, counter):
    selling(window, counter)
    counter.shop.granted("Lan", 1_240)
    counter.scan("HR")
    counter.sale.scan(counter.card_of("Lan"))
    counter.sale.redeem(60)
    assert "60" in said(window)
    counter.sale.undo()

    assert said(window) == ""


def test_a_warning_about_the_card_goes_when_it_is_answered(window, counter):
    selling(window, counter)
    counter.scan("HR", "NS")
    counter.payment.open(TenderKind.CARD)
    counter.payment.type("125000")
    counter.payment.enter()
    counter.scan("NS")
    assert "Đang chờ" in said(window)
    counter.payment.confirm()

    assert said(window) == ""


def test_that_an_order_was_reopened_is_not_said_of_the_finished_sale(window, counter):
    counter.scan("HR")
    again = Counter(counter.shop, inline())
    selling(window, again)
    again.sale.recover()
    assert "mở lại" in said(window)
    again.payment.open()
    again.payment.complete()

    assert (again.sale.step, said(window)) == ("done", "")


def test_why_a_shared_code_needs_a_choice_is_still_said_on_the_way_back_from_payment(window, counter):
    selling(window, counter)
    counter.scan("HR")
    counter.payment.open()
    counter.sale.scan(walks.SHARED)

    assert (counter.sale.step, bool(said(window))) == ("sale", True)


def test_a_toast_is_seen_over_the_screen_that_comes_after_it(qtbot, dressed):
    window = Window(ScanFilter())
    qtbot.addWidget(window)
    window.resize(1024, 768)
    first, second = QWidget(), QWidget()
    second.setAutoFillBackground(True)
    window.show_screen(first, Target())
    window.show()
    window.toast(ToastView(ToastKind.INFO, "+60 điểm: còn 243 điểm"))
    window.show_screen(second, Target())
    QApplication.processEvents()

    toast = window.toasts.toast
    assert toast is not None
    assert window.area.childAt(toast.geometry().center()) in (toast, *toast.findChildren(QWidget))
