"""The devices' controllers on a shop, with printers that answer as they are told."""

import pytest

from pos_desktop.app.settings import Settings
from pos_desktop.ui.devices.controller import DevicesController
from tests.support.counter import inline
from tests.support.little_devices import LittleDevices, Told
from tests.support.shop import MANAGER


@pytest.fixture
def devices_of(shop):
    """Makes the controller of somebody's visit to a till that is set so; gives it, the devices and the outside."""

    def make(*, role=MANAGER, outside=None, **settings):
        devices, outside = LittleDevices(Settings(**settings)), outside or Told()
        ops = inline()
        return DevicesController(shop.desk, ops, shop.person(role), devices, outside, ops), devices, outside

    return make
