"""Every state of the selling screens fits its panel, can be hit, read and named (UX-01, UX-02, UX-03, UX-19)."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from pos_desktop.selling.tenders import TenderKind
from pos_desktop.ui import theme
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.entry import Check
from pos_desktop.wording import set_language
from tests.support.counter import SHARED, Counter, Stand, inline
from tests.support.shop import Shop, copy_of

NAME = "Nguyễn Thị Ngọc Ánh"
LONG = "Công Tằng Tôn Nữ Thị Ngọc Ánh Nguyệt Quế Hương Giang"
PANELS = (
    (1024, 768, 1.0, "vi", "light"), (1024, 768, 1.0, "en", "dark"), (1366, 768, 1.0, "en", "light"),
    (1920, 1080, 1.25, "vi", "dark"),
)  # fmt: skip
STRONG = ("pay", "cash")


@dataclass
class Tour:
    """What is wrong with the states that were looked at."""

    window: Stand
    size: tuple[int, int]
    scale: float
    states: list[str] = field(default_factory=list)
    too_large: list[str] = field(default_factory=list)
    too_small: list[str] = field(default_factory=list)
    too_near: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    nameless: list[str] = field(default_factory=list)

    def look(self, state: str) -> None:
        """Check the window as it is now."""
        QApplication.processEvents()
        QApplication.processEvents()
        self.states.append(state)
        least = self.window.minimumSizeHint()
        if self.window.size().toTuple() != self.size or least.width() > self.size[0] or least.height() > self.size[1]:
            self.too_large.append(f"{state}: {self.window.size().toTuple()}, least {least.toTuple()}")
        shown = [
            widget for widget in self.window.findChildren(QWidget) if widget.isVisible() and self._in_sight(widget)
        ]
        self._check_targets(state, [widget for widget in shown if isinstance(widget, QAbstractButton)])
        self.cut += [f"{state}: {_words(widget)}" for widget in shown if _is_cut(widget)]
        self.nameless += [f"{state}: {type(widget).__name__}" for widget in shown if _is_nameless(widget)]

    def _in_sight(self, widget: QWidget) -> bool:
        """Whether nothing covers it: a sheet hides what is under it."""
        seen = widget.visibleRegion().boundingRect()
        if seen.isEmpty() or not widget.isVisible():
            return False
        at = self.window.childAt(widget.mapTo(self.window, seen.center()))
        return at is widget or widget.isAncestorOf(at) if at is not None else False

    def _box(self, button: QAbstractButton) -> QRect:
        """Where it can be hit, in the window."""
        seen = button.visibleRegion().boundingRect()
        return QRect(button.mapTo(self.window, seen.topLeft()), seen.size())

    def _check_targets(self, state: str, buttons: list[QAbstractButton]) -> None:
        boxes = [(self._box(button), button) for button in buttons]
        for _box, button in boxes:
            floor = 60 if isinstance(button, Button) and button.kind in STRONG else 44
            if min(button.size().toTuple()) < floor * self.scale - 1:
                self.too_small.append(f"{state}: {_words(button)} {button.size().toTuple()}")
        for at, (box, button) in enumerate(boxes):
            for other, another in boxes[at + 1 :]:
                if box.intersects(other) and not (button.isAncestorOf(another) or another.isAncestorOf(button)):
                    self.too_near.append(f"{state}: {_words(button)} over {_words(another)}")


def _words(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} «{text or widget.accessibleName()}»"


def _is_cut(widget: QWidget) -> bool:
    if widget.property("mayElide") or not widget.visibleRegion().boundingRect().contains(widget.rect()):
        return False  # a row that is scrolled half out of sight is no cut text
    if isinstance(widget, Button):
        return not widget.fits()
    if isinstance(widget, Check):
        return widget.sizeHint().width() > widget.width() + 1
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height() + 1
        metrics = QFontMetricsF(widget.font())
        return metrics.horizontalAdvance(widget.text()) > widget.width() + 1 or metrics.height() > widget.height() + 1
    return False


def _is_nameless(widget: QWidget) -> bool:
    if isinstance(widget, QAbstractButton | QLineEdit):
        name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        return not name.strip() or "\n" in name
    return False


@pytest.fixture(scope="module", params=PANELS, ids=lambda panel: f"{panel[0]}x{panel[1]}-{panel[3]}-{panel[4]}")
def tour(request, qapp, cafe_template, tmp_path_factory):
    """A walk through all states on one panel."""
    width, height, scale, language, mode = request.param
    look = theme.Theme()
    look.motion = False
    look.apply(qapp, mode, scale)
    set_language(language)
    shop = Shop(copy_of(cafe_template, tmp_path_factory.mktemp("tour") / "shop"))
    shop.enrolled(NAME, "0912345234")
    shop.granted(NAME, 912_345)
    shop.enrolled(LONG, "0912345999")
    window = Stand(counter := Counter(shop, inline()))
    window.resize(width, height)
    window.show()
    made = Tour(window, (width, height), scale)
    for walk in (_sell, _take_members, _type_numbers, _pay, _large_order):
        walk(made, counter)
    yield made
    window.close()
    window.deleteLater()
    shop.close()
    set_language("vi")
    look.apply(qapp, "light", 1.0)


def _sell(tour, counter):
    sale = counter.sale
    tour.look("empty")
    counter.scan("CFSD", "CFSD", "TS", "BM", "HR")
    tour.look("lines")
    sale.set_order_discount("10%")
    sale.set_line_discount("5%")
    tour.look("discounts")
    sale.search("khong co gi")
    tour.look("nothing found")
    sale.search("")
    sale.price_check()
    tour.look("price check")
    sale.price_check()
    sale.scan(SHARED)
    tour.look("choice")
    sale.search("")


def _take_members(tour, counter):
    counter.member.open()
    tour.look("member sheet")
    counter.member.search("ngoc anh")
    tour.look("results")
    counter.member.search("0933444555")
    counter.member.enrol("", "31/2")
    tour.look("form with an error")
    counter.member.search("0933")
    tour.look("nobody found")
    counter.member.close()
    counter.sale.scan(counter.card_of(LONG))
    tour.look("a long name")
    counter.sale.scan(counter.card_of(NAME))
    tour.look("member")
    counter.member.open()
    tour.look("details")
    counter.member.close()
    counter.sale.redeem_most()
    tour.look("redeemed")


def _type_numbers(tour, counter):
    entries = counter.sale.entries
    entries.ask_points()
    entries.type("305")
    entries.confirm()
    tour.look("points refused")
    entries.ask_quantity()
    tour.look("quantity")
    entries.ask_discount()
    entries.type("90")
    entries.confirm()
    tour.look("discount refused")
    entries.choose("line")
    entries.choose("money")
    tour.look("discount in money")
    entries.close()


def _pay(tour, counter):
    payment = counter.payment
    payment.open()
    tour.look("payment")
    payment.type("10000")
    tour.look("underpaid")
    payment.take_part()
    tour.look("split")
    payment.choose(TenderKind.CARD)
    payment.put(999_999_999)
    tour.look("too much for a card")
    payment.erase(everything=True)
    payment.primary()
    tour.look("waiting for the card")
    payment.confirm()
    assert counter.sold, "the tour must come to a finished sale"
    tour.look("done")


def _large_order(tour, counter):
    counter.scan("BG")
    counter.sale.put_qty(9_999_000)
    counter.sale.scan(counter.card_of(LONG))
    tour.look("a large order")
    counter.payment.open()
    tour.look("a large amount")
    counter.payment.put(9_999_999_999)
    tour.look("a large change")
    counter.payment.primary()
    tour.look("a large sale")


def test_ux_01_window_fits(tour):
    assert len(tour.states) == 28
    assert tour.too_large == []


def test_ux_02_min_target(tour):
    assert tour.too_small == []
    assert tour.too_near == []


def test_ux_03_no_clipped_text(tour):
    assert tour.cut == []


def test_ux_19_accessible_names(tour):
    assert tour.nameless == []


def test_what_the_tour_would_catch(qtbot, dressed):
    """The checks themselves can fail."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    wide, low = Button("Một nhãn dài quá ô", parent=window), Button("x", parent=window)
    label, bare = QLabel("Chữ bị cắt ở đây", window), Button(parent=window)
    wide.setGeometry(0, 0, 60, 48)
    low.setGeometry(100, 0, 30, 30)
    label.setGeometry(0, 60, 30, 20)
    bare.setGeometry(40, 20, 60, 60)
    window.show()
    tour = Tour(window, (300, 200), 1.0)
    tour.look("made up")

    assert len(tour.cut) == 2
    assert len(tour.too_small) == 1
    assert len(tour.too_near) == 1
    assert tour.nameless == ["made up: Button"]
