"""Frees what people wrote on an order of what no printer, list or search may see, whoever sends the order."""

from dataclasses import replace

from pos_desktop.core.text import MOST_NAME, note
from pos_desktop.selling.lines import OrderLine
from pos_desktop.selling.order import Order

MOST_SERIAL = 40


def cleaned(order: Order) -> Order:
    """The order with its label, tables, remarks and serial numbers as they are kept; INVALID_TEXT when one is too long
    or no text. An order on which nobody wrote is given back as it is.
    """
    lines = tuple(_line(line) if line.note or line.serial else line for line in order.lines)
    if not (order.label or order.note or order.table or lines != order.lines):
        return order
    label, remark = note(order.label, MOST_NAME), note(order.note)
    return replace(order, label=label, note=remark, table=note(order.table), lines=lines)


def _line(line: OrderLine) -> OrderLine:
    return replace(line, note=note(line.note), serial=note(line.serial, MOST_SERIAL))
