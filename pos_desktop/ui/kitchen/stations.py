"""State of the set-up of stations: which one, what is typed, what was refused; knows no widget."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble
from pos_desktop.core.ids import Id
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.people import Person
from pos_desktop.services.shop.stations import RECEIPT_PRINTER, Layout, Put, PutStation, StationFacts
from pos_desktop.ui.models.views import ChipView, ToastKind, ToastView
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence

MINUTE, MOST_MINUTES = 60, 120
NONE, RECEIPT, OWN = "none", "receipt", "own"
BLANK = StationFacts("")
Try = Callable[[str, StationFacts], str]
"""Prints a trial ticket at an address, on a worker for trials; gives what is wrong, "" for nothing."""


@dataclass(frozen=True, slots=True)
class StationRowView:
    """A station in the list, with what is made there."""

    id: Id
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class StationForm:
    """The form of a station. `ticks` are its categories: id, name, on. Each error stands where it was caused."""

    title: str
    name: str
    name_error: str
    printers: tuple[ChipView, ...]
    printer: Hashable
    address: str
    address_error: str
    late: str
    ticks: tuple[tuple[Id, str, bool], ...]
    apart: str
    error: str
    is_new: bool
    busy: bool
    trying: bool


@dataclass(frozen=True, slots=True)
class StationsView:
    """The list and the form; no form where there is no station yet and none is being made."""

    rows: tuple[StationRowView, ...]
    chosen: Id
    form: StationForm | None


class StationsController(QObject):
    """What one person who may do so sets up.

    Signals: `changed(StationsView)`, `formed()` when the fields hold another station, `toast(ToastView)`, `left()`.
    """

    changed = Signal(object)
    formed = Signal()
    toast = Signal(object)
    left = Signal()

    def __init__(
        self, desk: Desk, ops: Ops, outside: Ops, person: Person, try_: Try, parent: QObject | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._ops, self._outside, self._person, self._try = desk, ops, outside, person, try_
        self._layout = Layout((), (), ())
        self._chosen: Id = ""
        self._draft: StationFacts | None = None
        self._way = NONE
        self._operation = desk.till.ids()
        self._problem: Rejected | EnvironmentProblem | None = None
        self._busy = self._trying = False

    # what it shows

    @property
    def view(self) -> StationsView:
        """The stations, in the language in force."""
        rows = tuple(StationRowView(row.id, row.name, self._made_at(row.id)) for row in self._layout.stations)
        return StationsView(rows, self._chosen, self._form() if self._draft else None)

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self._draft is not None and self._draft != self._kept()

    def _kept(self) -> StationFacts:
        return self._layout.facts(self._chosen) if self._chosen else BLANK

    def _made_at(self, station_id: Id) -> str:
        names = [made.name for made in self._layout.categories if made.station_id == station_id]
        return ", ".join(names) or _("Chưa có danh mục nào")

    def _form(self) -> StationForm:
        draft = self._draft or BLANK
        told, problem = sentence(self._problem) if self._problem else "", self._problem
        of_name = isinstance(problem, Rejected) and problem.code in (Code.INVALID_NAME, Code.STATION_TAKEN)
        of_address = isinstance(problem, EnvironmentProblem) and problem.code is Trouble.PRINTER_ADDRESS
        return StationForm(
            self._kept().name or _("Trạm mới"), draft.name, told if of_name else "", _printers(), self._way,
            draft.printer if self._way == OWN else "", told if of_address else "",
            _("{minutes} phút").format(minutes=draft.late_after // MINUTE),
            tuple((made.id, self._tick(made.name, made.station_id), made.id in draft.categories)
                  for made in self._layout.categories),
            self._apart(draft), "" if of_name or of_address else told, not self._chosen, self._busy, self._trying,
        )  # fmt: skip

    def _tick(self, name: str, station_id: Id) -> str:
        """A category, with the station that has it now, where that is another one."""
        other = next((row.name for row in self._layout.stations if row.id == station_id != self._chosen), "")
        return _("{category} (đang ở {station})").format(category=name, station=other) if other else name

    def _apart(self, draft: StationFacts) -> str:
        names = [made.name for made in self._layout.items if made.id in draft.items]
        return _("Món làm riêng ở đây: {names}").format(names=", ".join(names)) if names else ""

    # what a person does

    def load(self) -> None:
        """Read what there is."""
        self._ops.run(self._desk.stations.layout, then=self._loaded, failed=self._failed)

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self.changed.emit(self.view)

    def choose(self, station_id: Id) -> None:
        """Show a station."""
        if not self._busy:
            self._chosen = station_id
            self._draft = self._layout.facts(station_id)
            self._begin()

    def new(self) -> None:
        """Begin a station."""
        if not self._busy:
            self._chosen, self._draft = "", BLANK
            self._begin()

    def _begin(self) -> None:
        printer = self._draft.printer if self._draft else ""
        self._way = {"": NONE, RECEIPT_PRINTER: RECEIPT}.get(printer, OWN)
        self._problem, self._operation = None, self._desk.till.ids()
        self.refresh()
        self.formed.emit()

    def write(self, **fields: object) -> None:
        """Something was typed: `name` or `printer`."""
        if self._draft is not None and not self._busy:
            self._operation, self._problem = self._desk.till.ids(), None
            self._draft = replace(self._draft, **fields)  # type: ignore[arg-type]
            self.refresh()

    def choose_printer(self, way: Hashable) -> None:
        """Where tickets come out: nowhere, the till's receipt printer, or an address of its own."""
        self._way = str(way)
        kept = self._kept().printer
        own = "" if kept == RECEIPT_PRINTER else kept
        self.write(printer={NONE: "", RECEIPT: RECEIPT_PRINTER}.get(self._way, own))
        self.formed.emit()

    def step_late(self, by: int) -> None:
        """So many minutes more or fewer before a ticket is late."""
        if self._draft is not None:
            minutes = max(1, min(MOST_MINUTES, self._draft.late_after // MINUTE + by))
            self.write(late_after=minutes * MINUTE)

    def tick(self, category: Id, on: bool) -> None:
        """A category is made here, or not."""
        if self._draft is not None:
            others = tuple(each for each in self._draft.categories if each != category)
            self.write(categories=(*others, category) if on else others)

    def save(self) -> None:
        """Keep it."""
        if self._draft is not None and not self._busy and self.is_changed:
            self._send(self._draft)

    def close_station(self) -> None:
        """Nothing is made here any more; old tickets stay."""
        if self._chosen and not self._busy:
            self._send(replace(self._kept(), active=False))

    def try_printer(self) -> None:
        """Print a trial ticket at the address as it is typed."""
        draft = self._draft
        if draft is not None and self._way == OWN and draft.printer.strip() and not self._trying:
            self._trying = True
            self.refresh()
            self._outside.run(self._try, draft.printer.strip(), draft, then=self._tried, failed=self._failed)

    # what comes back

    def _send(self, facts: StationFacts) -> None:
        self._busy, self._problem = True, None
        self.refresh()
        command = PutStation(self._operation, facts, self._person.id, self._chosen)
        self._ops.run(self._desk.stations.put, command, then=self._saved, failed=self._failed)

    def _saved(self, made: Put) -> None:
        self._busy, self._chosen = False, made.station
        self._operation = self._desk.till.ids()
        self.toast.emit(ToastView(ToastKind.INFO, _("Đã lưu trạm bếp")))
        self.load()

    def _loaded(self, layout: Layout) -> None:
        self._layout = layout
        ids = [row.id for row in layout.stations]
        if self._chosen not in ids:
            self._chosen = ids[0] if ids else ""
        self._draft = self._kept() if self._chosen else None
        self._begin()

    def _tried(self, wrong: str) -> None:
        self._trying = False
        kind, words = (ToastKind.WARN, wrong) if wrong else (ToastKind.INFO, _("Đã gửi phiếu thử tới máy in"))
        self.toast.emit(ToastView(kind, words))
        self.refresh()

    def _failed(self, problem: Exception) -> None:
        assert isinstance(problem, Rejected | EnvironmentProblem)
        self._busy = self._trying = False
        self._problem = problem
        self.refresh()


def _printers() -> tuple[ChipView, ...]:
    return (
        ChipView(NONE, _("Chỉ màn hình bếp")), ChipView(RECEIPT, _("Máy in hoá đơn")), ChipView(OWN, _("Máy in riêng")),
    )  # fmt: skip
