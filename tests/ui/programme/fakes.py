"""Stand-ins for the services behind the settings of the programme, and what they were asked."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.loyalty.programme import Programme
from pos_desktop.selling.tax import VatTable
from pos_desktop.ui.form.state import Shelf
from pos_desktop.ui.programme.controller import Setting

TODAY = date(2026, 11, 21)
SHELF = Shelf(
    (("coffee", "Cà phê"), ("tea", "Trà")),
    (("CFSD", "Cà phê sữa đá"), ("BX", "Bạc xỉu"), ("TD", "Trà đào cam sả"), ("BM", "Bánh mì thịt nướng")),
)


@dataclass(frozen=True, slots=True)
class FakeMover:
    """Somebody who changes tier."""

    member_code: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FakeImpact:
    """Whom a change moves."""

    movers: tuple[FakeMover, ...]
    members: int = 4_218


MOVERS = (FakeMover("000007", "Nguyễn Thị Ngọc Ánh", "silver", "gold"), FakeMover("000012", "", "gold", "silver"))


@dataclass
class FakeProgrammes:
    """Keeps versions in a list; `newer` is one that somebody else saves first."""

    versions: list[Programme] = field(default_factory=lambda: [Programme(version=6)])
    movers: tuple[FakeMover, ...] = MOVERS
    previewed: list[tuple[Programme, date]] = field(default_factory=list)
    saved: list[tuple[Programme, date, str]] = field(default_factory=list)
    refusal: Exception | None = None

    def current(self) -> Programme:
        return self.versions[-1]

    def newest(self) -> Programme:
        return self.versions[-1]

    def next_version(self) -> int:
        return self.versions[-1].version + 1

    def preview(self, programme: Programme, day: date) -> FakeImpact:
        self.previewed.append((programme, day))
        same = programme.tiers == self.current().tiers
        return FakeImpact(() if same else self.movers)

    def save(self, programme: Programme, valid_from: date, staff_id: str, base_version: int) -> Programme:
        if self.refusal is not None:
            raise self.refusal
        if base_version != self.current().version:
            raise Rejected(Code.PROGRAMME_CHANGED)
        kept = replace(programme, version=self.next_version())
        self.versions.append(kept)
        self.saved.append((kept, valid_from, staff_id))
        return kept


def setting() -> Setting:
    """A Saturday in the café, the owner at work."""
    return Setting(TODAY, VatTable(), SHELF, "owner")


@dataclass(frozen=True, slots=True)
class FakeOutcome:
    """What one programme came to."""

    issued: int
    redeemed: int
    liability: int
    cost: int

    def cost_share(self, sales: int) -> int | None:
        return self.cost * 10_000 // sales if sales else None


@dataclass(frozen=True, slots=True)
class FakeBreakage:
    """A fifth is never asked for."""

    def expected(self, liability: int) -> int:
        return liability * 4 // 5


@dataclass(frozen=True, slots=True)
class FakeMoved:
    """Somebody whom the test leaves in another tier."""

    code: str
    name: str
    before: str
    after: str
    rises: bool


@dataclass(frozen=True, slots=True)
class FakeYear:
    """The last twelve months twice."""

    first: date = date(2025, 11, 22)
    last: date = TODAY
    member_sales: int = 1_842_350_000
    members: int = 4_218
    old: FakeOutcome = FakeOutcome(221_082, 135_600, 42_618_000, 22_108_200)
    new: FakeOutcome = FakeOutcome(442_164, 271_200, 85_236_000, 44_216_400)
    breakage: FakeBreakage = FakeBreakage()
    rises: int = 37
    falls: int = 2
    moved: tuple[FakeMoved, ...] = (FakeMoved("000007", "Nguyễn Thị Ngọc Ánh", "Bạc", "Vàng", rises=True),)


@dataclass
class FakeYearTest:
    """Counts members in steps; does what `between` says at each of them."""

    steps: int = 3
    asked: list[Programme] = field(default_factory=list)
    between: list[object] = field(default_factory=list)
    refusal: Exception | None = None

    def run(self, changed: Programme, on_progress: Callable[[int, int], bool] | None = None) -> FakeYear | None:
        self.asked.append(changed)
        if self.refusal is not None:
            raise self.refusal
        for step in range(1, self.steps + 1):
            for act in self.between:
                act(step)
            if on_progress and not on_progress(step, self.steps):
                return None
        return FakeYear()
