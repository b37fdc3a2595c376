"""`pos-desktop import`: shows what would come of every row, asks, and only then writes."""

import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.services.desk import Desk
from pos_desktop.services.office.imports import Imports
from pos_desktop.services.office.preview import Outcome, Preview, PreviewRow
from pos_desktop.services.shop.people import Person
from pos_desktop.wording import _, number, points
from pos_desktop.wording.messages import sentence

SHOWN_ROWS = 30
_DONE, _REFUSED = 0, 1
_WIDTH_OF_A_FILE = 160


def run_import(desk: Desk, person: Person, what: str, file: Path, *, dry_run: bool, yes: bool) -> int:
    """Import `products` or `members`; gives the exit status.

    Raises:
        Rejected: whatever keeps the file from being read or taken; nothing is written.
        EnvironmentProblem: the file cannot be read, or the database not written.
    """
    imports = Imports(desk.till)
    imports.check_person(person)
    preview = imports.preview_products(file) if what == "products" else imports.preview_members(file)
    imports.check_rights(preview, person)
    console = _console()
    show_preview(preview, console)
    if preview.refused:
        raise Rejected(Code.IMPORT_ROWS, count=preview.refused)
    if dry_run:
        console.print(_("Chỉ xem trước, chưa ghi gì."))
        return _DONE
    if not (yes or _agrees(console)):
        console.print(_("Chưa nhập gì. Xác nhận bằng --yes."))
        return _REFUSED
    done = imports.commit(preview, person)
    taken = sum(done.counts[outcome] for outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.FIX))
    console.print(_("Đã nhập {count} dòng.").format(count=number(taken)))
    return _DONE


def _console() -> Console:
    width = None if sys.stdout.isatty() else _WIDTH_OF_A_FILE
    return Console(markup=False, emoji=False, highlight=False, width=width)


def _agrees(console: Console) -> bool:
    """Ask at a terminal; without one nobody has seen the preview, so nobody agrees."""
    if not sys.stdin.isatty():
        return False
    try:
        answer = console.input(_("Nhập những dòng này? (c/k) "))
    except EOFError:
        return False
    return answer.strip().casefold() in ("c", "có", "co", "y", "yes")


def show_preview(preview: Preview, console: Console) -> None:
    """The first rows, every row that has a remark, columns that are left out, and the counts."""
    table = Table(_("Dòng"), _("Mã"), _("Tên"), _("Kết quả"), title=preview.source.name)
    for row in preview.rows[:SHOWN_ROWS]:
        table.add_row(str(row.number), row.key, row.name, outcome_name(row.outcome))
    console.print(table)
    if len(preview.rows) > SHOWN_ROWS:
        console.print(_("… và {count} dòng nữa.").format(count=number(len(preview.rows) - SHOWN_ROWS)))
    for row in preview.problems:
        console.print(problem_line(row), soft_wrap=True)
    _show_columns(preview, console)
    _show_counts(preview, console)


def problem_line(row: PreviewRow) -> str:
    """`Dòng 12 · HH01 · bị từ chối: Thiếu «Tên hàng».`"""
    place = _("Dòng {number}").format(number=row.number)
    head = " · ".join(part for part in (place, row.key, outcome_name(row.outcome)) if part)
    return f"{head}: {' '.join(sentence(remark.rejected) for remark in row.remarks)}"


def outcome_name(outcome: Outcome) -> str:
    """The outcome in the chosen language."""
    return {
        Outcome.NEW: _("mới"),
        Outcome.CHANGED: _("thay đổi"),
        Outcome.UNCHANGED: _("như cũ"),
        Outcome.DUPLICATE: _("trùng, bỏ qua"),
        Outcome.FIX: _("nhập kèm sửa"),
        Outcome.REFUSED: _("bị từ chối"),
    }[outcome]


def _show_columns(preview: Preview, console: Console) -> None:
    for text, columns in (
        (_("Cột không biết: {columns}."), preview.source.unknown),
        (_("Cột không lấy: {columns}."), preview.source.left_out),
    ):
        if columns:
            console.print(text.format(columns=", ".join(columns)), soft_wrap=True)


def _show_counts(preview: Preview, console: Console) -> None:
    parts = (f"{outcome_name(outcome)} {number(count)}" for outcome, count in preview.counts.items() if count)
    counted = _("{count} dòng: ").format(count=number(len(preview.rows)))
    console.print(counted + ", ".join(parts) + ".", soft_wrap=True)
    if preview.points:
        console.print(_("Điểm đầu kỳ: {points}.").format(points=points(preview.points)))
    if preview.points_left_out:
        lost = _("Dòng trùng mang theo {points} không được nhập.")
        console.print(lost.format(points=points(preview.points_left_out)))
