"""State of the screen of staff risk: period, person, sign, and the cases behind it; knows no widget."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.clock import zone
from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.insight.staff_risk import LEAST_CASES, LEAST_SALES, TIMES, Rate, Watched
from pos_desktop.services.office.staff_risk import Case, RiskReport, Sign, StaffRisk
from pos_desktop.services.shop.people import Person
from pos_desktop.services.till import Till
from pos_desktop.ui.models.views import ChipView, EmptyView, Tone
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.staff_risk.view import CaseView, PersonRowView, RateView, RiskView
from pos_desktop.wording import _, datetime_, money, number
from pos_desktop.wording.messages import sentence
from pos_desktop.wording.staff_risk import how_marked, rate_text, sign_name

DAYS: Final = {"week": 7, "month": 30, "quarter": 90}


class RiskController(QObject):
    """Everything on the screen. Signals: `changed(RiskView)`, `left()`."""

    changed = Signal(object)
    left = Signal()

    def __init__(self, till: Till, reads: Ops, person: Person, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._till, self._risk, self._reads, self._person = till, StaffRisk(till), reads, person
        self._period = "month"
        self._report: RiskReport | None = None
        self._chosen: Id | None = None
        self._sign: Sign | None = None
        self._cases: tuple[Case, ...] = ()
        self._loading, self._asked, self._problem = False, 0, ""

    @property
    def view(self) -> RiskView:
        """The screen, in the language in force."""
        one = self._one()
        title = _("{what}: từng lần").format(what=sign_name(self._sign)) if self._sign else ""
        return RiskView(
            self._periods(), self._period, tuple(self._rows()), self._chosen, self._name(self._chosen),
            (_("Việc"), _("Số lần"), _("Trên 100 hoá đơn"), _("Người khác")), tuple(_rates(one)),
            self._sign.value if self._sign else "", title, tuple(map(self._case, self._cases)),
            how_marked(TIMES, LEAST_CASES, LEAST_SALES), self._loading, self._empty(),
        )  # fmt: skip

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self.changed.emit(self.view)

    def load(self) -> None:
        """Read the report of the period."""
        through = self._till.today()
        self._asked += 1
        asked, self._loading = self._asked, True
        self._reads.run(
            self._risk.report, through - timedelta(days=DAYS[self._period] - 1), through, self._person.id,
            then=lambda report: self._show(report) if asked == self._asked else None,
            failed=lambda problem: self._refused(problem) if asked == self._asked else None,
        )  # fmt: skip
        self.refresh()

    def choose_period(self, period: str) -> None:
        """So many days back."""
        self._period = period
        self.load()

    def choose(self, staff_id: Id) -> None:
        """Show a person, with the cases of what stands out, or of what there is most of."""
        self._chosen, self._cases = staff_id, ()
        one = self._one()
        rates = sorted(one.rates if one else (), key=lambda rate: (not rate.is_marked, -rate.cases))
        self._sign = rates[0].sign if rates and rates[0].cases else None
        self._look()

    def choose_sign(self, sign: str) -> None:
        """Show the cases of one sign."""
        self._sign, self._cases = Sign(sign), ()
        self._look()

    def _look(self) -> None:
        self._asked += 1
        asked = self._asked
        if self._report and self._chosen and self._sign:
            self._reads.run(
                self._risk.cases, self._report, self._chosen, self._sign, self._person.id,
                then=lambda cases: self._show_cases(cases) if asked == self._asked else None,
                failed=lambda problem: self._refused(problem) if asked == self._asked else None,
            )  # fmt: skip
        self.refresh()

    def _show(self, report: RiskReport) -> None:
        self._loading, self._report, self._problem = False, report, ""
        known = [one.staff_id for one in report.people]
        if known:
            self.choose(self._chosen if self._chosen in known else known[0])
        else:
            self._chosen, self._sign, self._cases = None, None, ()
            self.refresh()

    def _show_cases(self, cases: tuple[Case, ...]) -> None:
        self._cases = cases
        self.refresh()

    def _refused(self, problem: Exception) -> None:
        assert isinstance(problem, Rejected | EnvironmentProblem)
        self._loading, self._report, self._problem = False, None, sentence(problem)
        self._chosen, self._sign, self._cases = None, None, ()
        self.refresh()

    # telling

    def _one(self) -> Watched | None:
        people = self._report.people if self._report else ()
        return next((one for one in people if one.staff_id == self._chosen), None)

    def _name(self, staff_id: Id | None) -> str:
        return self._report.names.get(staff_id or "", "") if self._report else ""

    def _periods(self) -> tuple[ChipView, ...]:
        words = _("{count} ngày")
        return tuple(ChipView(period, words.format(count=number(days))) for period, days in DAYS.items())

    def _rows(self) -> Iterator[PersonRowView]:
        for one in self._report.people if self._report else ():
            marks = len(one.marked)
            state = _("{count} việc cần xem").format(count=number(marks)) if marks else ""
            sales = _("{count} hoá đơn").format(count=number(one.sales))
            yield PersonRowView(one.staff_id, self._name(one.staff_id), sales, state,
                                Tone.DANGER if marks else Tone.MUTED)  # fmt: skip

    def _case(self, case: Case) -> CaseView:
        when = datetime_(case.at.astimezone(zone(self._till.shop.time_zone)))
        what = " · ".join(part for part in (when, case.number, case.who) if part)
        return CaseView(what, money(case.amount) if case.amount else "")

    def _empty(self) -> EmptyView | None:
        if self._loading or (self._report and self._report.people):
            return None
        return EmptyView("users", _("Chưa ai bán gì trong những ngày này"), self._problem)


def _rates(one: Watched | None) -> Iterator[RateView]:
    for rate in one.rates if one else ():
        yield _rate(rate)


def _rate(rate: Rate) -> RateView:
    cases, own, others = number(rate.cases), rate_text(rate.per_100), rate_text(rate.others)
    mark = _("Cao") if rate.is_marked else ""
    words = _("{what}: {cases} lần, trên 100 hoá đơn {own}, người khác {others}")
    told = words.format(what=sign_name(rate.sign), cases=cases, own=own, others=others)
    return RateView(rate.sign.value, sign_name(rate.sign), cases, own, others, mark,
                    ", ".join(part for part in (told, mark) if part))  # fmt: skip
