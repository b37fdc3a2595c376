"""Shows the verdict of `verify` to people and programs."""

import re
from dataclasses import asdict, replace
from typing import Any

from rich.console import Console
from rich.table import Table

from pos_desktop.services.office.proofs.shifts import anchored
from pos_desktop.services.office.proofs.verification import Verdict
from pos_desktop.services.till import Till
from pos_desktop.wording import _, number

_ANCHOR = re.compile(r"(\d{1,12})[:\s]+((?:[0-9a-f][\s-]*){16,64})", re.ASCII | re.IGNORECASE)
"""A row's number and the first digits of its MAC, in groups as they are printed or without."""


def printed_anchor(text: str) -> tuple[int, str] | None:
    """The journal row and the digits of its MAC that a printed X or Z names; None for what is neither."""
    read = _ANCHOR.fullmatch(text.strip())
    return (int(read[1]), re.sub(r"[^0-9a-f]", "", read[2].lower())) if read else None


def with_anchor(till: Till, verdict: Verdict, seq: int, digits: str) -> Verdict:
    """The verdict, and whether the journal still has what a printed report sealed."""
    with till.db.read() as tx:
        return replace(verdict, problems=(*verdict.problems, *anchored(tx, seq, digits)))


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
