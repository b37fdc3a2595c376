"""Tickets of the kitchen: their text in both languages and widths, big and marked where something is not wanted.

`SNAPSHOT_UPDATE=1 pytest tests/documents` writes the kept papers anew; read them before they are committed.
"""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos_desktop.documents.kitchen import KitchenPaper, kitchen_paper
from pos_desktop.selling.kitchen import TicketKind, Told
from pos_desktop.selling.lines import OrderType
from pos_desktop.wording import in_language
from printing.devices.profiles import profile_of
from printing.paper.document import Mark
from printing.paper.text import to_text
from printing.paper.thermal import pictures

KEPT = Path(__file__).parent / "papers"
NEW = KitchenPaper(
    "K1-57", "Pha chế", TicketKind.ORDER, 0, datetime(2026, 3, 2, 2, 30, tzinfo=UTC), OrderType.DINE_IN,
    (Told(1, "i", "Trà đào cam sả", 2000, ("Ít đường", "1/2 Trân châu"), "không ống hút"),
     Told(2, "j", "Bạc xỉu", 1000)),
    table="5", label="Anh Bình", note="Có trẻ nhỏ", staff="Lan",
)  # fmt: skip
CHANGED = replace(
    NEW, kind=TicketKind.CHANGE, course=2,
    lines=(Told(1, "i", "Trà đào cam sả", -2000, ("Ít đường",)), Told(1, "i", "Trà đào cam sả", 2000, ("Nhiều đá",))),
)  # fmt: skip
VOID = replace(
    NEW, kind=TicketKind.VOID, table="", label="", note="", order_type=OrderType.TAKE_AWAY,
    lines=(Told(1, "i", "Bạc xỉu", -1000, (), "", "khách đổi ý"),),
)  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("name", "ticket", "columns"),
    [
        ("kitchen_new", NEW, 48), ("kitchen_changed", CHANGED, 48), ("kitchen_void", VOID, 48),
        ("kitchen_narrow", NEW, 32),
    ],
)  # fmt: skip
def test_the_ticket_is_the_kept_one(name, ticket, columns, language):
    kept = KEPT / f"{name}_{language}.txt"
    text = to_text(kitchen_paper(ticket, in_language(language)), columns)
    if os.environ.get("SNAPSHOT_UPDATE"):
        kept.write_text(text, encoding="utf-8")
    assert text == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize(("ticket", "copy", "is_sample", "count"), [
    (NEW, 0, False, 0), (VOID, 0, False, 1), (NEW, 2, False, 1), (VOID, 1, True, 3),
])  # fmt: skip
def test_marks_stand_at_both_ends(ticket, copy, is_sample, count):
    document = kitchen_paper(ticket, in_language("vi"), copy, is_sample=is_sample)
    assert sum(isinstance(element, Mark) for element in document.elements) == 2 * count


def test_at_another_printer_its_head_names_the_station_whose_printer_failed():
    there, here = (kitchen_paper(NEW, in_language("vi"), is_elsewhere=elsewhere) for elsewhere in (True, False))

    assert isinstance(there.elements[0], Mark)
    assert NEW.station in there.elements[0].text
    assert there.elements[1:] == here.elements


@pytest.mark.parametrize("profile", ["80mm", "58mm"])
def test_it_fits_the_paper_whatever_it_is_called(profile):
    wordy = Told(1, "i", "Trà " * 30, 12_000, ("Đường " * 20,))
    long = replace(NEW, table="Sân thượng cạnh cửa sổ số 12", lines=(wordy,))
    (picture,) = pictures(kitchen_paper(long, in_language("vi")), profile_of(profile))
    assert picture.height > picture.width
