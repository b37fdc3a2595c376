"""What the customer is told at each step of a sale, and what nobody is told of a member."""

import re
from dataclasses import astuple, is_dataclass

import pytest

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.selling.lines import Discount
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.services.selling.feedback import Feedback
from pos_desktop.services.selling.transfers import modules_of
from pos_desktop.services.shop.settings import SetCashRounding
from pos_desktop.ui.customer.controller import SHOWN_MS
from pos_desktop.ui.customer.view import Phase, given_name
from pos_desktop.wording import money, points
from tests.ui.customer.conftest import JOIN, NAME, PHONE, YEAR


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Nguyễn Thị Ngọc Ánh", "Ánh"), ("chị Ánh", "chị Ánh"), ("Anh Trần Minh", "anh Minh"), ("Ánh", "Ánh"),
        ("Cô Ba", "cô Ba"), ("Anh", "Anh"), ("Ánh 0912 345 234", "Ánh"), ("0912345234", ""), ("", ""), ("chị", "chị"),
    ],
)  # fmt: skip
def test_somebody_is_called_by_the_given_name(name, called):
    assert given_name(name) == called


def test_nobody_buys(customer):
    view = customer.view

    assert (view.phase, view.shop, view.words) == (Phase.IDLE, "Cà phê Thử", "Xin chào quý khách")
    assert (view.code, view.caption) == (modules_of(JOIN), "Quét để thành hội viên")
    customer.shop(words="Trà mới về", code=())
    assert (customer.view.words, customer.view.code, customer.view.caption) == ("Trà mới về", (), "")


def test_the_order_grows_line_by_line(customer):
    customer.counter.scan("CFSD", "CFSD", "TS")
    customer.counter.sale.set_line_discount("10%")
    view = customer.view

    assert view.phase is Phase.ORDER
    assert [(line.name, line.amount) for line in view.lines] == [
        ("2 × Cà phê sữa đá", money(58_000)), ("1 × Trà sen vàng hạt sen", money(44_100)),
    ]  # fmt: skip
    assert [(off.label, off.amount) for off in view.lines[1].details] == [("Giảm 10%", money(-4_900))]
    assert (view.due.label, view.due.amount, view.member) == ("Khách phải trả", money(102_100), None)


def test_the_member_is_greeted_with_tier_and_points(customer, member):
    customer.counter.scan("HR")
    customer.counter.sale.scan(customer.counter.card_of(NAME))
    customer.counter.sale.redeem_most()
    view = customer.view

    assert (view.member.greeting, view.member.points) == ("Chào chị Ánh", points(900))
    assert view.member.tier.name
    assert view.member.progress_text.startswith("Còn")
    assert any(line.name.startswith("Đổi") and line.amount.startswith("−") for line in view.lines)


def test_a_note_stays_between_the_cashier_and_the_kitchen(customer):
    counter = customer.counter
    counter.scan("CFSD")
    line = counter.sale.basket.order.lines[0]
    counter.sale.change(counter.sale.basket.order.with_line_note(line.key, f"gọi {PHONE}"))
    assert counter.sale.basket.order.lines[0].note

    assert PHONE not in words_of(customer.view)


def test_what_the_customer_is_to_do_while_paying(customer):
    counter = customer.counter
    counter.scan("HR")
    counter.payment.open()
    assert (customer.view.phase, customer.view.caption) == (Phase.PAY, "Mời quý khách thanh toán")

    counter.payment.choose(TenderKind.CARD)
    counter.payment.primary()
    assert (customer.view.caption, customer.view.code) == (f"Mời quý khách quẹt thẻ {money(125_000)}", ())


def test_what_goes_back_and_what_was_earned(customer, member):
    pay_cash(customer, NAME)
    paid = customer.view.paid

    assert (paid.thanks, paid.label, paid.amount) == ("Cảm ơn chị Ánh", "Tiền thừa", money(75_000))
    assert paid.taken == f"Đã nhận {money(200_000)}"
    assert paid.earned == f"+{points(12)}"
    assert paid.told.startswith(f"Hiện có {points(912)}")
    assert (paid.ask.question, paid.ask.thanks) == ("Quý khách thấy lần này thế nào?", "")


def test_what_was_paid_to_the_dong_brings_no_change(customer):
    customer.counter.scan("HR")
    customer.counter.payment.open()
    customer.counter.payment.primary()

    assert (customer.view.paid.label, customer.view.paid.amount) == ("Đã thanh toán", money(125_000))


def test_rounded_cash_is_told_while_paying_and_after(customer):
    counter = customer.counter
    counter.shop.desk.settings.set_cash_rounding(SetCashRounding("r", 500, counter.shop.person("Hoa").id))
    counter.sale.pricer.wares = counter.shop.desk.catalogue.load()
    counter.scan("HR")
    counter.sale.change(counter.sale.basket.order.with_discount(Discount(amount=175)))
    assert counter.sale.view.cash == money(125_000)
    counter.payment.open()
    assert customer.view.caption == f"Tiền mặt: {money(125_000)} (Làm tròn tiền mặt +{money(175)})"
    counter.payment.primary()
    assert customer.view.paid.taken == f"Làm tròn tiền mặt +{money(175)}"


def test_a_guest_who_becomes_a_member_afterwards_sees_the_points(customer, member):
    pay_cash(customer)
    assert (customer.view.paid.thanks, customer.view.paid.earned) == ("Cảm ơn quý khách", "")

    customer.counter.done.add_member()
    customer.counter.sale.scan(customer.counter.card_of(NAME))
    assert (customer.view.paid.thanks, customer.view.paid.earned) == ("Cảm ơn chị Ánh", f"+{points(12)}")


def test_a_paid_sale_goes_with_the_next_scan_or_after_a_while(customer):
    pay_cash(customer)
    assert (customer.view.phase, customer.controller.showing.interval()) == (Phase.PAID, SHOWN_MS)
    customer.controller.showing.stop()
    customer.controller.showing.timeout.emit()
    assert customer.view.phase is Phase.IDLE

    customer.counter.scan("TS")
    assert customer.view.phase is Phase.ORDER
    pay_cash(customer)
    customer.counter.scan("TS")
    assert customer.view.phase is Phase.ORDER


def test_the_first_tap_is_kept_and_thanked_for(customer):
    pay_cash(customer)
    sale = customer.counter.sold[-1]
    customer.controller.give(4)
    customer.controller.give(1)

    assert customer.view.paid.ask.thanks == "Cảm ơn quý khách đã góp ý"
    assert [tuple(row) for row in customer.counter.shop.rows("SELECT sale_id, score FROM feedback")] == [(sale.id, 4)]


def test_a_tap_that_could_not_be_kept_may_be_tried_again(customer, monkeypatch):
    pay_cash(customer)
    with monkeypatch.context() as broken:
        broken.setattr(Feedback, "give", _disk_is_full)
        customer.controller.give(4)
        assert customer.counter.shop.count("feedback") == 0
    assert customer.view.paid.ask.thanks == ""

    customer.controller.give(5)
    assert [row[0] for row in customer.counter.shop.rows("SELECT score FROM feedback")] == [5]


def test_a_tap_on_what_is_gone_does_nothing(customer):
    customer.controller.give(3)
    pay_cash(customer)
    customer.counter.scan("TS")
    customer.controller.showing.stop()
    customer.controller.give(3)

    assert customer.counter.shop.count("feedback") == 0


def test_a_till_that_rests_shows_nothing_of_its_order(customer):
    customer.counter.scan("TS")
    customer.shop(is_resting=True)
    assert customer.view.phase is Phase.IDLE

    customer.shop()
    assert customer.view.phase is Phase.ORDER


def test_a_lesson_says_so_everywhere(customer):
    customer.shop(is_training=True)
    for step in (lambda: None, lambda: customer.counter.scan("HR"), lambda: pay_cash(customer, scan=False)):
        step()
        assert customer.view.training.startswith("TẬP HUẤN")
    assert customer.view.phase is Phase.PAID


def test_only_what_changed_is_told(customer):
    customer.controller.refresh()
    customer.views.clear()
    for _time in range(3):
        customer.controller.refresh()
    customer.counter.sale.search("tra")
    customer.counter.sale.search("")
    customer.controller.refresh()
    assert customer.views == []

    customer.counter.scan("CFSD", "TS", "BM")  # one after the other, before the screen was told
    assert customer.views == []
    customer.controller.refresh()
    assert [len(view.lines) for view in customer.views] == [3]


def test_without_a_screen_nothing_is_worked_out(customer):
    customer.controller.open(False)
    customer.views.clear()
    customer.counter.scan("CFSD")
    customer.controller.refresh()

    assert customer.views == []


def test_nobody_reads_a_member_s_phone(customer, member):
    """Every state of a sale of a member; not even the last digits, which the cashier sees."""
    counter = customer.counter
    walk = [
        lambda: counter.sale.scan(counter.card_of(NAME)), lambda: counter.scan("HR", "CFSD"),
        counter.sale.redeem_most, counter.member.open, counter.member.close,
        counter.payment.open, lambda: counter.payment.put(50_000), counter.payment.take_part,
        lambda: counter.payment.choose(TenderKind.BANK_QR), counter.payment.primary,
        counter.payment.confirm, lambda: customer.controller.give(5), customer.controller.refresh,
    ]  # fmt: skip
    for step in walk:
        step()
        customer.controller.refresh()

    assert {view.phase for view in customer.views} == {Phase.ORDER, Phase.PAY, Phase.PAID} | {customer.views[0].phase}
    told = [words_of(view) for view in customer.views]
    assert any("Ánh" in words for words in told)
    for words in told:
        assert PHONE[-4:] not in words
        assert PHONE[-4:] not in re.sub(r"\D", "", words)
        assert not {"Ngọc", YEAR} & set(re.findall(r"\w+", words))


def _disk_is_full(*_args):
    raise EnvironmentProblem(Trouble.DATABASE_FULL)


def words_of(part):
    """Everything that a view holds, as one text."""
    if is_dataclass(part):
        part = astuple(part)
    if isinstance(part, tuple | list):
        return " | ".join(words_of(each) for each in part if each not in (True, False))
    return str(part)


def pay_cash(customer, name="", *, scan=True):
    counter = customer.counter
    if scan and counter.sale.step != "sale":
        counter.sale.next_sale()
    if scan:
        counter.scan("HR")
    if name:
        counter.sale.scan(counter.card_of(name))
    counter.payment.open()
    counter.payment.put(200_000)
    counter.payment.primary()
    assert counter.sale.step == "done"
