"""State of the form about the shop: what is typed, what was refused where, and the one save; knows no widget."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.money import Money, parse_grouped_money
from pos_desktop.core.rates import parse_percent
from pos_desktop.selling.charges import NO_RATE, Rate
from pos_desktop.selling.lines import OrderType
from pos_desktop.selling.tenders import CASH_STEPS
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.charging import ServiceSet, SetService
from pos_desktop.services.shop.identity import About, Changed, ChangeShop
from pos_desktop.services.shop.people import Person
from pos_desktop.services.shop.settings import CashRoundingSet, SetCashRounding
from pos_desktop.ui.models.views import ChipView
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _, money
from pos_desktop.wording.messages import sentence

HOURS = 24
TEXTS = ("name", "address", "phone", "tax_code", "footer")
Rates = Mapping[OrderType, Rate]


@dataclass(frozen=True, slots=True)
class ShopView:
    """What the form shows; `texts` by the names of `TEXTS`, `service` by kind of order what it is charged.

    Each error stands where it was caused, "" for none.
    """

    texts: dict[str, str]
    hour: str
    name_error: str
    hour_error: str
    error: str
    can_save: bool
    busy: bool
    service: Mapping[OrderType, str]
    service_error: str
    cash_steps: tuple[ChipView, ...] = ()
    cash_step: Money = 0


class ShopController(QObject):
    """What one person who may do so changes of the shop.

    Signals: `changed(ShopView)`, `saved(Changed)`, `kept()` when only what is charged changed, `left()`.
    """

    changed = Signal(object)
    saved = Signal(object)
    kept = Signal()
    left = Signal()

    def __init__(self, desk: Desk, ops: Ops, person: Person, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._ops, self._person = desk, ops, person
        self._kept = self._draft = About("")
        self._operation = desk.till.ids()
        self._problem: Rejected | EnvironmentProblem | None = None
        self._busy = False
        self._resumed: About | None = None
        self._rates: dict[OrderType, str] = dict.fromkeys(OrderType, "")
        self._rates_kept = dict(self._rates)
        self._rate_wrong = False
        self._step = self._step_kept = 0

    @property
    def view(self) -> ShopView:
        """The form, in the language in force."""
        code = self._problem.code if isinstance(self._problem, Rejected) else None
        told = sentence(self._problem) if self._problem else ""
        of_hour = code in (Code.CUTOVER_OPEN_SHIFT, Code.CUTOVER_DAY_BACK)
        of_name = code is Code.INVALID_NAME
        return ShopView(
            {field: getattr(self._draft, field) for field in TEXTS}, self._hour(), told if of_name else "",
            told if of_hour else "", "" if of_name or of_hour else told, self.is_changed and not self._busy, self._busy,
            dict(self._rates), _("Ghi phần trăm như 5%, hoặc số tiền như 10000.") if self._rate_wrong else "",
            tuple(ChipView(step, money(step) if step else _("Không")) for step in CASH_STEPS), self._step,
        )  # fmt: skip

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not kept yet."""
        kept = (self._kept, self._rates_kept, self._step_kept)
        return (self._draft, self._rates, self._step) != kept

    @property
    def draft(self) -> About:
        """The form as it is typed."""
        return self._draft

    def resume(self, draft: About) -> None:
        """Go on with what was typed before, as soon as what holds was read."""
        self._resumed = draft if self._kept == About("") else None
        self._change(**asdict(draft))

    def _hour(self) -> str:
        if not self._draft.cutover_hour:
            return _("Nửa đêm")
        return (
            _("{hour} giờ sáng").format(hour=self._draft.cutover_hour)
            if self._draft.cutover_hour < HOURS // 2
            else (_("{hour} giờ").format(hour=self._draft.cutover_hour))
        )

    def load(self) -> None:
        """Read what holds now."""
        self._ops.run(self._desk.identity.about, then=self._loaded, failed=self._failed)
        self._ops.run(self._desk.charging.rates, then=self._charged, failed=self._failed)
        self._ops.run(self._desk.settings.cash_step, then=self._rounded, failed=self._failed)

    def _rounded(self, step: Money) -> None:
        self._step = self._step_kept = step
        self.refresh()

    def round_cash(self, step: Money) -> None:
        """To what cash is rounded was chosen."""
        if not self._busy:
            self._step = step
            self.refresh()

    def _charged(self, rates: Rates) -> None:
        self._rates = {kind: _written(rates.get(kind, NO_RATE)) for kind in OrderType}
        self._rates_kept = dict(self._rates)
        self.refresh()

    def charge(self, kind: OrderType, text: str) -> None:
        """What a kind of order is charged for service was typed."""
        if not self._busy:
            self._rates, self._rate_wrong = {**self._rates, kind: text.strip()}, False
            self.refresh()

    def refresh(self) -> None:
        """Tell the form again, after a switch of language."""
        self.changed.emit(self.view)

    def write(self, field: str, text: str) -> None:
        """Something was typed."""
        self._change(**{field: text})

    def step_hour(self, by: int) -> None:
        """The next hour at which a day may begin, or the one before."""
        self._change(cutover_hour=(self._draft.cutover_hour + by) % HOURS)

    def save(self) -> None:
        """Keep it."""
        if self._busy or not self.is_changed:
            return
        try:
            rates = {kind: _read(text) for kind, text in self._rates.items()}
        except Rejected:
            self._rate_wrong = True
            self.refresh()
            return
        self._busy, self._problem = True, None
        self.refresh()
        if self._rates != self._rates_kept:
            service = SetService(self._desk.till.ids(), rates, self._person.id)
            self._ops.run(self._desk.charging.set_service, service, then=self._service_set, failed=self._failed)
        else:
            self._save_step()

    def _service_set(self, made: ServiceSet) -> None:
        self._charged(made.rates)
        self._save_step()

    def _save_step(self) -> None:
        if self._step == self._step_kept:
            self._save_rest()
            return
        command = SetCashRounding(self._desk.till.ids(), self._step, self._person.id)
        self._ops.run(self._desk.settings.set_cash_rounding, command, then=self._step_set, failed=self._failed)

    def _step_set(self, made: CashRoundingSet) -> None:
        self._rounded(made.step)
        self._save_rest()

    def _save_rest(self) -> None:
        if self._draft != self._kept:
            self._save_about()
        else:
            self._busy = False
            self.refresh()
            self.kept.emit()

    def _save_about(self) -> None:
        command = ChangeShop(self._operation, self._draft, self._person.id)
        self._ops.run(self._desk.identity.change, command, then=self._done, failed=self._failed)

    def _change(self, **fields: object) -> None:
        if not self._busy:
            # What is sent now is another operation than what was refused before.
            self._operation, self._problem = self._desk.till.ids(), None
            self._draft = replace(self._draft, **fields)  # type: ignore[arg-type]
            self.refresh()

    def _loaded(self, about: About) -> None:
        self._kept = about
        self._draft, self._resumed = self._resumed or about, None
        self.refresh()

    def _done(self, made: Changed) -> None:
        kept = asdict(self._kept)
        self._busy = False
        self._kept = self._draft = About(**{field: getattr(made.facts, field) for field in kept})
        self._operation = self._desk.till.ids()
        self.refresh()
        self.saved.emit(made)

    def _failed(self, problem: Exception) -> None:
        assert isinstance(problem, Rejected | EnvironmentProblem)
        self._busy, self._problem = False, problem
        self.refresh()


def _written(rate: Rate) -> str:
    if rate.percent:
        whole, rest = divmod(rate.percent, 100)
        return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%" if rest else f"{whole}%"
    return str(rate.amount) if rate.amount else ""


def _read(text: str) -> Rate:
    """A charge as it is typed: `5%`, `10000`, or nothing; INVALID_AMOUNT."""
    if not text or text in ("0", "0%"):
        return NO_RATE
    return Rate(percent=parse_percent(text)) if text.endswith("%") else Rate(amount=parse_grouped_money(text))
