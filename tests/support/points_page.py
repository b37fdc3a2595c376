"""Keeps everybody's points by the loyalty page alone: lots that know where they come from, debts, merges, revivals."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from tests.support.oracle_tiers import month_end_a_year_after


@dataclass(frozen=True, slots=True)
class Points:
    """Points that came together: `source` is the sale or the occasion, `merges` are those that brought them here."""

    serial: int
    points: int
    since: date
    expires_on: date
    source: str
    merges: tuple[int, ...] = ()


class Dead(NamedTuple):
    """What expired with a lot, and with whom it lay."""

    who: int
    lot: Points


class Merged(NamedTuple):
    """Somebody became part of somebody; `owed` is what was left owing of the debt that they brought."""

    id: int
    gone: int
    kept: int
    on: date
    owed: int


@dataclass
class PointsPage:
    """People are numbers, in the order in which they came."""

    today: date
    lots: dict[int, list[Points]] = field(default_factory=dict)
    debts: Counter[int] = field(default_factory=Counter)
    dead: list[Dead] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    """Points that died, by their source, less those that came back to life."""
    merges: list[Merged] = field(default_factory=list)
    """Those in force, the last one last."""
    serial: int = 0

    # --- who is whom ---

    def root(self, who: int) -> int:
        """Whom somebody is part of, themselves where of nobody."""
        into = {one.gone: one.kept for one in self.merges}
        while who in into:
            who = into[who]
        return who

    def family(self, who: int) -> list[int]:
        """Everybody who is this person now."""
        return [one for one in self.lots if self.root(one) == self.root(who)]

    def living(self, who: int) -> list[Points]:
        """Points of one account, in the order of spending."""
        return sorted(self.lots[who], key=lambda lot: (lot.expires_on, lot.since, lot.serial))

    # --- what comes and goes ---

    def credit(self, who: int, points: int, source: str, earned_on: date) -> None:
        """What is earned on a day lives to the end of that month a year later; debts are paid first."""
        life = earned_on, month_end_a_year_after(earned_on)
        self._open(self.root(who), points, life, source)

    def claw(self, who: int, points: int, source: str) -> int:
        """Take back what `source` gave: its own points, what has died of them never, then others, then as a debt."""
        own = [lot for lot in self.living(self.root(who)) if lot.source == source]
        left = points - self._take(self.root(who), points, own)
        forgiven = min(left, self.lost[source])
        self._owe(self.root(who), left - forgiven)
        return points - forgiven

    def settle(self, day: date) -> None:
        """Let everything die that is over on a new day."""
        self.today = day
        for who, lots in self.lots.items():
            for lot in [lot for lot in lots if lot.expires_on < day]:
                lots.remove(lot)
                self.dead.append(Dead(who, lot))
                self.lost[lot.source] += lot.points

    def _open(
        self, who: int, points: int, life: tuple[date, date], source: str, merges: tuple[int, ...] = ()
    ) -> None:  # fmt: skip
        paid = min(self.debts[who], points)
        self.debts[who] -= paid
        if points > paid:
            self.serial += 1
            self.lots[who].append(Points(self.serial, points - paid, *life, source, merges))

    def _owe(self, who: int, points: int) -> None:
        self.debts[who] += points - self._take(who, points, self.living(who))

    def _take(self, who: int, points: int, lots: list[Points]) -> int:
        """Take what these lots have; gives how much that was."""
        taken = 0
        for lot in lots:
            part = min(lot.points, points - taken)
            taken += part
            place = self.lots[who].index(lot)
            self.lots[who][place : place + 1] = [replace(lot, points=lot.points - part)] if part < lot.points else []
        return taken

    # --- what people do ---

    def extend(self, who: int, place: int, until: date) -> None:
        """Let the points at a place of the order of spending live longer."""
        lot = self.living(who)[place]
        self.lots[who].remove(lot)
        self._open(who, lot.points, (lot.since, until), lot.source, lot.merges)

    def reinstate(self, place: int, until: date) -> None:
        """Bring back to whom they would be now what died with a lot."""
        who, lot = self.dead.pop(place)
        self.lost[lot.source] -= lot.points
        merges = (*lot.merges, *self._since(who))
        self._open(self.root(who), lot.points, (self.today, until), lot.source, merges)

    def _since(self, who: int) -> list[int]:
        into = {one.gone: one for one in self.merges}
        found = []
        while who in into:
            found.append(into[who].id)
            who = into[who].kept
        return found

    def merge(self, gone: int, kept: int) -> None:
        """All that somebody has goes over with its days."""
        self.serial += 1
        merge_id, lots, debt = self.serial, self.living(gone), self.debts.pop(gone, 0)
        self.lots[gone] = []
        for lot in lots:
            self._open(kept, lot.points, (lot.since, lot.expires_on), lot.source, (*lot.merges, merge_id))
        before = self.debts[kept]
        self._owe(kept, debt)
        self.merges.append(Merged(merge_id, gone, kept, self.today, self.debts[kept] - before))

    def unmerge(self) -> None:
        """The last merge is undone: what is still there of what it brought goes back."""
        merge = self.merges.pop()
        for lot in [lot for lot in self.living(merge.kept) if merge.id in lot.merges]:
            self.lots[merge.kept].remove(lot)
            older = tuple(one for one in lot.merges if one != merge.id)
            self._open(merge.gone, lot.points, (lot.since, lot.expires_on), lot.source, older)
        debt = min(self.debts[merge.kept], merge.owed)
        self.debts[merge.kept] -= debt
        self._owe(merge.gone, debt)
