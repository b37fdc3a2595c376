"""At the real window: an unknown code becomes an item, and the sale goes on with it."""

from pos_desktop.app.hands import wait_until
from pos_desktop.ui.catalogue.screen import CatalogueScreen
from pos_desktop.ui.widgets.button import Button


def test_an_unknown_code_becomes_an_item_and_is_sold(start):
    till = start()
    till.sign_in("Hoa")
    till.wait_for_sale()
    till.scan(*till.codes(1))
    till.hands.scan("8938505974194")
    wait_until(lambda: "Tạo hàng với mã này" in _buttons(till), "the offer")
    _buttons(till)["Tạo hàng với mã này"].click()
    wait_until(lambda: till.is_on(CatalogueScreen), "the catalogue")
    screen = till.window.area.currentWidget()
    wait_until(lambda: bool(screen.form.editors()), "the form")
    name, price = screen.form.editor(("name",)), screen.form.editor(("price",))
    name.edit.setFocus()
    till.hands.type("Tra dao lon")
    price.edit.setFocus()
    till.hands.type("15000")
    wait_until(screen.save.isEnabled, "something to save")
    screen.save.click()
    till.wait_for_sale()
    wait_until(lambda: len(till.order.lines) == 2, "the item on the order")
    assert (till.order.lines[1].name, till.order.lines[1].unit_price) == ("Tra dao lon", 15_000)
    till.pay()
    assert till.rows("SELECT count(*) AS n FROM sale_line WHERE name = 'Tra dao lon'")[0]["n"] == 1


def _buttons(till):
    return {each.text(): each for each in till.window.findChildren(Button) if each.isVisible()}
