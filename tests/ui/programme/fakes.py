"""Stand-ins for the services behind the settings of the programme, and what they were asked."""

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
