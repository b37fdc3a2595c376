"""The screen of receipts: found, marked, both legs shown before anything is done, given back, told."""

from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pos_desktop.core.errors import Code
from pos_desktop.services.office.outbox import copy_subject
from pos_desktop.services.shop.approvals import Approve
from pos_desktop.ui.models.views import TopBarView
from pos_desktop.ui.receipts.controller import ReceiptsController
from pos_desktop.ui.receipts.screen import ReceiptsScreen
from pos_desktop.ui.scanner import ScanFilter
from pos_desktop.ui.window import Target, Window
from tests.support.counter import inline
from tests.support.refusals import refused
from tests.support.shifts import closed, opened
from tests.support.shop import CASHIER, MANAGER, PINS, Shop


@dataclass
class Counter:
    """Somebody at the screen, with everything that it told."""

    shop: Shop
    name: str = MANAGER
    said: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    approvals: list = field(default_factory=list)

    def __post_init__(self):
        ops = inline()
        desk = self.shop.desk
        self.controller = ReceiptsController(desk, ops, ops, self.shop.person(self.name), "lp", self.approve)
        self.controller.toast.connect(lambda view, _act: self.said.append(view.text.replace("\xa0", " ")))
        self.controller.ask.connect(lambda view, accept: self.asked.append((view, accept)))
        self.controller.load()

    def approve(self, subject, amount, then):
        """The manager types the PIN at once."""
        manager = self.shop.person(MANAGER)
        wanted = Approve(
            f"a{len(self.approvals)}", "refund", subject, self.shop.person(self.name).id, manager.id, amount
        )
        self.approvals.append((subject, amount))
        then(self.shop.desk.approvals.by_pin(wanted, PINS[MANAGER]).id)

    @property
    def giving(self):
        return self.controller.giving

    @property
    def view(self):
        return self.controller.view

    def sums(self):
        return {row.label: row.amount.replace("\xa0", " ") for row in self.view.sums}

    def confirm(self):
        _view, accept = self.asked.pop()
        accept()


@pytest.fixture
def sales(shop):
    shop.granted("Lan", 100)
    return [shop.sold("1 x PHỞ @ 55000"), shop.sold("3 x PHỞ @ 100000; member Lan; redeem 60")]


@pytest.fixture
def counter(qapp, shop, sales):
    return Counter(shop)


def test_todays_receipts_are_there_and_the_newest_is_on_show(counter, sales):
    rows = counter.controller.list_view.rows
    assert [row.number for row in rows] == [sales[1].number, sales[0].number]
    assert counter.view.number == sales[1].number
    assert counter.view.lines[0].left == "đã mua 3"


def test_both_legs_are_shown_before_anything_is_done(counter, shop):
    counter.giving.step(1, 1)
    assert counter.sums() == {
        "Trả khách": "98.000 ₫", "Tiền mặt": "98.000 ₫", "Trả lại điểm đã đổi": "+20 điểm",
        "Thu lại điểm đã tích": "−10 điểm", "Khách còn dùng được": counter.sums()["Khách còn dùng được"],
        "Hạng sau khi hoàn": "Thành viên",
    }  # fmt: skip
    assert counter.view.verb.replace("\xa0", " ") == "Hoàn 98.000 ₫"
    assert shop.count("refund") == 0


def test_a_reason_is_asked_for_then_the_last_word_then_it_is_done(counter, shop):
    counter.giving.step(1, 1)
    counter.controller.refund()
    assert (counter.view.reason_error, counter.asked) == ("Ghi lý do hoàn.", [])
    counter.giving.write_reason("pha nhầm")
    counter.controller.refund()
    assert counter.asked[0][0].title == "Hoàn tiền hoá đơn K1-000002?"
    counter.confirm()
    assert counter.said == ["K1-H000001: đã trả khách 98.000 ₫."]
    assert counter.view.lines[0].left == "còn 2 trên 3"
    assert [row.label.startswith("Hoàn K1-H000001") for row in counter.view.documents] == [True]
    assert counter.controller.list_view.rows[0].state.replace("\xa0", " ") == "Đã hoàn 98.000 ₫"


def test_everything_then_nothing_is_left(counter):
    counter.giving.take_all()
    assert counter.view.lines[0].back == "3"
    assert not counter.view.lines[0].can_more
    counter.giving.write_reason("khách đổi ý")
    counter.controller.refund()
    counter.confirm()
    assert counter.view.over == "Hoá đơn này đã hoàn hết."
    assert not counter.view.can_refund


def test_never_more_than_was_sold_and_never_less_than_nothing(counter):
    for _ in range(5):
        counter.giving.step(1, 1)
    assert counter.view.lines[0].back == "3"
    for _ in range(9):
        counter.giving.step(1, -1)
    assert counter.view.lines[0].back == ""
    assert counter.view.sums == ()


def test_a_void_takes_the_whole_sale_back(counter, shop, sales):
    counter.giving.write_reason("bấm nhầm")
    counter.controller.void()
    counter.confirm()
    assert shop.desk.receipts.detail(sales[1].id).refunds[0].is_void
    assert counter.controller.list_view.rows[0].state == "Đã huỷ"


def test_a_cashier_needs_another_persons_word(qapp, shop, sales):
    counter = Counter(shop, CASHIER)
    counter.giving.step(1, 1)
    assert counter.view.verb.replace("\xa0", " ") == "Mời duyệt 98.000 ₫"
    counter.giving.write_reason("khách đổi ý")
    counter.controller.refund()
    assert counter.approvals == [(sales[1].id, 98_000)]
    counter.confirm()
    assert counter.said == ["K1-H000001: đã trả khách 98.000 ₫."]


def test_what_is_refused_is_told_and_may_be_tried_again(counter, shop, sales):
    counter.giving.take_all()
    shop.returned(sales[1], "1 x PHỞ")
    counter.giving.write_reason("khách đổi ý")
    counter.controller.refund()
    counter.confirm()
    assert counter.view.problem
    assert shop.count("refund") == 1


def test_a_code_finds_its_receipt_and_an_unknown_one_says_so(counter, shop, sales):
    counter.controller.scan(shop.desk.sales.receipt_code(sales[0]))
    assert counter.view.number == sales[0].number
    counter.controller.search("K1-009999")
    assert counter.controller.list_view.empty.title == "Không tìm thấy hoá đơn"


def test_a_copy_is_printed_and_told(counter, shop, sales):
    counter.controller.print_again()
    assert counter.said == ["Đang in lại hoá đơn, có ghi bản in lại."]
    assert shop.desk.outbox.claim("lp").copy == 1


@pytest.fixture
def window(dressed, qtbot, counter):
    made = Window(ScanFilter())
    made.screen_ = ReceiptsScreen(counter.controller)
    made.resize(1024, 768)
    made.show_top(TopBarView("Cà phê Thử", "Ca 1", "Hoa"))
    made.show_screen(made.screen_, Target(counter.controller.scan))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.go_home()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is made.screen_)
    return made


def test_by_keys_alone(window, counter, qtbot):
    screen = window.screen_
    qtbot.keyClick(screen, Qt.Key.Key_Return)
    line = screen.panel.lines[0]
    assert QApplication.focusWidget() is line.more
    qtbot.keyClick(line.more, Qt.Key.Key_Space)
    assert line.count.text() == "1"
    qtbot.keyClicks(screen.panel.reason.edit, "pha nham")
    qtbot.keyClick(screen, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert len(counter.asked) == 1
    counter.confirm()
    assert counter.said == ["K1-H000001: đã trả khách 98.000 ₫."]


def exchanged(counter):
    made = []
    counter.controller.exchanged.connect(made.append)
    return made


def test_what_is_marked_is_exchanged_for_other_goods(counter, sales):
    made = exchanged(counter)
    counter.giving.step(1, 1)
    assert counter.view.can_exchange
    counter.controller.exchange()
    assert counter.giving.lacks_reason and not made
    counter.giving.write_reason("đổi loại")
    counter.controller.exchange()
    (exchange,) = made
    assert (exchange.number, exchange.credit, exchange.reason) == (sales[1].number, 98_000, "đổi loại")
    assert counter.shop.count("refund") == 0


def test_who_may_not_refund_exchanges_with_another_persons_word(qapp, shop, sales):
    counter = Counter(shop, CASHIER)
    made = exchanged(counter)
    counter.giving.step(1, 1)
    counter.giving.write_reason("đổi loại")
    counter.controller.exchange()
    assert counter.approvals == [(sales[1].id, 98_000)]
    (exchange,) = made
    command = shop.command(f"1 x PHỞ @ 200000; by {CASHIER}")
    sale = shop.desk.sales.complete(replace(command, order=command.order.with_exchange(exchange))).sale
    assert sale.tenders[0].amount == 98_000
    with refused(Code.NOT_ALLOWED, right="refund"):
        shop.desk.refunds.refund(replace(shop.returning(sales[1], "1 x PHỞ"), staff_id=shop.person(CASHIER).id))


def test_a_copy_of_an_earlier_shift_asks_another_person(qapp, shop):
    sale = shop.sold("1 x PHỞ @ 50000")
    closed(shop.desk)
    opened(shop.desk)
    asked, ops, manager = [], inline(), shop.person(MANAGER).id

    def approve(sale_id, then):
        asked.append(sale_id)
        ask = Approve("c1", "refund", copy_subject(sale_id), shop.person().id, manager)
        then(shop.desk.approvals.by_pin(ask, PINS[MANAGER]).id)

    made = ReceiptsController(
        shop.desk, ops, ops, shop.person(CASHIER), "lp", lambda *_: None, approve_copy=approve
    )  # fmt: skip
    made.load()
    made.choose(sale.id)
    made.print_again()
    assert asked == [sale.id]
    assert shop.count("outbox", "copy = 1") == 1
