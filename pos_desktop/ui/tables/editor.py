"""State of the floor while the owner draws it: areas and tables that are not kept yet; knows no widget."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.services.desk import Desk
from pos_desktop.services.selling.tables import Area, ChangeFloor, PlacedTable
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.models.views import ChipView
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.tables.view import TableView
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence

COLUMNS = 6
"""Tables that are added stand so many beside each other."""
SIZES = (2, 8)


@dataclass(frozen=True, slots=True)
class DrawingView:
    """The floor as it is drawn; `name`, `seats` and `is_round` are the marked table's, "" where none is."""

    areas: tuple[ChipView, ...]
    area: int
    area_name: str
    tables: tuple[TableView, ...]
    chosen: Id | None
    name: str
    seats: str
    is_round: bool
    can_save: bool
    error: str


class FloorEditor(QObject):
    """Signals: `changed(DrawingView)`, `left()`, `saved()`."""

    changed = Signal(object)
    left = Signal()
    saved = Signal()

    def __init__(self, desk: Desk, ops: Ops, person: Person, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._ops, self._person = desk, ops, person
        self._kept: tuple[Area, ...] = ()
        self._areas: tuple[Area, ...] = ()
        self._area, self._chosen = 0, ""
        self._error, self._busy = "", False

    def begin(self, plan: tuple[Area, ...]) -> None:
        """Draw on from what is there; every shop begins with one area."""
        self._kept = self._areas = plan
        if not plan:
            self._areas = (Area(self._desk.till.ids(), _("Trong nhà")),)
        self._area, self._chosen, self._error = 0, "", ""
        self.refresh()

    @property
    def is_changed(self) -> bool:
        """Whether something is drawn that is not kept."""
        return self._areas != self._kept and bool(self._kept or any(area.tables for area in self._areas))

    def refresh(self) -> None:
        """Tell it again."""
        self.changed.emit(self.view)

    @property
    def view(self) -> DrawingView:
        """The drawing in the language in force."""
        here, table = self._here, self._table
        return DrawingView(
            tuple(ChipView(at, area.name) for at, area in enumerate(self._areas)), self._area,
            here.name if here else "", tuple(self._drawn(one) for one in here.tables) if here else (),
            self._chosen or None, table.name if table else "", str(table.seats) if table else "",
            bool(table and table.shape == "round"), self.is_changed and not self._busy, self._error,
        )  # fmt: skip

    @property
    def _here(self) -> Area | None:
        return self._areas[self._area] if self._area < len(self._areas) else None

    @property
    def _table(self) -> PlacedTable | None:
        tables = self._here.tables if self._here else ()
        return next((one for one in tables if one.id == self._chosen), None)

    def _drawn(self, one: PlacedTable) -> TableView:
        seats = _("{count} chỗ").format(count=one.seats)
        return TableView(one.id, one.name, seats, (), "surface", "text2", one.x, one.y, one.width, one.height,
                         one.shape == "round", one.id == self._chosen)  # fmt: skip

    # drawing

    def choose_area(self, area: int) -> None:
        """Draw another area."""
        self._area, self._chosen = area, ""
        self.refresh()

    def choose(self, table_id: Id) -> None:
        """Mark a table."""
        self._chosen = table_id
        self.refresh()

    def add_area(self) -> None:
        """One more room."""
        name = _("Khu {number}").format(number=len(self._areas) + 1)
        self._areas = (*self._areas, Area(self._desk.till.ids(), name))
        self.choose_area(len(self._areas) - 1)

    def rename_area(self, name: str) -> None:
        """Call the area otherwise."""
        self._put(lambda area: replace(area, name=name))

    def drop_area(self) -> None:
        """Take the area away with its tables."""
        self._areas = tuple(area for at, area in enumerate(self._areas) if at != self._area)
        self.choose_area(max(0, self._area - 1))

    def add(self) -> None:
        """One more table, where there is room."""
        here = self._here
        if here is None:
            return
        count = sum(len(area.tables) for area in self._areas) + 1
        taken = {one.name for one in here.tables}
        name = next(str(number) for number in range(count, count + 999) if str(number) not in taken)
        places = ((4 * (at % COLUMNS), 4 * (at // COLUMNS)) for at in range(COLUMNS * 50))
        x, y = next(place for place in places if not any(_touches(one, *place) for one in here.tables))
        made = PlacedTable(self._desk.till.ids(), name, 4, x, y)
        self._chosen = made.id
        self._put(lambda area: replace(area, tables=(*area.tables, made)))

    def drop(self) -> None:
        """Take the marked table away."""
        gone, self._chosen = self._chosen, ""
        self._put(lambda area: replace(area, tables=tuple(one for one in area.tables if one.id != gone)))

    def move(self, table_id: Id, x: int, y: int) -> None:
        """A table was dragged to a place of the grid."""
        self._chosen = table_id
        self._change(x=x, y=y)

    def nudge(self, dx: int, dy: int) -> None:
        """Move the marked table one step."""
        if (table := self._table) is not None:
            self._change(x=max(0, table.x + dx), y=max(0, table.y + dy))

    def rename(self, name: str) -> None:
        """Call the marked table otherwise."""
        self._change(name=name)

    def step_seats(self, by: int) -> None:
        """One seat more or one fewer."""
        if (table := self._table) is not None:
            self._change(seats=max(1, min(99, table.seats + by)))

    def grow(self, by: int) -> None:
        """Make the marked table wider, or narrower."""
        if (table := self._table) is not None:
            self._change(width=max(SIZES[0], min(SIZES[1], table.width + by)))

    def shape(self, shape: str) -> None:
        """Round or square."""
        self._change(shape=shape)

    def _change(self, **fields: object) -> None:
        self._put(lambda area: replace(area, tables=tuple(
            replace(one, **fields) if one.id == self._chosen else one for one in area.tables  # type: ignore[arg-type]
        )))  # fmt: skip

    def _put(self, change: Callable[[Area], Area]) -> None:
        self._error = ""
        self._areas = tuple(change(area) if at == self._area else area for at, area in enumerate(self._areas))
        self.refresh()

    # keeping

    def save(self) -> None:
        """Keep the floor as it is drawn."""
        if self._busy or not self.is_changed:
            return
        self._busy = True
        command = ChangeFloor(self._desk.till.ids(), self._areas, self._person.id)
        self._ops.run(self._desk.tables.change, command, then=self._saved, failed=self._failed)

    def _saved(self, plan: tuple[Area, ...]) -> None:
        self._busy = False
        self.begin(plan)
        self.saved.emit()

    def _failed(self, problem: Exception) -> None:
        assert isinstance(problem, Rejected | EnvironmentProblem)
        self._busy, self._error = False, sentence(problem)
        self.refresh()


def _touches(one: PlacedTable, x: int, y: int) -> bool:
    return abs(one.x - x) < 4 and abs(one.y - y) < 4
