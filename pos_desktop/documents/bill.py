"""The bill that goes to the table before anybody pays: what was ordered and what it comes to, and no receipt."""

from collections.abc import Iterator
from datetime import datetime

from pos_desktop.core.clock import zone
from pos_desktop.documents.receipt import ReceiptHead, shop_title
from pos_desktop.documents.transfer import vietqr_block
from pos_desktop.selling.pricing import PricedLine, PricedOrder
from pos_desktop.wording import Wording
from printing.paper.document import (
    Align,
    Cut,
    Document,
    Element,
    ItemLine,
    Mark,
    Pair,
    Paper,
    Rule,
    RuleStyle,
    Size,
    Text,
)


def bill(
    priced: PricedOrder, shop: ReceiptHead, words: Wording, at: datetime, *, is_sample: bool, payload: str = ""
) -> Document:
    """Build the bill of an order as it is priced at the moment `at`; `payload` is the code that pays it by transfer."""
    marks: tuple[Element, ...] = (Mark(words.gettext("MẪU")),) if is_sample else ()
    body = (*_head(priced, shop, words, at), *(_line(line, words) for line in priced.lines), *_sums(priced, words),
            *vietqr_block(payload, words))  # fmt: skip
    return Document((*marks, *body, *marks, Cut()), title=words.gettext("TẠM TÍNH"), language=words.language)


def _head(priced: PricedOrder, shop: ReceiptHead, words: Wording, at: datetime) -> Iterator[Paper]:
    order = priced.order
    yield from shop_title(shop)
    yield Text(words.gettext("TẠM TÍNH"), Size.LARGE, bold=True, align=Align.CENTER)
    table = words.gettext("Bàn {table}").format(table=order.table) if order.table else order.label
    yield Pair(table, words.datetime_(at.astimezone(zone(shop.time_zone))), size=Size.SMALL)
    if order.guests:
        yield Text(words.gettext("Số khách: {count}").format(count=order.guests), Size.SMALL)
    yield Rule(RuleStyle.SOLID)


def _line(of: PricedLine, words: Wording) -> ItemLine:
    line = of.line
    options = tuple(option.name for option in line.options)
    return ItemLine(words.quantity(line.qty), line.name, words.money(line.unit_price), words.money(of.gross), options)


def _sums(priced: PricedOrder, words: Wording) -> Iterator[Paper]:
    yield Rule()
    if priced.discount:
        yield Pair(words.gettext("Tổng giảm giá"), words.money(-priced.discount))
    if priced.points:
        label = words.gettext("Đổi {points}").format(points=words.points(priced.points))
        yield Pair(label, words.money(-priced.points_value))
    yield Pair(words.gettext("PHẢI TRẢ"), words.money(priced.due), bold=True, size=Size.HUGE)
    yield Rule()
    yield Text(words.gettext("Phiếu tạm tính, không phải hoá đơn."), Size.SMALL, align=Align.CENTER)
