"""Papers of the screen of receipts: the receipt on A4, and the slips that came with it."""

import pytest

from pos_desktop.selling.lines import Ware
from pos_desktop.services.office.outbox import copy_subject
from pos_desktop.services.selling.sales import CompleteSale
from pos_desktop.services.shop.approvals import Approve
from pos_desktop.services.shop.wares import with_gift_card
from pos_desktop.ui.receipts.controller import ReceiptsController
from pos_desktop.ui.receipts.screen import ReceiptsScreen
from tests.support.counter import inline
from tests.support.shifts import closed, opened
from tests.support.shop import CASHIER, MANAGER, OWNER, PINS


class Papers:
    """Somebody at the screen; `saved` is what was to be saved, `toasts` what was said and what a tap does."""

    def __init__(self, shop, name=CASHIER, approve=None):
        self.shop, self.saved, self.toasts = shop, [], []
        ops = inline()
        self.controller = ReceiptsController(
            shop.desk, ops, ops, shop.person(name), "lp", lambda *_: None, approve_copy=approve, save=self.saved.append
        )
        self.controller.toast.connect(lambda view, act: self.toasts.append((view, act)))
        self.controller.load()


def with_card(shop):
    programme, item = shop.desk.programmes.current(), shop.desk.wares.item(Ware.GIFT_CARD)
    order = with_gift_card(shop.order("1 x PHỞ @ 50000"), item, programme, 200_000)
    return shop.desk.sales.complete(CompleteSale("g", order, shop.person(OWNER).id, printer="lp")).sale


def test_the_button_draws_the_receipt_and_hands_it_to_who_asks_where(qtbot, shop):
    sale = shop.sold("1 x PHỞ @ 55000")
    papers = Papers(shop)
    screen = ReceiptsScreen(papers.controller)
    qtbot.addWidget(screen)
    screen.panel.save.click()
    (drawn,) = papers.saved
    assert (drawn.name, drawn.copy, drawn.content[:5]) == (sale.number, 0, b"%PDF-")


def test_a_receipt_of_an_earlier_shift_is_saved_by_anothers_word(qapp, shop):
    sale, manager = shop.sold("1 x PHỞ @ 55000"), shop.person(MANAGER).id
    closed(shop.desk)
    opened(shop.desk)

    def approve(sale_id, then):
        ask = Approve("c1", "refund", copy_subject(sale_id), shop.person().id, manager)
        then(shop.desk.approvals.by_pin(ask, PINS[MANAGER]).id)

    papers = Papers(shop, approve=approve)
    papers.controller.choose(sale.id)
    papers.controller.save_page()
    assert [drawn.name for drawn in papers.saved] == [sale.number]


def test_without_that_word_nothing_is_saved_and_it_is_said_why(qapp, shop):
    sale = shop.sold("1 x PHỞ @ 55000")
    closed(shop.desk)
    opened(shop.desk)
    papers = Papers(shop)
    papers.controller.choose(sale.id)
    papers.controller.save_page()
    assert papers.saved == [] and len(papers.toasts) == 1


def test_slips_that_came_with_a_receipt_are_a_tap_away_from_its_copy(qapp, shop):
    with_card(shop)
    papers = Papers(shop)
    papers.controller.print_again()
    ((view, act),) = papers.toasts
    assert view.action == "In lại phiếu kèm"
    slips = "SELECT copy FROM outbox WHERE kind = 'slip' ORDER BY copy"
    assert [row.copy for row in shop.rows(slips)] == [0], "only when somebody asks"
    act()
    assert [row.copy for row in shop.rows(slips)] == [0, 1]


def test_a_receipt_without_slips_offers_none(qapp, shop):
    shop.sold("1 x PHỞ @ 55000")
    papers = Papers(shop)
    papers.controller.print_again()
    assert [(view.action, act) for view, act in papers.toasts] == [("", None)]


@pytest.mark.parametrize("name", [CASHIER, MANAGER])
def test_codes_of_an_earlier_shift_are_printed_by_who_gives_money_back(qapp, shop, name):
    sale = with_card(shop)
    papers = Papers(shop, MANAGER)
    papers.controller.choose(sale.id)
    papers.controller.print_again()
    closed(shop.desk)
    opened(shop.desk)
    papers.controller._person = shop.person(name)
    papers.toasts[-1][1]()
    copies = shop.count("outbox", "kind = 'slip' AND copy = 1")
    assert copies == (name == MANAGER)
    assert len(papers.toasts) == (1 if copies else 2)
