"""Shows the verdict of `verify` to people and programs."""

from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from pos_desktop.services.office.proofs.verification import Verdict
from pos_desktop.wording import _, number


def verdict_plain(verdict: Verdict) -> dict[str, Any]:
    """The verdict's fixed names (docs/contract.md)."""
    return {
        "ok": verdict.ok, "sales": verdict.sales, "entries": verdict.entries, "lots": verdict.lots,
        "journal": verdict.journal, "problems": [asdict(problem) for problem in verdict.problems],
    }  # fmt: skip


def show_verdict(verdict: Verdict) -> None:
    """The verdict as a table of what is wrong and where."""
    console = Console(highlight=False)
    looked = _("Đã xem {sales} hoá đơn, {entries} bút toán điểm, {lots} lô điểm, {journal} dòng nhật ký.")
    console.print(looked.format(
        sales=number(verdict.sales), entries=number(verdict.entries), lots=number(verdict.lots),
        journal=number(verdict.journal),
    ))  # fmt: skip
    if verdict.ok:
        console.print(_("Sổ sách đúng."))
        return
    table = Table(_("Loại"), _("Bảng"), _("Dòng"), _("Chi tiết"))
    for problem in verdict.problems:
        table.add_row(problem.kind, problem.table, problem.id, problem.detail)
    console.print(table)
    console.print(_("Có {count} chỗ sai.").format(count=number(len(verdict.problems))))
