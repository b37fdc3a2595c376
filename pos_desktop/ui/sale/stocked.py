"""What the till knows of stock while it sells: goods of which nothing is left, lines that want more than there is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pos_desktop.core.ids import Id
from pos_desktop.core.quantity import ONE, Quantity
from pos_desktop.selling import stock
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.lines import OrderLine
from pos_desktop.services.shop.catalogue import Wares
from pos_desktop.services.shop.stocking.stock import MarkSoldOut
from pos_desktop.ui.models.views import ConfirmView
from pos_desktop.wording import _, quantity

if TYPE_CHECKING:
    from pos_desktop.ui.sale.controller import SaleController


def is_out(wares: Wares, item: Item) -> bool:
    """Whether not even one of an item is left; never for what nobody keeps count of."""
    left = wares.left(item)
    return left is not None and left < (1 if item.by_weight else ONE)


def outs(wares: Wares) -> frozenset[Id]:
    """Items of which nothing is left; a shop that counts nothing is asked nothing."""
    if not wares.levels and not wares.index.sold_out:
        return frozenset()
    return frozenset(item.id for item in wares.index.items if is_out(wares, item))


def warnings(wares: Wares, lines: Sequence[OrderLine]) -> dict[int, str]:
    """Words for the lines that take more than there is, by key: they are sold all the same."""
    if not wares.levels:
        return {}
    return {key: _few(left) for key, left in stock.short_lines(lines, wares.levels).items()}


def _few(left: Quantity) -> str:
    whole = left // ONE * ONE or left
    return _("Kho chỉ còn {count}").format(count=quantity(whole)) if left else _("Kho đã hết")


def ask_sold_out(sale: "SaleController", item_id: Id) -> None:
    """A tile was pressed for long: ask whether nothing is left of it today, or there is after all, and keep it."""
    item = sale.shelf.index.get(item_id)
    if item is None or sale.is_closing or sale.step == "done":
        return
    marked = item.sold_out_on is not None and item.sold_out_on == sale.pricer.wares.day

    def mark() -> None:
        command = MarkSoldOut(sale.desk.till.ids(), sale.person.id, item_id, not marked)
        sale.ops.run(sale.desk.stock.mark_sold_out, command, then=lambda _m: sale.look_for_news(), failed=sale.failed)

    sale.ask.emit(_question(item, marked=marked), mark)


def _question(item: Item, *, marked: bool) -> ConfirmView:
    """What a long press on a tile asks: whether nothing is left of an item today, or there is after all."""
    if marked:
        told = _("Ô món bán lại bình thường trên mọi máy.")
        return ConfirmView(_("Còn {name}?").format(name=item.name), (told,), _("Còn hàng"), _("Thôi"), danger=False)
    told = _("Ô món ghi «Hết hàng» trên mọi máy đến hết ngày bán.")
    return ConfirmView(_("Hết {name} hôm nay?").format(name=item.name), (told,), _("Báo hết"), _("Thôi"), danger=False)
