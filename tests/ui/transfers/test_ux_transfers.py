"""The screen of transfers: an account is tried, kept and asked with a token; what goes back is taken off; it fits."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pos_desktop.gateways.banking.port import Incoming
from pos_desktop.gateways.banking.tellers import Teller
from pos_desktop.services.selling.transfers import Told
from pos_desktop.ui.transfers.controller import TransfersController
from pos_desktop.ui.transfers.screen import TransfersScreen
from tests.support.counter import inline
from tests.support.shop import CASHIER, OWNER, Shop, copy_of
from tests.ui.tour import EveryState, framed

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)


def told(shop, reference, content="KQ7H2MX9C"):
    shop.desk.transfers.heard(Told("sepay", (Incoming(reference, 58_000, content, AT),)))


@pytest.fixture
def office(shop):
    """What the owner sees."""
    controller = TransfersController(shop.desk, inline(), shop.person(OWNER))
    controller.load()
    return controller


def test_an_account_is_tried_and_kept(office, shop):
    assert office.view.qr == ()
    office.write(bank="970436")
    office.write(number="0881 000458086")
    assert office.view.qr == ()
    office.write(number="0881000458086", teller=Teller.SEPAY)
    assert office.view.qr
    office.write_token("secret")
    office.write_wallets("MoMo, , VNPay")
    office.save()

    kept = shop.desk.banking.picture()
    assert (kept.account.number, kept.account.wallets, kept.has_token) == ("0881000458086", ("MoMo", "VNPay"), True)
    assert (office.view.token, office.view.has_token, office.is_changed) == ("", True, False)


def test_what_is_no_account_is_told_and_may_be_mended(office):
    office.write(bank="970436", number="12-34")
    office.save()
    assert "số tài khoản" in office.view.error
    office.write(number="1234", teller=Teller.PAYOS, address="http://relay.example")
    office.save()
    assert "https" in office.view.error
    office.write(address="https://relay.example")
    office.save()
    assert (office.view.error, office.is_changed) == ("", False)


def test_what_came_too_late_is_settled_with_a_reason(office, shop):
    told(shop, "a")
    office.load()
    (one,) = office.view.flagged
    assert "58.000" in one.title
    office.settle(one.id, " ")
    assert office.view.list_error
    office.settle(one.id, "trả lại rồi")
    assert (office.view.flagged, office.view.list_error) == ((), "")


def test_what_nobody_knew_is_put_to_an_order_after_a_yes(office, shop):
    order = shop.order("2 x CF @ 29000")
    shop.desk.orders.save(replace(order, table="5"), shop.person(OWNER).id)
    waiting = shop.desk.transfers.expect(order, 58_000)
    told(shop, "a")
    office.load()
    ((payment, words),) = office.view.payable
    assert payment == waiting.id
    assert words.startswith("58.000")
    asked = []
    office.asked.connect(lambda view, then: asked.append((view.title, then)))
    office.assign(office.view.flagged[0].id, payment)
    ((title, then),) = asked
    assert "58.000" in title
    assert not shop.desk.transfers.look(waiting.id).counted
    then()
    assert (office.view.flagged, office.view.payable) == ((), ())
    assert shop.desk.transfers.look(waiting.id).counted == 58_000


def test_who_may_not_change_it_looks(shop):
    controller = TransfersController(shop.desk, inline(), shop.person(CASHIER))
    controller.load()
    controller.write(bank="970436")
    assert (controller.view.can_edit, controller.view.can_settle, controller.view.can_save) == (False, False, False)


class TestTransfers(EveryState):
    @pytest.fixture(scope="class")
    @classmethod
    def tour(cls, panel, template, tmp_path_factory):
        shop = Shop(copy_of(template, tmp_path_factory.mktemp("transfers") / "shop"))
        for reference in "abc":
            told(shop, reference, f"NGUYEN THI NGOC ANH CHUYEN TIEN {reference} KQ7H2MX9C")
        controller = TransfersController(shop.desk, inline(), shop.person(OWNER))
        tour = panel(framed(TransfersScreen(controller), OWNER))
        tour.look("loading")
        controller.load()
        tour.look("nothing set, money to give back")
        controller.write(bank="970436", number="0881000458086", holder="NGUYEN THI NGOC ANH", teller=Teller.PAYOS)
        tour.look("a trial code")
        controller.write(address="http://relay.example")
        controller.save()
        tour.look("refused")
        yield tour
        shop.close()
