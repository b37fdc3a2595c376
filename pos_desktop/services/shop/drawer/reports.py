"""Makes X and Z reports: figures and perpetual totals as they are now, frozen with the journal's anchor."""

from dataclasses import dataclass, replace
from typing import Any

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.plain import to_plain
from pos_desktop.selling.shift_report import ReportHead, ReportKind, ShiftReport
from pos_desktop.services.journal import Event
from pos_desktop.services.office import outbox
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.services.once import Deed
from pos_desktop.services.shop.drawer.opening import open_or_refuse
from pos_desktop.services.shop.rights import allow
from pos_desktop.services.till import Till, next_number
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import shift_figures, shift_reports
from pos_desktop.storage.schema.drawer import shift_report

X_RIGHT = "drawer"
"""An X tells what should lie in the drawer: who counts blindly needs another person for it."""


@dataclass(frozen=True, slots=True)
class MakeX:
    """An X of the open shift; `id` names the operation. `approval` is for who may not see one alone."""

    id: str
    staff_id: Id
    approval: Id = ""
    printer: str = ""
    language: str = "vi"


def approval_subject(shift_id: Id) -> str:
    """What an approval of an X is bound to."""
    return f"{shift_id}:x"


def looking(written: Written, till: Till, command: MakeX) -> Deed:
    """Make an X; NO_OPEN_SHIFT, NOT_ALLOWED and what `allow` says of an approval."""
    current = open_or_refuse(written.tx, till)
    allow(written, till, command.staff_id, X_RIGHT, subject=approval_subject(current.id), approval=command.approval,
          operation_id=command.id)  # fmt: skip
    row = shift_reports.shift_row(written.tx, current.id)
    report = report_of(written, till, row, ReportKind.X, command.staff_id)
    report_id = keep(written, till, row, report, command.staff_id)
    outbox.promise_slip(written.tx, till, SlipOf.SHIFT_REPORT, report_id, command.printer, command.language)
    return Deed({"report_id": report_id}, Event.X_REPORT, report_id, {"shift": current.number})


def report_of(written: Written, till: Till, row: Any, kind: ReportKind, staff_id: Id) -> ShiftReport:
    """The report of a shift as it is now; its anchor is the newest row of the journal, whose next row brings it."""
    tx, shop = written.tx, till.shop
    head = ReportHead(shop.name, shop.address, shop.tax_code, shop.time_zone, till.register.code, shop.is_sample)
    return ShiftReport(
        kind, head, row.number, row.opened_at, row.business_date, shift_reports.staff_name(tx, row.opened_by),
        till.now(), till.today(), shift_reports.staff_name(tx, staff_id),
        shift_figures.figures(tx, [row.id])[row.id], shift_figures.totals(tx, till.register.id, row.number),
        shift_reports.anchor(tx, till.register.id),
    )  # fmt: skip


def ended(written: Written, till: Till, row: Any, staff_id: Id, counted: Money, note: str) -> ShiftReport:
    """The Z of a shift that is being closed, with its own number."""
    report = report_of(written, till, row, ReportKind.Z, staff_id)
    return replace(report, number=next_number(written.tx, till, "z"), counted=counted, note=note)


def keep(written: Written, till: Till, row: Any, report: ShiftReport, staff_id: Id) -> Id:
    """Keep a report; gives its id."""
    report_id, totals = till.ids(), report.totals
    written.insert(shift_report, {
        "id": report_id, "register_id": row.register_id, "shift_id": row.id, "kind": report.kind.value,
        "number": report.number, "at": report.made_at, "business_date": report.business_date, "staff_id": staff_id,
        "body": to_plain(report), "sales_total": totals.sales, "refunds_total": totals.refunds,
        "points_issued": totals.points_issued, "points_spent": totals.points_spent,
        "anchor_seq": report.anchor.seq, "anchor_mac": report.anchor.mac,
    })  # fmt: skip
    return report_id
