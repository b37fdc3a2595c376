"""What the shop charges for service, on the form about the shop."""

import pytest

from pos_desktop.selling.charges import Rate
from pos_desktop.selling.lines import OrderType
from pos_desktop.ui.shop.controller import ShopController
from tests.support.counter import inline
from tests.support.shop import MANAGER


@pytest.fixture
def form(shop, qapp):
    made = ShopController(shop.desk, inline(), shop.person(MANAGER))
    made.load()
    return made


def test_each_kind_of_order_has_a_percent_or_an_amount(shop, form):
    form.charge(OrderType.DINE_IN, "5%")
    form.charge(OrderType.DELIVERY, "10.000")
    assert form.is_changed
    form.save()
    assert shop.desk.charging.rates() == {
        OrderType.DINE_IN: Rate(percent=500), OrderType.TAKE_AWAY: Rate(), OrderType.DELIVERY: Rate(amount=10_000),
    }  # fmt: skip
    assert (form.is_changed, form.view.service[OrderType.DELIVERY]) == (False, "10000")


def test_what_is_no_charge_is_said_and_nothing_kept(shop, form):
    form.charge(OrderType.DINE_IN, "nhieu")
    form.save()
    assert form.view.service_error
    assert shop.desk.catalogue.load().service is None


def test_both_halves_of_the_form_are_kept_by_one_save(shop, form):
    saved = []
    form.saved.connect(saved.append)
    form.write("name", "Quan Moi")
    form.charge(OrderType.DINE_IN, "7.5%")
    form.save()
    assert (saved[0].facts.name, form.view.service[OrderType.DINE_IN]) == ("Quan Moi", "7.5%")


def test_cash_is_rounded_as_chosen_by_the_same_save(shop, form):
    assert [step.id for step in form.view.cash_steps] == [0, 500, 1_000]
    form.round_cash(500)
    form.charge(OrderType.DINE_IN, "5%")
    assert (form.is_changed, shop.desk.settings.cash_step()) == (True, 0)
    form.save()
    assert (form.is_changed, form.view.busy, shop.desk.settings.cash_step()) == (False, False, 500)
