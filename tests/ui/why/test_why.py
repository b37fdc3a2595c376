"""«Vì sao?» on the screen: the rows of a balance, the points of a sale, and the same on paper."""

import pytest

from pos_desktop.wording import points
from tests.support.counter import Counter, inline

NAME = "Nguyễn Thị Ngọc Ánh"


@pytest.fixture
def told(counter):
    """The explanation of a member with opening points and one sale."""
    counter.shop.enrolled(NAME, "0912345234")
    counter.shop.granted(NAME, 1_240)
    counter.scan("HR")
    counter.sale.scan(counter.card_of(NAME))
    counter.payment.open()
    counter.payment.primary()
    return counter


def test_a_balance_is_told_from_the_newest_row(told):
    told.sale.next_sale()
    told.sale.scan(told.card_of(NAME))
    told.member.open()
    told.member.explain()
    view = told.why.view

    assert [step.amount for step in view.steps] == [f"+{points(12)}", f"+{points(1_240)}"]
    assert [step.after for step in view.steps] == [f"Còn {points(1_252)}", f"Còn {points(1_240)}"]
    assert "K1-000001" in view.steps[0].below[0]
    assert view.sums[0].amount == points(1_252)
    assert view.head.startswith(NAME)


def test_it_is_promised_to_the_printer(told):
    told.sale.next_sale()
    told.sale.scan(told.card_of(NAME))
    told.member.explain()
    told.why.print()

    account_id = told.shop.member(NAME).row.account_id
    assert told.shop.rows("SELECT kind, subject_id, printer FROM outbox WHERE kind = 'slip'") == [
        ("slip", account_id, "lp")
    ]
    assert told.said == "Đang in giải thích"


def test_without_a_printer_nothing_is_offered(told, cafe):
    other = Counter(cafe, inline(), printer="")
    other.sale.scan(other.card_of(NAME))
    other.member.explain()
    assert not other.why.view.can_print
    other.why.print()

    assert cafe.count("outbox", "kind = 'slip'") == 0


def test_the_points_of_a_sale_are_told_where_it_is_done(told):
    told.done.explain()
    view = told.why.view

    assert [(step.title, step.amount) for step in view.steps] == [("Cà phê hạt rang mộc 250 g × 1", points(12))]
    assert view.sums[0].amount == points(12)
    assert view.head.startswith("K1-000001")
    told.sale.next_sale()
    assert told.why.view is None
