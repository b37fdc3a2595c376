"""`sell` with options, combos, open prices and serial numbers."""

from typing import Any

import pytest
from sqlalchemy import update

from pos_desktop.cli.receipts import printing_to
from pos_desktop.cli.sell import Sell
from pos_desktop.selling.bundles import ComboSlot, SlotChoice
from pos_desktop.services.shop.items import catalogue_changed
from pos_desktop.services.shop.menu import Assign, ChoiceFacts, PutCombo, PutGroup
from pos_desktop.services.shop.stations import PutStation, StationFacts
from pos_desktop.storage.schema.catalogue import item
from printing.virtual.machine import VirtualPrinter
from tests.support import orders
from tests.support.shop import OWNER, Shop
from tests.support.talk import Talk

GROUPS = (
    ("Cỡ", (ChoiceFacts("Size M", is_default=True), ChoiceFacts("Size L", 10_000)), {"least": 1}),
    ("Topping", (ChoiceFacts("Trân châu", 5_000), ChoiceFacts("Thạch", 5_000)), {"most": 2, "free": 1}),
    ("Đá", (ChoiceFacts("Ít đá"), ChoiceFacts("Không", is_default=True)), {}),
    ("Đường", (ChoiceFacts("Không"),), {}),
)
PIZZA = ("Vị", (ChoiceFacts("Bò", 40_000), ChoiceFacts("Hải sản", 60_000)), {"least": 1, "halves": True})


@pytest.fixture
def talk(sample_shop: Shop) -> Talk:
    """Tea with options, a pizza in halves, a combo of both, a service at an open price, a phone."""
    talk = Talk(sample_shop)
    for text in ("1 x PIZZA @ 50000", "1 x COMBO @ 100000", "1 x SUA @ 1000", "1 x MAY @ 900000"):
        sample_shop.item(orders.parse(text).lines[0])
    index = talk.desk.catalogue.load().index
    ids = {sku: index.find(sku)[0].item.id for sku in ("PHO", "TRA", "PIZZA", "COMBO")}
    menu, by = talk.desk.menu, talk.owner.id
    made = [menu.put_group(PutGroup(f"g{n}", name, choices, by, **more))
            for n, (name, choices, more) in enumerate((*GROUPS, PIZZA))]  # fmt: skip
    menu.assign(Assign("a1", tuple(made[:4]), by, items=(ids["TRA"],)))
    menu.assign(Assign("a2", (made[4],), by, items=(ids["PIZZA"],)))
    slots = (ComboSlot("Món", (SlotChoice(ids["PHO"]), SlotChoice(ids["PIZZA"], 20_000))),
             ComboSlot("Nước", (SlotChoice(ids["TRA"]),), 2))  # fmt: skip
    menu.put_combo(PutCombo("c1", ids["COMBO"], slots, by))
    with talk.till.db.write() as tx:
        for sku, flag in (("SUA", "open_price"), ("MAY", "asks_serial")):
            tx.execute(update(item).where(item.c.sku == sku).values({flag: True}))
        catalogue_changed(tx)
    return talk


def lines(talk: Talk, **line: Any) -> list[dict[str, Any]]:
    return list(talk.done(lines=[line])["lines"])


def names(line: dict[str, Any]) -> list[str]:
    return [f"{option['name']} {option['price']}" for option in line.get("options", [])]


def test_options_by_name_and_the_usual_ones_by_themselves(talk: Talk) -> None:
    [usual] = lines(talk, code="TRA")
    assert (names(usual), usual["gross"]) == (["Size M 0", "Không 0"], 20_000)
    wanted = ["size l", "Thạch", "Trân châu", {"none": "Đá"}, "Đường: Không"]
    [made] = lines(talk, code="TRA", qty=2, options=wanted)
    assert names(made) == ["Size L 10000", "Trân châu 0", "Thạch 5000", "Không 0"]
    assert (made["unit_price"], made["gross"]) == (20_000, 70_000)


def test_halves(talk: Talk) -> None:
    [pizza] = lines(talk, code="PIZZA", options=[{"choice": "Bò", "half": 1}, {"choice": "Hải sản", "half": 2}])
    assert pizza["options"] == [
        {"name": "Bò", "price": 0, "half": 1}, {"name": "Hải sản", "price": 60_000, "half": 2},
    ]  # fmt: skip
    assert pizza["amount"] == 110_000


def test_a_combo_comes_as_its_parts_and_goes_back_whole(talk: Talk) -> None:
    pizza = {"code": "PIZZA", "options": ["Bò"]}
    answer = talk.done(lines=[{"code": "COMBO", "qty": 3, "combo": [pizza, {"options": ["Size L"]}], "note": "Gói kỹ"}])
    main, tea = answer["lines"]
    assert (main["combo"], tea["combo"], main["bundle"], tea["bundle"]) == ("COMBO", "COMBO", 1, 1)
    assert (main["qty"], tea["qty"], names(tea)) == (3, 6, ["Size L 10000", "Không 0"])
    # 120 000 for the parts, 40 000 and twice 10 000 for their options, three times
    assert answer["due"] == 3 * 180_000
    assert talk.done(op="refund", sale=answer["number"], reason="khách đổi ý")["money"] == answer["due"]


def test_the_usual_combo_needs_no_more_than_its_code(talk: Talk) -> None:
    main, tea = lines(talk, code="COMBO")
    assert (main["code"], tea["code"], main["amount"] + tea["amount"]) == ("PHO", "TRA", 100_000)
    assert sum(line["discount"] for line in lines(talk, code="COMBO", discount=10_000)) == 10_000


def test_an_open_price_is_no_price_by_hand(talk: Talk) -> None:
    [line] = lines(talk, code="SUA", price=75_000)
    assert line["amount"] == 75_000
    assert talk.shop.count("sale_line", "list_price IS NOT NULL") == 0


def test_a_serial_number_is_sold_once_until_it_is_back(talk: Talk) -> None:
    phone = {"code": "MAY", "serial": "SN-1"}
    answer = talk.done(lines=[phone])
    assert answer["lines"][0]["serial"] == "SN-1"
    assert talk.code(lines=[phone]) == "SERIAL_SOLD"
    talk.done(op="refund", sale=answer["number"], reason="lỗi")
    assert talk.done(lines=[phone])["due"] == 900_000
    assert talk.code(lines=[{**phone, "serial": "SN-2"}, {**phone, "serial": "SN-2"}]) == "SERIAL_TWICE"


def test_a_line_says_with_which_course_it_is_made(talk: Talk) -> None:
    facts = StationFacts("Bếp", items=tuple(item for (item,) in talk.shop.rows("SELECT id FROM item")))
    talk.shop.desk.stations.put(PutStation("station-1", facts, talk.shop.person(OWNER).id))
    talk.done(lines=[{"code": "TRA", "course": 2}, {"code": "TRA"}])
    assert talk.shop.rows("SELECT course, fired_at IS NULL FROM kitchen_ticket ORDER BY course") == [(0, 0), (2, 0)]


REFUSED = (
    ({"code": "TRA", "course": 10}, "MALFORMED"), ({"code": "TRA", "course": True}, "MALFORMED"),
    ({"code": "TRA", "options": ["Size XXL"]}, "UNKNOWN_OPTION"),
    ({"code": "TRA", "options": [{"none": "Cỡ"}]}, "OPTION_MISSING"),
    ({"code": "TRA", "options": ["Size L", "Size M"]}, "OPTION_TOO_MANY"),
    ({"code": "TRA", "options": ["Không"]}, "AMBIGUOUS_CODE"), ({"code": "TRA", "options": "Size L"}, "MALFORMED"),
    ({"code": "TRA", "options": [{"choice": "Size L", "half": 3}]}, "MALFORMED"),
    ({"code": "TRA", "combo": []}, "UNKNOWN_OPTION"), ({"code": "PIZZA"}, "OPTION_MISSING"),
    ({"code": "PIZZA", "options": [{"choice": "Bò", "half": 1}]}, "OPTION_HALVES"),
    ({"code": "COMBO", "combo": ["TRA"]}, "COMBO_SLOT"), ({"code": "COMBO", "combo": [5]}, "MALFORMED"),
    ({"code": "COMBO", "combo": [None, None, "TRA"]}, "UNKNOWN_OPTION"),
    ({"code": "COMBO", "combo": ["PIZZA"]}, "OPTION_MISSING"), ({"code": "COMBO", "price": 5}, "INVALID_AMOUNT"),
    ({"code": "COMBO", "qty": "0.5"}, "INVALID_QUANTITY"), ({"code": "SUA"}, "PRICE_NEEDED"),
    ({"code": "MAY"}, "SERIAL_NEEDED"), ({"code": "MAY", "serial": 5}, "MALFORMED"),
    ({"code": "MAY", "serial": "A", "qty": 2}, "INVALID_QUANTITY"),
)  # fmt: skip


def test_what_cannot_be_made_is_refused(talk: Talk) -> None:
    assert [talk.code(lines=[line]) for line, _ in REFUSED] == [code for _, code in REFUSED]


def test_each_station_prints_beside_sell_and_a_dead_one_holds_nobody(talk: Talk) -> None:
    boss = talk.shop.person(OWNER).id
    [tea], [pizza], [phone] = talk.shop.rows("SELECT id FROM item WHERE sku IN ('TRA', 'PHO', 'MAY') ORDER BY sku DESC")
    with VirtualPrinter() as paper, VirtualPrinter() as bar, VirtualPrinter() as dead:
        dead.refuse()
        for name, printer, item_id in (("Bar", bar.uri, tea), ("Bếp", dead.uri, pizza), ("Kho", "receipt", phone)):
            talk.shop.desk.stations.put(PutStation(name, StationFacts(name, printer, items=(item_id,)), boss))
        with printing_to(paper.uri, talk.desk) as receipts:
            talk.sell = Sell(talk.desk, talk.owner, talk.clock, receipts)
            talk.done(lines=[{"code": "TRA"}, {"code": "PHO"}, {"code": "MAY", "serial": "SN-1"}])
            receipts.settle()
            assert receipts.missing == 1
    states = talk.shop.rows("SELECT printer, state FROM outbox WHERE kind = 'slip'")
    assert dict(states) == {bar.uri: "printed", dead.uri: "not_sent", paper.uri: "printed"}
    assert (len(bar.jobs), len(dead.jobs), dead.connections) == (1, 0, 0)
