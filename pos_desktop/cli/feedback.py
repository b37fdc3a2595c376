"""`report feedback`: what customers thought of their sales, for people and for programs."""

from typing import Any

from rich.console import Console
from rich.table import Table

from pos_desktop.cli.answers import local
from pos_desktop.services.selling.feedback import LEAST, MOST, Heard
from pos_desktop.services.till import Till
from pos_desktop.wording import _, current, date, number

SCORES = range(LEAST, MOST + 1)


def plain(till: Till, heard: Heard) -> dict[str, Any]:
    """The report under its fixed names (docs/contract.md); averages are tenths."""
    return {
        "count": heard.count, "average": heard.tenths,
        "days": [
            {"date": day.isoformat(), "scores": [told.get(score, 0) for score in SCORES]}
            for day, told in heard.days.items()
        ],
        "low": [{"at": local(till, low.at), "score": low.score, "sale": low.number} for low in heard.low],
    }  # fmt: skip


def show(till: Till, heard: Heard) -> None:
    """A row for every day, then who was not content."""
    table = Table(_("Ngày"), *(str(score) for score in SCORES))
    for day, told in heard.days.items():
        table.add_row(date(day), *(number(told.get(score, 0)) for score in SCORES))
    console = Console(highlight=False)
    console.print(table)
    if heard.tenths is not None:
        whole = current().quantity(heard.tenths * 100)
        console.print(
            _("Điểm trung bình {average} trên 5, {count} lượt").format(average=whole, count=number(heard.count))
        )
    for low in heard.low:
        console.print(f"{low.score}  {low.number}  {local(till, low.at)}")
