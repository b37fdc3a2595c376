"""State of the kitchen printers' page: each station's printer, how it is, and a trial; knows no widget."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.stations import RECEIPT_PRINTER, Layout
from pos_desktop.ui.devices.draft import NOWHERE
from pos_desktop.ui.devices.port import Outside, TillDevices
from pos_desktop.ui.devices.standing import Asked, Light, Standing, asking, not_set, of_printer
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _
from pos_desktop.wording.printers import tried_words
from printing.devices.address import BadPrinterUri
from printing.devices.named import Named, named
from printing.devices.profiles import known_profile
from printing.devices.spool import Outcome, Reason

WORST = (Light.BAD, Light.WARN, Light.OFF, Light.GOOD)


@dataclass(frozen=True, slots=True)
class StationPrinterView:
    """One printer, with the stations whose tickets come out there; `tried` says what became of the last trial."""

    uri: str
    stations: str
    standing: Standing
    tried: str
    is_trying: bool


class KitchenPrintersController(QObject):
    """The printers of the stations. Signals: `changed(tuple of StationPrinterView)`."""

    changed = Signal(object)

    def __init__(
        self, desk: Desk, ops: Ops, devices: TillDevices, outside: Outside, far: Ops, parent: QObject | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._ops, self._devices, self._outside, self._far = desk, ops, devices, outside, far
        self._names: dict[str, str] = {}
        self._asked: dict[str, Asked] = {}
        self._tried: dict[str, Outcome] = {}
        self._trying: set[str] = set()

    @property
    def view(self) -> tuple[StationPrinterView, ...]:
        """The printers, in the language in force."""
        return tuple(
            StationPrinterView(uri, names, self._standing(uri), self._told(uri), uri in self._trying)
            for uri, names in self._names.items()
        )

    @property
    def standing(self) -> Standing:
        """How the worst of them is."""
        every = [self._standing(uri) for uri in self._names]
        return min(every, key=lambda standing: WORST.index(standing.light)) if every else not_set()

    def _standing(self, uri: str) -> Standing:
        return of_printer(self._asked[uri]) if uri in self._asked else asking()

    def _told(self, uri: str) -> str:
        return tried_words(self._tried[uri]) if uri in self._tried else ""

    def load(self) -> None:
        """Read the stations and ask their printers."""
        self._ops.run(self._desk.stations.layout, then=self._loaded)

    def _loaded(self, layout: Layout) -> None:
        names: dict[str, list[str]] = {}
        for station in layout.stations:
            if station.printer not in (*NOWHERE, RECEIPT_PRINTER):
                names.setdefault(station.printer, []).append(station.name)
        self._names = {uri: ", ".join(stations) for uri, stations in names.items()}
        self.ask()

    def ask(self) -> None:
        """Ask each of them how it is."""
        self._asked.clear()
        for uri in self._names:
            printer = self._named(uri)
            if printer is None:
                self._asked[uri] = Asked(reason=Reason.NO_SUCH_PRINTER)
            else:
                self._far.run(self._outside.ask, printer, then=lambda asked, uri=uri: self._heard(uri, asked))
        self.refresh()

    def _named(self, uri: str) -> Named | None:
        try:
            return named(uri, known_profile(self._devices.settings.profile))
        except BadPrinterUri:
            return None

    def _heard(self, uri: str, asked: Asked) -> None:
        self._asked[uri] = asked
        self.refresh()

    def try_out(self, uri: str) -> None:
        """Print the test page there."""
        printer = self._named(uri)
        if printer is not None and uri not in self._trying:
            self._trying.add(uri)
            self._tried.pop(uri, None)
            self.refresh()
            self._far.run(
                self._outside.try_printer, printer, then=lambda outcome: self._came(uri, outcome),
                failed=lambda _problem: self._came(uri, None),
            )  # fmt: skip

    def _came(self, uri: str, outcome: Outcome | None) -> None:
        self._trying.discard(uri)
        if outcome is not None:
            self._tried[uri] = outcome
        self.refresh()

    def refresh(self) -> None:
        """Tell everything again."""
        self.changed.emit(self.view)

    @property
    def hint(self) -> str:
        """What is said where no station has a printer of its own, and where to change them."""
        if self._names:
            return _("Đổi máy in của trạm ở «Trạm bếp».")
        return _("Chưa có trạm bếp nào có máy in riêng. Đặt máy in của trạm ở «Trạm bếp».")
