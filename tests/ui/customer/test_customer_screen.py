"""The customer's window on every panel: nothing cut, the total and the code large enough, five taps, no focus."""

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pos_desktop.selling.tenders import TenderKind
from pos_desktop.services.shop.banking import Account, ChangeAccount
from pos_desktop.ui.customer import easel
from pos_desktop.ui.customer.screen import CustomerScreen
from pos_desktop.ui.customer.view import Phase
from pos_desktop.ui.widgets.button import Button
from pos_desktop.wording import set_language
from tests.support.shop import OWNER
from tests.ui.customer.conftest import JOIN, NAME

PANELS = [(800, 480, 1.0, "vi", "light"), (1024, 768, 1.0, "en", "dark"), (1280, 800, 1.25, "en", "light"),
          (1920, 1080, 1.25, "vi", "dark")]  # fmt: skip
LEAST_DUE, LEAST_CODE, LEAST_SCORE = 48, 260, 48


class Written:
    """What was written on the screen since the last look: text, size in pixels, and whether it was cut."""

    def __init__(self, monkeypatch):
        self.texts = []
        real = easel.write

        def keep(painter, rect, text, font, colour, align):
            was_cut = real(painter, rect, text, font, colour, align)
            self.texts.append((text, font.pixelSize(), was_cut))
            return was_cut

        monkeypatch.setattr(easel, "write", keep)

    def size_of(self, text):
        return next(size for shown, size, _cut in self.texts if shown == text)

    @property
    def cut(self):
        return [text for text, _size, was_cut in self.texts if was_cut]


@pytest.fixture
def window(qtbot, dressed):
    made = CustomerScreen()
    qtbot.addWidget(made)
    return made


@pytest.fixture(params=PANELS, ids=lambda panel: f"{panel[0]}x{panel[1]}-{panel[3]}-{panel[4]}")
def panel(request, qapp, window, dressed):
    width, height, scale, language, mode = request.param
    dressed.apply(qapp, mode, scale)
    set_language(language)
    window.resize(width, height)
    window.show()
    yield window
    set_language("vi")


def look(window, view, written):
    written.texts.clear()
    window.show_view(view)
    return window.grab()


def decoded(picture):
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return zxingcpp.read_barcode(Image.open(BytesIO(bytes(buffer.data()))))


def white_side(picture):
    """How wide the white square of a code is on a screen whose ground is another white."""
    image, found = picture.toImage(), 0
    for down in range(0, image.height(), 8):
        run = best = 0
        for across in range(image.width()):
            pixel = image.pixelColor(across, down).name()
            run = run + 1 if pixel in ("#ffffff", "#000000") else 0
            best = max(best, run)
        found = max(found, best) if best < image.width() // 2 else found
    return found


def test_every_state_fits_and_can_be_read(panel, customer, member, monkeypatch):
    counter, written = customer.counter, Written(monkeypatch)
    shop, owner = counter.shop, counter.shop.person(OWNER).id
    shop.desk.banking.change(ChangeAccount(shop.till.ids(), Account("970436", "0881000458086", "QUAN MOC"), owner))
    customer.shop(is_training=True)

    idle = look(panel, customer.view, written)
    assert (decoded(idle).text, written.cut) == (JOIN, [])

    counter.sale.scan(counter.card_of(NAME))
    counter.scan(*("CFSD", "CFSD", "TS", "BM", "HR", "BG", "NS", "CR", "BT", "TV", "TD", "BX", "CB"))
    counter.sale.set_order_discount("10%")
    counter.sale.redeem_most()
    view = customer.view
    look(panel, view, written)
    assert written.cut == []
    assert written.size_of(view.due.amount) >= LEAST_DUE
    shown = [line.name for line in view.lines if line.name in [text for text, *_rest in written.texts]]
    assert shown[-1] == view.lines[-1].name
    assert len(shown) == len(view.lines) or any(str(len(view.lines) - len(shown)) in t for t, *_r in written.texts)

    counter.payment.open(TenderKind.BANK_QR)
    counter.payment.primary()
    view = customer.view
    picture = look(panel, view, written)
    assert (view.phase, decoded(picture).text) == (Phase.PAY, counter.payment.view.payload)
    assert written.cut == []

    counter.payment.confirm()
    view = customer.view
    look(panel, view, written)
    assert (view.phase, written.cut) == (Phase.PAID, [])
    assert written.size_of(view.paid.amount) >= LEAST_DUE
    places = [button.geometry() for button in panel.scores]
    assert all(button.isVisible() and min(button.size().toTuple()) >= LEAST_SCORE for button in panel.scores)
    assert all(panel.rect().contains(place) for place in places)
    assert not any(one.intersects(other) for at, one in enumerate(places) for other in places[at + 1 :])


def test_the_code_is_large_enough_on_the_smallest_panel(window, customer, monkeypatch):
    window.resize(800, 480)
    window.show()

    assert white_side(look(window, customer.view, Written(monkeypatch))) >= LEAST_CODE


def test_it_is_painted_only_when_something_changed(window, customer):
    window.show()
    window.show_view(customer.view)
    QApplication.processEvents()
    before = window.paints
    customer.counter.sale.refresh()
    window.show_view(customer.view)
    QApplication.processEvents()
    assert window.paints == before

    customer.counter.scan("TS")
    window.show_view(customer.view)
    QApplication.processEvents()
    assert window.paints > before


def test_a_tap_is_a_score_and_takes_no_focus(window, customer, stage):
    till = stage(other := Button("Bán"))
    other.setFocus()
    scored = []
    window.scored.connect(scored.append)
    window.show()
    till.activateWindow()
    counter = customer.counter
    counter.scan("HR")
    counter.payment.open()
    counter.payment.primary()
    window.show_view(customer.view)

    QTest.mouseClick(window.scores[2], Qt.MouseButton.LeftButton)
    assert scored == [3]
    assert till.focusWidget() is other
    customer.controller.give(3)
    window.show_view(customer.view)
    assert not any(button.isVisible() for button in window.scores)


def test_the_system_is_told_that_it_wants_no_focus(window):
    assert window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert not window.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    assert {child.focusPolicy() for child in [window, *window.scores]} == {Qt.FocusPolicy.NoFocus}
