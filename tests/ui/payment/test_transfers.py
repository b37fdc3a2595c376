"""A transfer through the screen: the code that is drawn, what the bank tells, what a person says, what comes late."""

from datetime import timedelta
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QApplication

from pos_desktop.gateways.banking.tellers import Teller
from pos_desktop.selling.permissions import Role
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.selling.vietqr import VietQr, parse
from pos_desktop.services.shop.banking import Account, ChangeAccount
from pos_desktop.services.shop.staffing import Change
from pos_desktop.ui.models.views import ToastKind, Tone
from pos_desktop.ui.ops import InlineOps
from tests.support.counter import settle, worker
from tests.support.fake_bank import TOKEN, fake_bank
from tests.support.shop import CASHIER, OWNER

DUE = 125_000


@pytest.fixture(scope="module")
def outside():
    with fake_bank() as bank:
        yield bank


@pytest.fixture
def bank(outside):
    outside.transfers.clear()
    outside.asked.clear()
    outside.status, outside.body = 200, b""
    return outside


def told(counter, teller=Teller.SEPAY, address="", token=TOKEN):
    shop = counter.shop
    account = Account("970436", "0881000458086", "QUAN MOC", teller, address)
    shop.desk.banking.change(ChangeAccount(shop.till.ids(), account, shop.person(OWNER).id, token))


@pytest.fixture
def waiting(counter, bank):
    """125.000 ₫ are waited for, and the bank knows nothing of them yet."""
    told(counter, address=bank.address)
    counter.scan("HR")
    counter.payment.open(TenderKind.BANK_QR)
    counter.payment.primary()
    assert counter.payment.state.awaited.code
    return counter


def pixels(picture):
    """What another decoder takes."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return Image.open(BytesIO(bytes(buffer.data())))


def code_of(counter):
    return counter.payment.state.awaited.code


def told_states(counter):
    return counter.shop.rows("SELECT state, received FROM pending_tender ORDER BY at, id")


def test_another_decoder_reads_what_is_drawn(stand, waiting, qtbot):
    page = stand.screen_.payment.waiting
    qtbot.waitUntil(page.qr.isVisible)

    assert min(page.qr.width(), page.qr.height()) >= 260
    (read,) = zxingcpp.read_barcodes(pixels(page.qr.grab().toImage()))
    assert parse(read.text) == VietQr("970436", "0881000458086", DUE, code_of(waiting))
    assert waiting.payment.view.payload == read.text
    assert not stand.screen_.payment.error.text()


def test_money_that_comes_completes_the_sale_by_itself(waiting, bank):
    bank.pay(DUE, f"MBVCB {code_of(waiting)} CT")
    waiting.payment.check()

    (sale,) = waiting.sold
    assert [(t.kind, t.amount) for t in sale.tenders] == [(TenderKind.BANK_QR, DUE)]
    assert waiting.sounds[-1] == "paid"
    assert told_states(waiting) == [("received", DUE)]


def test_what_is_short_leaves_the_rest_due(waiting, bank):
    bank.pay(100_000, code_of(waiting))
    waiting.payment.check()

    view = waiting.payment.view
    assert (waiting.sold, view.due, view.waiting) == ([], "25.000\u00a0₫", None)
    assert view.error == "Nhận 100.000\u00a0₫, thiếu 25.000\u00a0₫"
    waiting.payment.complete()
    (sale,) = waiting.sold
    assert [t.amount for t in sale.tenders] == [100_000, 25_000]


def test_what_is_too_much_is_told_and_kept_for_giving_back(waiting, bank):
    bank.pay(130_000, code_of(waiting))
    waiting.payment.check()

    assert waiting.sold[0].paid == DUE
    assert "Khách chuyển thừa 5.000\u00a0₫" in waiting.said
    assert [one.back for one in waiting.shop.desk.transfers.flagged()] == [5_000]


def test_a_code_runs_out_and_what_comes_late_may_still_be_taken(waiting, bank):
    code, asked = code_of(waiting), waiting.payment
    assert asked.view.waiting.countdown == "Còn 10:00"
    waiting.shop.clock.put(waiting.shop.clock.now() + timedelta(minutes=10))
    asked._tick()
    assert (asked.view.waiting.qr, asked.view.waiting.tone) == ((), Tone.WARN)
    bank.pay(DUE, code)
    asked.check()
    assert "Tiền về sau khi mã hết hạn" in asked.view.waiting.message
    assert waiting.sold == []
    asked.confirm()
    assert waiting.sold[0].due == DUE
    assert waiting.shop.desk.transfers.flagged() == ()


def test_what_comes_after_it_was_given_up_is_told_once(waiting, bank):
    code = code_of(waiting)
    waiting.payment.decline()
    assert told_states(waiting) == [("failed", 0)]
    bank.pay(DUE, code)
    waiting.payment.bank.ask()
    assert waiting.toasts[-1].kind is ToastKind.WARN
    shown = len(waiting.toasts)
    waiting.payment.bank.ask()
    assert len(waiting.toasts) == shown
    assert [one.back for one in waiting.shop.desk.transfers.flagged()] == [DUE]


@pytest.mark.parametrize(("status", "words"), [(500, "Chưa hỏi được ngân hàng"), (401, "không nhận mã truy cập")])
def test_a_bank_that_does_not_answer_is_told_beside_the_code(waiting, bank, status, words):
    bank.status = status
    waiting.payment.check()

    view = waiting.payment.view.waiting
    assert words in view.message
    assert view.qr
    assert not view.asking
    waiting.payment.confirm()
    assert waiting.sold[0].due == DUE


def test_without_a_bank_to_ask_a_person_looks(counter, bank):
    told(counter, Teller.MANUAL, token=None)
    counter.scan("HR")
    counter.payment.open(TenderKind.BANK_QR)
    counter.payment.primary()
    view = counter.payment.view.waiting
    assert (view.check, bool(view.qr)) == ("", True)
    counter.payment.confirm()
    assert counter.sold[0].due == DUE
    assert counter.shop.count("journal", "kind = 'transfer_confirmed'") == 1


def test_without_the_right_another_person_is_asked(waiting):
    shop, seller = waiting.shop, waiting.shop.person(CASHIER)
    own = {"transfers": False}
    shop.desk.staffing.change(Change(shop.till.ids(), seller.id, seller.name, Role.CASHIER, shop.person(OWNER).id, own))
    asked = []
    waiting.sale.approval_wanted.connect(lambda wanted, then: asked.append(wanted))
    waiting.payment.confirm()

    (wanted,) = asked
    assert (wanted.right, wanted.subject) == ("transfers", waiting.payment.state.waiting.id)
    assert waiting.sold == []


def test_items_wait_while_a_code_does(waiting):
    waiting.scan("NS")
    assert len(waiting.lines()) == 1
    assert "Đang chờ thanh toán" in waiting.said


def test_nothing_stands_still_while_the_bank_is_silent(counter, bank, qtbot):
    """The bank is asked on a worker of its own: the till's goes on."""
    told(counter, address=bank.address)
    counter.scan("HR")
    with worker() as outside:
        counter.payment.bank.outside = outside
        bank.hangs.clear()
        counter.payment.open(TenderKind.BANK_QR)
        counter.payment.primary()
        qtbot.waitUntil(lambda: bool(bank.asked))
        assert counter.payment.view.waiting.qr
        bank.pay(DUE, code_of(counter))
        bank.hangs.set()
        settle(outside)
        QApplication.processEvents()
    assert isinstance(counter.ops, InlineOps)
    assert counter.sold[0].due == DUE


# wallets on phones, cards, parts


def test_a_wallet_is_kept_by_its_name_with_its_number(counter):
    counter.scan("HR")
    counter.payment.open(TenderKind.EWALLET)
    counter.payment.choose(TenderKind.CASH)
    counter.payment.choose(TenderKind.EWALLET)
    counter.payment.choose_brand(0)
    assert counter.payment.view.primary == "Chờ MoMo 125.000\u00a0₫"
    counter.payment.primary()
    assert counter.payment.view.waiting.title == "Đang chờ MoMo"
    counter.payment.write_ref("998877")
    counter.payment.confirm()
    assert counter.sold[0].tenders[0].ref == "MoMo 998877"


def test_a_card_keeps_the_terminal_s_number(stand, counter):
    counter.scan("HR")
    counter.payment.open(TenderKind.CARD)
    counter.payment.primary()
    page = stand.screen_.payment.waiting
    assert page.ref.isVisibleTo(page)
    page.ref.edit.textEdited.emit("A1B2C3")
    counter.payment.confirm()
    assert counter.sold[0].tenders[0].ref == "A1B2C3"


def test_the_bill_is_shared_out(counter):
    counter.scan("HR")
    counter.payment.open()
    for _time in range(2):
        counter.payment.share_out()
    assert (counter.payment.state.amount, counter.payment.view.shares) == (41_667, "3 phần")
    assert (counter.payment.view.primary, counter.payment.view.part) == ("Nhận 41.667\u00a0₫", "")
    for _key in range(2):
        counter.payment.enter()  # a hammered key takes no second part
    assert (counter.payment.state.amount, counter.payment.view.shares) == (41_667, "2 phần")
    counter.payment.choose(TenderKind.CARD)
    counter.payment.primary()
    counter.payment.confirm()
    assert (counter.payment.state.amount, counter.payment.view.shares) == (41_666, "")
    counter.payment.complete()
    assert [t.amount for t in counter.sold[0].tenders] == [41_667, 41_667, 41_666]


def test_sharing_ends_after_nine(counter):
    counter.scan("HR")
    counter.payment.open()
    for _time in range(8):
        counter.payment.share_out()
    assert counter.payment.view.shares == "9 phần"
    counter.payment.share_out()
    assert (counter.payment.view.shares, counter.payment.state.amount) == ("", DUE)
