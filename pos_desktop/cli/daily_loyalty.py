"""`report daily-loyalty`: the books of points by business date, for people and for programs."""

import csv
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from pos_desktop.loyalty.liability import INFLOWS, Column
from pos_desktop.services.office.daily_loyalty import LoyaltyDay
from pos_desktop.services.office.loyalty_workbook import column_names, signed, tied
from pos_desktop.wording import _, date, money, number, points

COLUMNS = (
    "date", "opening", *(column.value for column in Column), "closing", "liability_vnd", "enrolments",
    "active_members", "member_sales", "net_sales",
)  # fmt: skip
"""Fixed names of what is one value (docs/contract.md)."""


def plain(found: LoyaltyDay) -> dict[str, Any]:
    """A business date under its fixed names."""
    move = found.movement
    return {
        "date": found.day.isoformat(), "opening": move.opening,
        **{column.value: getattr(move, column.value) for column in Column}, "closing": move.closing,
        "liability_vnd": found.liability_vnd, "enrolments": found.enrolments,
        "active_members": found.active_members, "member_sales": found.member_sales, "net_sales": found.net_sales,
        "by_tier": [{"tier": one.tier, "members": one.members, "sales": one.sales} for one in found.by_tier],
        "top_members": [
            {"member": one.code, "name": one.name, "sales": one.sales, "earned": one.earned}
            for one in found.top_members
        ],
        "ok": move.ties,
    }  # fmt: skip


def write_csv(days: Iterable[LoyaltyDay]) -> None:
    """One row for each business date on standard output, under the fixed names."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for day in days:
        told = plain(day)
        writer.writerow([told[name] for name in COLUMNS])


def show(days: Sequence[LoyaltyDay]) -> None:
    """Tell it to people: one day in full, several as a table of sums."""
    console = Console(highlight=False)
    console.print(_one(days[0]) if len(days) == 1 else _many(days))


def _one(found: LoyaltyDay) -> Table:
    move = found.movement
    table = Table(_("Sổ điểm"), date(found.day))
    table.add_row(_("Đầu kỳ"), points(move.opening))
    for column, name in column_names().items():
        table.add_row(name, points(signed(found, column)))
    table.add_row(_("Cuối kỳ"), points(move.closing))
    table.add_row(_("Khớp sổ"), tied(found))
    table.add_row(_("Nghĩa vụ điểm"), money(found.liability_vnd))
    table.add_row(_("Thành viên mới"), number(found.enrolments))
    table.add_row(_("Thành viên mua hàng"), number(found.active_members))
    table.add_row(_("Bán cho thành viên"), money(found.member_sales))
    table.add_row(_("Bán cho mọi khách"), money(found.net_sales))
    for tier in found.by_tier:
        table.add_row(tier.tier, f"{number(tier.members)} · {money(tier.sales)}")
    return table


def _many(days: Iterable[LoyaltyDay]) -> Table:
    table = Table(_("Ngày"), _("Đầu kỳ"), _("Vào"), _("Ra"), _("Cuối kỳ"), _("Nghĩa vụ điểm"), _("Khớp sổ"))
    for day in days:
        move = day.movement
        sums = [sum(getattr(move, c.value) for c in Column if (c in INFLOWS) is is_in) for is_in in (True, False)]
        table.add_row(
            date(day.day), number(move.opening), *map(number, sums), number(move.closing), money(day.liability_vnd),
            tied(day),
        )  # fmt: skip
    return table
