"""`printers`: what is plugged in, which queues the system has, and who answers on a range of addresses."""

import sys
from threading import Event
from typing import Any

from rich.console import Console
from rich.table import Table

from pos_desktop.wording import _
from pos_desktop.wording.printers import condition_words, what_to_do
from printing.devices.discovery import Found, on_network, plugged


def search(range_text: str) -> list[Found]:
    """Everything found; ValueError before anything is looked at where the range is none."""
    network = on_network(range_text, Event()) if range_text else iter(())
    return [*plugged(lambda note: print(note, file=sys.stderr)), *network]


def plain(found: Found) -> dict[str, Any]:
    """A printer under its fixed names (docs/contract.md)."""
    condition = found.condition.value if found.condition else None
    return {"uri": found.uri, "name": found.name, "kind": found.kind, "condition": condition}


def show(found: list[Found]) -> None:
    """A row for every printer."""
    if not found:
        print(_("Không thấy máy in nào. Cắm dây, bật máy in rồi tìm lại; máy in mạng thì thêm --network."))
        return
    table = Table(_("Địa chỉ"), _("Tên"), _("Tình trạng"))
    for one in found:
        table.add_row(one.uri, one.name, _told(one))
    Console(highlight=False).print(table)


def _told(found: Found) -> str:
    if found.condition is None:
        return ""
    words, todo = condition_words(found.condition), what_to_do(found.condition)
    return f"{words}. {todo}" if todo else words
