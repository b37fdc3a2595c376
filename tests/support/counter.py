"""A counter where something is sold: a small café, its controllers and its screen, without the rest of the window."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import Connection, insert

from pos_desktop.core.codes import ean_check_digit
from pos_desktop.core.text import fold
from pos_desktop.selling.tax import STANDARD
from pos_desktop.services.till import Till
from pos_desktop.storage.schema.catalogue import category, item, item_barcode
from pos_desktop.ui import layout
from pos_desktop.ui.keys import Action, Shortcuts, bar_views
from pos_desktop.ui.models.views import ConfirmView, ToastView, TopBarView
from pos_desktop.ui.ops import InlineOps, Ops
from pos_desktop.ui.sale.controller import SaleController
from pos_desktop.ui.sale.screen import SaleScreen, hands_of
from pos_desktop.ui.widgets.bars import FBar, TopBar, TrainingBar
from tests.support.shop import CASHIER, Shop

GOODS = (
    ("CFSD", "Cà phê sữa đá", 29_000, "Cà phê"), ("BX", "Bạc xỉu", 32_000, "Cà phê"),
    ("CFDD", "Cà phê đen đá", 25_000, "Cà phê"), ("CB", "Cold brew cam sả", 45_000, "Cà phê"),
    ("TD", "Trà đào cam sả", 42_000, "Trà"), ("TV", "Trà vải hoa hồng", 45_000, "Trà"),
    ("TS", "Trà sen vàng hạt sen", 49_000, "Trà"), ("TO", "Trà ô long sữa", 39_000, "Trà"),
    ("BM", "Bánh mì thịt nướng", 35_000, "Bánh"), ("BT", "Bánh tiramisu", 38_000, "Bánh"),
    ("BF", "Bánh flan caramel", 22_000, "Bánh"), ("CR", "Croissant bơ tỏi", 32_000, "Bánh"),
    ("HR", "Cà phê hạt rang mộc 250 g", 125_000, "Hàng bán lẻ"),
    ("BG", "Bình giữ nhiệt 500 ml", 259_000, "Hàng bán lẻ"),
    ("CS", "Combo sáng: cà phê và bánh mì", 55_000, "Hàng bán lẻ"), ("NS", "Nước suối", 12_000, "Hàng bán lẻ"),
)  # fmt: skip
WEIGHED = ("HC", "Hạt cà phê chưa rang", 189_000)
COLOURS = ("c4", "c2", "c3", "c1")


def ean(sku: str) -> str:
    """The barcode of an item."""
    body = f"8930000000{[goods[0] for goods in GOODS].index(sku):02d}"
    return body + str(ean_check_digit(body))


SHARED = "8939999999" + "99"
SHARED += str(ean_check_digit(SHARED))
"""A barcode that two items carry."""


def furnish(tx: Connection, till: Till) -> None:
    """Put the goods on the shelf."""
    names = tuple(dict.fromkeys(goods[3] for goods in GOODS))
    ids = {name: till.ids() for name in names}
    for at, name in enumerate(names):
        tx.execute(insert(category).values(id=ids[name], shop_id=till.shop.id, name=name, colour=COLOURS[at],
                                           position=at))  # fmt: skip
    for at, (sku, name, price, group) in enumerate(GOODS):
        codes = [ean(sku)] + ([SHARED] if sku in ("NS", "BG") else [])
        _shelve(tx, till, at, sku, name, price, codes, category_id=ids[group])
    _shelve(tx, till, len(GOODS), *WEIGHED, [], category_id=ids[names[-1]], by_weight=True, unit="kg", plu="00042")


def _shelve(
    tx: Connection, till: Till, at: int, sku: str, name: str, price: int, codes: Sequence[str], **more: object
) -> None:
    item_id = till.ids()
    tx.execute(insert(item).values(
        id=item_id, shop_id=till.shop.id, sku=sku, name=name, search_key=fold(name), price=price, vat_group=STANDARD,
        position=at, **more,
    ))  # fmt: skip
    for code in codes:
        tx.execute(insert(item_barcode).values(item_id=item_id, barcode=code))


class Counter:
    """One cashier's controllers, with everything that they told."""

    def __init__(self, shop: Shop, ops: Ops, *, person: str = CASHIER, printer: str = "lp") -> None:
        self.shop, self.ops = shop, ops
        self.sale = SaleController(shop.desk, ops, shop.desk.catalogue.load(), shop.person(person), printer)
        self.hands = hands_of(self.sale)
        self.payment, self.done, self.member = self.hands.payment, self.hands.done, self.hands.member
        self.proving, self.why = self.hands.proving, self.hands.why
        self.toasts: list[ToastView] = []
        self.acts: list[object] = []
        self.questions: list[tuple[ConfirmView, object]] = []
        self.sounds: list[str] = []
        self.places: list[str] = []
        self.sold: list[object] = []
        self.sale.toast.connect(self._toast)
        self.sale.ask.connect(lambda view, accept: self.questions.append((view, accept)))
        self.sale.sound.connect(self.sounds.append)
        self.sale.go.connect(self.places.append)
        self.payment.completed.connect(lambda done: self.sold.append(done.sale))

    def _toast(self, view: ToastView, act: object) -> None:
        self.toasts.append(view)
        self.acts.append(act)

    @property
    def said(self) -> str:
        """The words of the last toast."""
        return self.toasts[-1].text if self.toasts else ""

    def scan(self, *skus: str) -> None:
        """Scan items."""
        for sku in skus:
            self.sale.scan(ean(sku))

    def lines(self) -> list[tuple[str, int]]:
        """Names and quantities (thousandths) of the order."""
        return [(line.name, line.qty) for line in self.sale.basket.order.lines]

    def saved(self) -> list[tuple[str, int]] | None:
        """The open order as it is kept in the file."""
        order = self.shop.desk.orders.recover()
        return [(line.name, line.qty) for line in order.lines] if order else None

    def card_of(self, name: str) -> str:
        """The 32 digits of a member's card."""
        return self.shop.desk.members.card_of(self.shop.member(name).row.id)


class Stand(QWidget):
    """The selling screen between a top bar and the function keys, as the window has it."""

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self.setProperty("canvas", True)
        self.training, self.top, self.bar = TrainingBar(), TopBar(), FBar()
        self.screen_ = SaleScreen(counter.hands)
        self.screen_.bind_search(self.top.search)
        self.top.show_view(TopBarView("Cà phê Thử", "Ca 1 · mở 09:00", "Lan"))
        layout.column(self, self.training, self.top, (self.screen_, 1), self.bar, gap=0)
        self._sale = counter.sale
        shortcuts = Shortcuts(self)
        shortcuts.triggered.connect(self.screen_.act)
        self.bar.pressed.connect(lambda action: self.screen_.act(Action(action)))
        counter.sale.changed.connect(self._show_keys)
        self._show_keys()

    def teach(self) -> "Stand":
        """As in a lesson, where the screen has the least room."""
        self.training.show()
        self.top.squeeze(True)
        self.bar.squeeze(True)
        return self

    def _show_keys(self, _view: object = None) -> None:
        self.bar.show_views(bar_views(self._sale.allows))


@contextmanager
def worker() -> Iterator[Ops]:
    """A bridge to a real worker thread."""
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="till") as pool:
        yield Ops(pool, bug=_raise)


def inline() -> InlineOps:
    """A bridge on which everything happens at once."""
    return InlineOps(bug=_raise)


def _raise(error: BaseException) -> None:
    raise error


def settle(ops: Ops) -> None:
    """Let everything that is on its way arrive."""
    while ops.pending:
        QApplication.processEvents()
    QApplication.processEvents()


def open_cafe(folder: Path) -> None:
    """Furnish a closed copy of the test shop as a café."""
    shop = Shop(folder, seed=977)
    with shop.till.db.write() as tx:
        furnish(tx, shop.till)
    shop.close()
