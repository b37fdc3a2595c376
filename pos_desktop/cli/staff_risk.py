"""`report staff-risk`: what people do more often than the others, for people and for programs."""

from typing import Any

from rich.console import Console
from rich.table import Table

from pos_desktop.cli.answers import local
from pos_desktop.insight.staff_risk import BILLS_A_DAY, LEAST_CASES, LEAST_SALES, TIMES, Rate
from pos_desktop.services.office.staff_risk import RiskReport, StaffRisk
from pos_desktop.services.shop.people import Person
from pos_desktop.services.till import Till
from pos_desktop.wording import _, date, number
from pos_desktop.wording.staff_risk import how_marked, rate_text, sign_name


def plain(till: Till, risk: StaffRisk, report: RiskReport, reader: Person) -> dict[str, Any]:
    """The report under its fixed names (docs/contract.md); rates are cases in 100 sales, in hundredths."""

    def of(staff_id: str, rate: Rate) -> dict[str, Any]:
        found = risk.cases(report, staff_id, rate.sign, reader.id) if rate.cases else ()
        return {
            "sign": rate.sign.value, "cases": rate.cases, "per_100": rate.per_100, "others": rate.others,
            "marked": rate.is_marked, "rows": [
                {"at": local(till, case.at), "sale": case.number, "member": case.who, "amount": case.amount}
                for case in found
            ],
        }  # fmt: skip

    return {
        "from": report.since.isoformat(), "to": report.through.isoformat(),
        "limits": {"times": TIMES, "cases": LEAST_CASES, "sales": LEAST_SALES, "bills_a_day": BILLS_A_DAY},
        "people": [
            {"name": report.names.get(one.staff_id, ""), "sales": one.sales,
             "signs": [of(one.staff_id, rate) for rate in one.rates]}
            for one in report.people
        ],
    }  # fmt: skip


def show(report: RiskReport) -> None:
    """A row for everything that somebody did; what is far above the others says so."""
    title = _("Từ {since} đến hết {through}").format(since=date(report.since), through=date(report.through))
    table = Table(_("Người"), _("Việc"), _("Số lần"), _("Trên 100 hoá đơn"), _("Người khác"), _("Cần xem"), title=title)
    for one in report.people:
        for rate in one.rates:
            if rate.cases:
                table.add_row(
                    report.names.get(one.staff_id, ""), sign_name(rate.sign), number(rate.cases),
                    rate_text(rate.per_100), rate_text(rate.others), _("Cao") if rate.is_marked else "",
                )  # fmt: skip
    console = Console(highlight=False)
    console.print(table)
    console.print(how_marked(TIMES, LEAST_CASES, LEAST_SALES))
