"""The worked options and combos of docs/pricing.md are what the program works out."""

from pos_desktop.selling.bundles import ComboSlot, SlotChoice
from pos_desktop.selling.bundling import fill
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.options import Choice, OptionGroup, Pick, chosen
from pos_desktop.selling.order import Order
from pos_desktop.selling.pricing import price
from pos_desktop.selling.tax import STANDARD
from tests.support.orders import OPENED, item_of, parse
from tests.test_docs import DAY, NONE, VAT, table, whole, wholes


def group_of(text: str) -> OptionGroup:
    """`Cỡ: M 0*, L 10000; least 1`."""
    head, *rules = text.strip("`").split("; ")
    name, _, listed = head.partition(": ")
    choices = tuple(_choice(each) for each in listed.split(", "))
    known = dict(rule.split(" ") for rule in rules if " " in rule)
    return OptionGroup(name, name, choices, **{rule: int(n) for rule, n in known.items()}, halves="halves" in rules)


def _choice(text: str) -> Choice:
    name, _, cost = text.rpartition(" ")
    return Choice(name, name, int(cost.rstrip("*")), is_default=cost.endswith("*"))


def picks_of(text: str) -> list[Pick]:
    """`½ Bò, ½ Hải sản`."""
    named = [] if text == NONE else text.split(", ")
    return [Pick(name.removeprefix("½ "), half if "½" in name else 0) for half, name in enumerate(named, 1)]


def test_the_worked_options() -> None:
    rows = table("pricing.md", "Group", "Taken")
    assert len(rows) == 5
    for row in rows:
        made = chosen([group_of(row["Group"])], picks_of(row["Taken"]))
        costs = [
            (name, whole(cost)) for name, _, cost in (each.rpartition(" ") for each in row["Each costs"].split(", "))
        ]
        assert [(option.name, option.price) for option in made] == costs


def test_the_worked_combos() -> None:
    rows = table("pricing.md", "Price with extras", "Holds")
    assert len(rows) == 4
    for row in rows:
        lines = parse(row["Holds"].strip("`")).lines
        goods = {line["name"]: item_of(line) for line in lines}
        slots = tuple(ComboSlot("Phần", (SlotChoice(line["name"]),), int(line["qty"])) for line in lines)
        combo = Item("combo", "CB", "Combo", whole(row["Price with extras"]), STANDARD, slots=slots)
        parts = fill(combo, {}, goods.get)
        assert [part.price for part in parts] == wholes(row["A piece costs"])
        priced = price(Order("o", OPENED).add_combo(combo, parts, int(row["Times"])), VAT, DAY)
        assert [line.amount for line in priced.lines] == wholes(row["Amounts"])
        assert priced.due == combo.price * int(row["Times"])
