"""What the sample shop shows besides its history: goods made to wish, combos, stock, price lists, tables, a kitchen."""

from itertools import count

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import ONE, Quantity
from pos_desktop.selling import tax
from pos_desktop.selling.bundles import ComboSlot, SlotChoice
from pos_desktop.selling.conditions import Hours, When
from pos_desktop.selling.lines import OrderType
from pos_desktop.services.desk import Desk
from pos_desktop.services.selling.tables import Area, ChangeFloor, PlacedTable
from pos_desktop.services.shop.banking import Account, ChangeAccount
from pos_desktop.services.shop.categories import PutCategory
from pos_desktop.services.shop.goods import Facts, PutItem
from pos_desktop.services.shop.menu import Assign, ChoiceFacts, FamilyItem, PutCombo, PutFamily, PutGroup
from pos_desktop.services.shop.price_lists import PutList, SetPrices
from pos_desktop.services.shop.stations import PutStation, StationFacts
from pos_desktop.services.shop.stocking.purchases import PlaceOrder, PutSupplier
from pos_desktop.services.shop.stocking.recipes import PutRecipe
from pos_desktop.services.shop.stocking.stock import Receive, StockLine, Track

WISHES, FRESH, SHIRTS, PANTRY = "Món theo ý", "Quầy lạnh", "Áo & máy", "Nguyên liệu"
AFTERNOON = When(hours=(Hours(14 * 60, 16 * 60),))
PANTRY_GOODS = (
    ("NL001", "Trà đen", "kg", 220_000, 6_000), ("NL002", "Sữa tươi", "lít", 32_000, 40_000),
    ("NL003", "Trân châu đen", "kg", 65_000, 8_000), ("NL004", "Ly nhựa 500 ml", "cái", 900, 500_000),
)  # fmt: skip
"""SKU, name, unit, what one costs, what came in (thousandths)."""
NOBODY_S = Account("970436", "0000000000", "CA PHE MOC")
"""No bank gives such a number, so that who pays a code of the sample for real pays nobody."""


class Furnishing:
    """Puts the goods and the rooms into the sample as its owner would, through the services."""

    def __init__(self, desk: Desk, owner: Id) -> None:
        self._desk, self._owner, self._done = desk, owner, count(1)
        self._ids = {item.sku: item.id for item in desk.catalogue.load().index.items}
        self._categories = {row.name: row.id for row in desk.categories.every(owner)}

    def furnish(self) -> None:
        """Everything, in the order in which one needs the other."""
        for name, colour in ((WISHES, "c2"), (FRESH, "c6"), (SHIRTS, "c1"), (PANTRY, "c3")):
            put = self._desk.categories.put(PutCategory(self._op(), name, self._owner, colour))
            self._categories[name] = put.id
        self._pantry()
        self._wishes()
        self._combo()
        self._families()
        self._lists()
        self._rooms()
        self._desk.banking.change(ChangeAccount(self._op(), NOBODY_S, self._owner))

    def _op(self) -> str:
        return f"sample:whole:{next(self._done)}"

    def _item(self, sku: str, name: str, price: Money, category: str, **facts: object) -> Id:
        told = Facts(name=name, price=price, sku=sku, category_id=self._categories[category], **facts)  # type: ignore[arg-type]
        self._ids[sku] = self._desk.goods.put(PutItem(self._op(), told, self._owner, is_free=not price)).id
        return self._ids[sku]

    def _pantry(self) -> None:
        lines = []
        for sku, name, unit, cost, qty in PANTRY_GOODS:
            made = self._item(sku, name, 0, PANTRY, unit=unit, cost=cost, sold=False, earns_points=False)
            self._desk.stock.track(Track(self._op(), self._owner, made, True, qty // 4))
            lines.append(StockLine(made, qty, cost))
        roaster = self._desk.purchases.put_supplier(
            PutSupplier(self._op(), self._owner, "Nguyên liệu Sài Gòn", "028 3930 1111", "0311111111")
        )
        self._desk.stock.receive(Receive(self._op(), self._owner, tuple(lines), roaster.id, "SG-0825"))
        more = (StockLine(self._ids["NL003"], 5 * ONE, 64_000),)
        self._desk.purchases.order(PlaceOrder(self._op(), self._owner, roaster.id, more, note="Giao buổi sáng"))

    # goods made to wish

    def _wishes(self) -> None:
        pearl, milk = self._ids["NL003"], self._ids["NL002"]
        size = self._group("Cỡ", (_usual("Vừa"), ChoiceFacts("Lớn", 8_000, item_id=milk, item_qty=60)), least=1)
        sugar = self._group("Đường", (_usual("100% đường"), *_plain("70% đường", "50% đường", "Không đường")), least=1)
        ice = self._group("Đá", (_usual("Đá thường"), *_plain("Ít đá", "Không đá")), least=1)
        topping = self._group("Thêm", (
            ChoiceFacts("Trân châu", 7_000, item_id=pearl, item_qty=40), ChoiceFacts("Thạch cà phê", 5_000),
            ChoiceFacts("Kem phô mai", 12_000),
        ), most=3)  # fmt: skip
        tea = self._item("TS001", "Trà sữa theo ý", 39_000, WISHES, cost=9_000, unit="ly")
        self._desk.menu.assign(Assign(self._op(), (size, sugar, ice, topping), self._owner, (tea,)))
        parts = (("NL001", 6), ("NL002", 120), ("NL004", ONE))
        recipe = tuple((self._ids[sku], qty) for sku, qty in parts)
        self._desk.recipes.put(PutRecipe(self._op(), self._owner, tea, recipe))
        half = self._group("Nhân bánh", (
            _usual("Bò nướng"), ChoiceFacts("Hải sản", 20_000), ChoiceFacts("Rau củ"), ChoiceFacts("Gà nấm", 10_000),
        ), least=1, halves=True)  # fmt: skip
        pizza = self._item("PZ001", "Pizza hai vị", 119_000, WISHES, cost=48_000, unit="cái", course=1)
        self._desk.menu.assign(Assign(self._op(), (half,), self._owner, (pizza,)))
        self._item("KH001", "Món khác", 0, WISHES, unit="phần", open_price=True)

    def _group(self, name: str, choices: tuple[ChoiceFacts, ...], **rules: object) -> Id:
        return self._desk.menu.put_group(PutGroup(self._op(), name, choices, self._owner, **rules))  # type: ignore[arg-type]

    def _combo(self) -> None:
        combo = self._item("CB001", "Combo sáng", 49_000, WISHES, unit="phần")
        self._desk.menu.put_combo(PutCombo(self._op(), combo, (
            ComboSlot("Nước", self._choices(("CF001", 0), ("CF002", 0), ("CF003", 3_000))),
            ComboSlot("Bánh", self._choices(("BA003", 0), ("BA004", 3_000), ("DA002", 0))),
        ), self._owner))  # fmt: skip

    def _choices(self, *told: tuple[str, Money]) -> tuple[SlotChoice, ...]:
        return tuple(SlotChoice(self._ids[sku], extra, not at) for at, (sku, extra) in enumerate(told))

    # families: units and variants

    def _families(self) -> None:
        can = self._item("BI001", "Bia Mộc lon 330 ml", 22_000, FRESH, cost=13_000, unit="lon",
                         vat_group=tax.ALCOHOL, tracked=True, low_stock=12 * ONE)  # fmt: skip
        crate = self._item("BI024", "Bia Mộc thùng 24 lon", 480_000, FRESH, cost=312_000, unit="thùng",
                           vat_group=tax.ALCOHOL)  # fmt: skip
        self._family("Bia Mộc", (can, "Đơn vị", "Lon", "", ONE), (crate, "Đơn vị", "Thùng 24", can, 24 * ONE))
        self._desk.stock.receive(Receive(self._op(), self._owner, (StockLine(can, 72 * ONE, 13_000),)))
        shirts = [self._item(f"AO00{at}", f"Áo thun Mộc {size}", 159_000, SHIRTS, cost=82_000, unit="cái")
                  for at, size in enumerate("SML", 1)]  # fmt: skip
        self._family("Áo thun Mộc", *((made, "Cỡ", size, "", ONE) for made, size in zip(shirts, "SML", strict=True)))
        self._item("MA001", "Máy pha cà phê mini", 1_490_000, SHIRTS, cost=990_000, unit="cái", asks_serial=True)

    def _family(self, name: str, *told: tuple[Id, str, str, Id, Quantity]) -> None:
        members = tuple(FamilyItem(made, ((what, value),), base, qty) for made, what, value, base, qty in told)
        self._desk.menu.put_family(PutFamily(self._op(), name, members, self._owner))

    # prices and rooms

    def _lists(self) -> None:
        self._list("Giá giao hàng", {"TS001": 45_000, "PZ001": 129_000}, order_types=(OrderType.DELIVERY,))
        self._list("Giờ vui 14 giờ đến 16 giờ", {"TS001": 33_000}, when=AFTERNOON, priority=-1)

    def _list(self, name: str, prices: dict[str, Money], **rules: object) -> None:
        made = self._desk.price_lists.put(PutList(self._op(), name, self._owner, **rules))  # type: ignore[arg-type]
        by_id = {self._ids[sku]: price for sku, price in prices.items()}
        self._desk.price_lists.set_prices(SetPrices(self._op(), made.id, by_id, self._owner))

    def _rooms(self) -> None:
        floors = (Area("", "Trong nhà", _tables(1, 12)), Area("", "Sân vườn", _tables(13, 8)))
        self._desk.tables.change(ChangeFloor(self._op(), floors, self._owner))
        bar, food = (self._categories[WISHES],), (self._categories["Đồ ăn"],)
        for name, categories in (("Pha chế", bar), ("Bếp", food)):
            self._desk.stations.put(PutStation(self._op(), StationFacts(name, categories=categories), self._owner))


def _usual(name: str) -> ChoiceFacts:
    return ChoiceFacts(name, is_default=True)


def _plain(*names: str) -> tuple[ChoiceFacts, ...]:
    return tuple(ChoiceFacts(name) for name in names)


def _tables(first: int, many: int) -> tuple[PlacedTable, ...]:
    """Tables in rows of four, every third a round one for six."""
    return tuple(
        PlacedTable("", str(first + at), 6 if at % 3 == 2 else 4, 4 * (at % 4), 4 * (at // 4),
                    shape="round" if at % 3 == 2 else "square")
        for at in range(many)
    )  # fmt: skip
