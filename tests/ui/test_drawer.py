"""The shift on show: cash moved by hand, an X, and the three steps of closing, with hands at the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_desktop.selling.shift import CashMovementKind as Kind
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.services.shop.approvals import Approve
from pos_desktop.services.shop.shifts import MoveCash
from pos_desktop.ui.ops import InlineOps
from pos_desktop.ui.shift.drawer import DrawerController
from pos_desktop.ui.shift.drawer_screen import DrawerScreen
from pos_desktop.ui.shift.moving import ShiftOffice
from pos_desktop.ui.shift.view import Step
from tests.support.shifts import closed
from tests.support.shop import CASHIER, OWNER, PINS


class Asked:
    """Stands for the sheet where another person approves: here the owner always does."""

    def __init__(self, shop):
        self.shop, self.wanted = shop, []

    def __call__(self, wanted, then):
        self.wanted.append(wanted)
        approvals, owner = self.shop.desk.approvals, self.shop.person(OWNER).id
        command = Approve(self.shop.till.ids(), wanted.right, wanted.subject, wanted.asked_by, owner, wanted.amount)
        then(approvals.by_pin(command, PINS[OWNER]))


@pytest.fixture
def asked(shop):
    return Asked(shop)


@pytest.fixture
def put_up(qtbot, dressed, shop, asked):
    def make(name=OWNER):
        controller = DrawerController(ShiftOffice(shop.desk, InlineOps(), shop.person(name), "receipt", asked))
        screen = DrawerScreen(controller)
        qtbot.addWidget(screen)
        screen.resize(1024, 700)
        screen.show()
        controller.load()
        return controller, screen

    return make


def count(screen, **typed):
    fields = screen.pages[Step.COUNT].panel.fields
    for name, text in typed.items():
        QTest.keyClicks(fields[int(name.removeprefix("n"))], text)


def enter(widget):
    QTest.keyClick(widget, Qt.Key.Key_Return)


def test_a_shift_is_closed_by_its_count_and_two_taps(put_up, shop):
    controller, screen = put_up()
    shop.sold("1 x PHỞ @ 50000")
    screen.pages[Step.OVERVIEW].close_shift.click()
    assert controller.view.sums == ()  # nobody is told before they have counted
    count(screen, n500000="1", n50000="1")
    screen.pages[Step.COUNT].verb.click()
    assert controller.view.variance.amount == "0\u00a0₫"
    assert not screen.pages[Step.COMPARE].note.isVisible()
    screen.pages[Step.COMPARE].verb.click()
    assert (controller.view.step, controller.view.title) == (Step.DONE, "Báo cáo Z số 1")
    assert shop.desk.shifts.current() is None
    assert shop.count("outbox", "subject_id LIKE 'shift-report:%'") == 1


def test_keys_alone_close_a_shift(put_up, shop, qtbot):
    controller, screen = put_up()
    controller.close_shift()
    fields = list(screen.pages[Step.COUNT].panel.fields.values())
    QTest.keyClicks(fields[0], "1")
    for field in fields:
        enter(field)
    assert controller.view.step is Step.COMPARE
    enter(screen)
    assert controller.view.step is Step.DONE
    with qtbot.waitSignal(controller.ended):
        enter(screen)


def test_a_difference_asks_for_its_reason(put_up, shop):
    controller, screen = put_up()
    controller.close_shift()
    count(screen, n0="490000")
    controller.compare()
    assert controller.view.variance.amount == "\u221210.000\u00a0₫"
    screen.pages[Step.COMPARE].verb.click()
    assert controller.view.note_error
    QTest.keyClicks(screen.pages[Step.COMPARE].note.edit, "thoi nham")
    enter(screen.pages[Step.COMPARE].note.edit)
    assert controller.view.step is Step.DONE
    assert shop.desk.shifts.last_z().report.note == "thoi nham"


def test_a_large_difference_waits_for_another_person(put_up, shop, asked):
    controller, screen = put_up(CASHIER)
    controller.close_shift()
    count(screen, n0="400000")
    controller.compare()
    controller.give_note("mất tiền")
    controller.finish()
    assert [(one.right, one.amount) for one in asked.wanted] == [("variance", 100_000)]
    assert "Lan thu ngân muốn chốt ca lệch" in asked.wanted[0].sentence
    assert controller.view.step is Step.DONE
    assert shop.books().tie


def test_counting_again_keeps_what_was_counted_before(put_up, shop):
    controller, screen = put_up()
    controller.close_shift()
    count(screen, n0="5")
    controller.compare()
    screen.pages[Step.COMPARE].again.click()
    assert controller.view.step is Step.COUNT
    count(screen, n500000="1")
    controller.compare()
    assert shop.count("cash_count", "kind = 'closing'") == 2


def test_a_sale_between_sends_back_to_the_count(put_up, shop):
    controller, screen = put_up()
    controller.close_shift()
    count(screen, n500000="1")
    controller.compare()
    shop.sold("1 x PHỞ @ 50000")
    controller.finish()
    assert controller.view.step is Step.COUNT
    assert "Đếm lại" in controller.view.problem
    assert shop.desk.shifts.current() is not None


def test_open_orders_are_kept_or_dropped_and_payments_block(put_up, shop):
    order = shop.order("2 x PHỞ @ 50000")
    shop.desk.orders.save(order, shop.person(OWNER).id)
    waiting = shop.desk.orders.promise_tender(order, Tender(TenderKind.BANK_QR, 50_000))
    controller, screen = put_up()
    controller.close_shift()
    page = screen.pages[Step.COUNT]
    assert "Chuyển khoản 50.000" in controller.view.left.blocks
    assert not page.verb.isEnabled()
    shop.desk.orders.resolve_tender(waiting, confirmed=False)
    controller.load()
    assert page.verb.isEnabled()
    controller.drop(order.id)
    assert controller.view.left.orders == ()
    assert shop.count("dropped_order") == 1


def test_cash_is_paid_out_on_the_sheet(put_up, shop):
    controller, screen = put_up()
    screen.pages[Step.OVERVIEW].moves[1].click()
    QTest.keyClicks(screen.sheet, "35000")
    screen.sheet.usual[0].click()
    enter(screen.sheet)
    assert not screen.sheet.isVisible()
    assert shop.rows("SELECT amount, reason FROM cash_movement WHERE kind = 'paid_out'") == [(-35_000, "Mua hàng")]
    assert controller.view.movements[0].amount == "\u221235.000\u00a0₫"


def test_enter_leads_from_the_amount_to_the_reason(put_up, shop):
    controller, screen = put_up()
    controller.move(Kind.PAID_IN)
    QTest.keyClicks(screen.sheet, "20000")
    enter(screen.sheet)
    assert screen.focusWidget() is screen.sheet.reason.edit
    assert shop.count("cash_movement", "kind = 'paid_in'") == 0
    QTest.keyClicks(screen.sheet.reason.edit, "tien le")
    enter(screen.sheet.reason.edit)
    assert shop.rows("SELECT amount, reason FROM cash_movement WHERE kind = 'paid_in'") == [(20_000, "tien le")]


def test_a_refusal_stays_on_the_sheet(put_up):
    controller, screen = put_up()
    controller.move(Kind.DROP)
    controller.moving.type("900000")
    controller.moving.confirm()
    assert controller.moving.view.error == "Ghi lý do rồi làm tiếp."
    controller.moving.give_reason("nhiều tiền")
    controller.moving.confirm()
    assert "500.000" in controller.moving.view.error
    QTest.keyClick(screen.sheet, Qt.Key.Key_Escape)
    assert controller.moving.view is None


def test_ctrl_d_opens_the_drawer_with_another_person_s_word(put_up, shop, asked):
    controller, screen = put_up(CASHIER)
    QTest.keyClick(screen, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    controller.moving.give_reason("đổi tiền")
    controller.moving.confirm()
    assert [one.right for one in asked.wanted] == ["drawer"]
    assert controller.moving.view is None
    assert shop.count("cash_movement", "kind = 'no_sale'") == 1
    assert shop.count("outbox", "kind = 'drawer'") == 1
    assert shop.books().tie


def test_ctrl_x_prints_an_x(put_up, shop):
    controller, screen = put_up()
    told = []
    controller.toast.connect(lambda view: told.append(view.text))
    QTest.keyClick(screen, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert told == ["Đang in báo cáo X"]
    assert shop.count("shift_report", "kind = 'x'") == 1
    assert shop.desk.shifts.current() is not None


def test_the_next_cashier_takes_over(put_up, shop):
    controller, screen = put_up()
    assert screen.pages[Step.OVERVIEW].take_over.isVisible()
    screen.pages[Step.OVERVIEW].take_over.click()
    assert not screen.pages[Step.OVERVIEW].take_over.isVisible()
    assert controller.view.holder == f"Người giữ ca: {OWNER}"


def test_a_z_is_printed_again_as_a_copy(put_up, shop):
    controller, screen = put_up()
    controller.close_shift()
    count(screen, n500000="1")
    controller.compare()
    controller.finish()
    screen.pages[Step.DONE].again.click()
    assert shop.rows("SELECT copy FROM outbox WHERE kind = 'slip' ORDER BY copy") == [(0,), (1,)]


def test_a_shift_that_somebody_else_closed_is_left(put_up, shop, qtbot):
    controller, _screen = put_up()
    closed(shop.desk)
    with qtbot.waitSignal(controller.ended):
        controller.load()


def test_movements_are_told_newest_first(put_up, shop):
    controller, _screen = put_up()
    for amount in (1_000, 2_000):
        shop.desk.shifts.move(MoveCash(shop.till.ids(), shop.person(OWNER).id, Kind.PAID_IN, amount, "thêm"))
    controller.load()
    assert [row.amount for row in controller.view.movements] == ["+2.000\u00a0₫", "+1.000\u00a0₫"]


def test_a_movement_that_is_wanted_at_once_waits_for_the_shift(qtbot, dressed, shop, asked):
    controller = DrawerController(ShiftOffice(shop.desk, InlineOps(), shop.person(OWNER), "", asked))
    screen = DrawerScreen(controller)
    qtbot.addWidget(screen)
    controller.move(Kind.NO_SALE)
    assert controller.moving.view is None
    controller.load()
    assert controller.moving.view.title == "Mở két không bán"


def test_who_may_lets_everybody_see_the_books_before_the_count(put_up, shop):
    controller, screen = put_up()
    page = screen.pages[Step.OVERVIEW]
    assert page.blind.isVisible() and page.blind.isChecked()
    page.blind.setChecked(False)
    assert not shop.desk.shifts.is_blind()
    page.close_shift.click()
    assert [row.amount for row in controller.view.sums] == ["500.000\u00a0₫"]
    assert "500.000\u00a0₫" in screen.pages[Step.COUNT]._blind.text()

    cashier, lower = put_up(CASHIER)
    assert not lower.pages[Step.OVERVIEW].blind.isVisible()
    cashier.close_shift()
    assert [row.amount for row in cashier.view.sums] == ["500.000\u00a0₫"]


def test_a_shift_is_counted_and_taken_over(put_up, shop):
    controller, screen = put_up()
    said = []
    controller.toast.connect(lambda view: said.append(view.text))
    screen.pages[Step.OVERVIEW].hand_over.click()
    assert controller.view.handing and controller.view.sums == ()
    count(screen, n100000="4")
    screen.pages[Step.COUNT].verb.click()

    assert shop.desk.shifts.holder(shop.desk.shifts.current().id) == shop.person(OWNER).id
    assert said == ["Đã nhận ca: đếm được 400.000\u00a0₫, chênh lệch \u2212100.000\u00a0₫"]
    assert shop.count("cash_count", "kind = 'closing'") == shop.count("shift_takeover") == 1
    assert not screen.pages[Step.OVERVIEW].hand_over.isVisible()
    assert shop.books().tie


def test_who_thinks_better_of_it_takes_nothing_over(put_up, shop):
    controller, screen = put_up()
    screen.pages[Step.OVERVIEW].hand_over.click()
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert (controller.view.step, controller.view.handing) == (Step.OVERVIEW, False)
    assert shop.count("shift_takeover") == 0
