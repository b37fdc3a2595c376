"""Keeps by the loyalty page alone what comes once for an occasion: gifts, stamps, streaks and missions of sales."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.support.oracle_tiers import month_end_a_year_after
from tests.support.points_page import PointsPage

CUP, PHO, MONEY_PER_POINT = 40_000, 100_000, 10_000
STAMPS, STREAK_DAYS, STREAK_POINTS = 4, 3, 15
VISITS, VISITS_POINTS, SPEND, SPEND_POINTS = 4, 40, 900_000, 60
MISSIONS_FROM, MISSIONS_TO = date(2026, 3, 1), date(2026, 12, 31)
BIRTHDAY_ON_AN_ORDER, GIFTS, WINDOW = 30, {"birthday": 25, "joining": 20}, 3


@dataclass
class Bonus:
    """Points of an occasion that stand; `on` is the day whose points they are."""

    who: int
    rule: str
    points: int
    source: str
    on: date


@dataclass
class Person:
    """A member; `referrer` is who brought them."""

    born: date
    joined: date
    referrer: int | None = None


@dataclass(eq=False)
class Sold:
    """A sale: `buyer` never changes, `owner` may; `lines` are units left, `left` the đồng of basis left."""

    number: str
    day: date
    buyer: int | None
    lines: list[tuple[str, int]]
    left: int
    free: int = 0
    """Cups that a full stamp card paid for."""
    voucher: str = ""
    owner: int | None = None
    earned: int = 0
    clawed: int = 0
    birthday: tuple[int, int] | None = None
    """Who had the bonus of which year's birthday on it."""
    is_over: bool = False
    """It became somebody's when its points would have been dead."""
    stamps: int = 0
    stamps_back: int = 0
    stamps_of: int | None = None
    issued: list[str] = field(default_factory=list)
    draws: list[tuple[str, str]] = field(default_factory=list)
    """Occasion and voucher of each ticket that was drawn."""

    @property
    def is_back(self) -> bool:
        return not self.lines

    @property
    def cups(self) -> int:
        return dict(self.lines).get("CUP", 0)

    @property
    def rest_earns(self) -> int:
        """What the rest of it is worth to its owner."""
        if self.is_over or self.left <= 0:
            return 0
        return self.left // MONEY_PER_POINT + BIRTHDAY_ON_AN_ORDER * bool(self.birthday)


@dataclass
class GamesPage(PointsPage):
    """Each method is a deed that was not refused, or a part of one."""

    people: list[Person] = field(default_factory=list)
    sales: list[Sold] = field(default_factory=list)
    bonuses: dict[str, Bonus] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)
    stamps: Counter[int] = field(default_factory=Counter)

    def enrol(self, born: date, referrer: int | None = None) -> None:
        """Somebody new."""
        self.lots[len(self.people)] = []
        self.people.append(Person(born, self.today, None if referrer is None else self.root(referrer)))

    def owned(self, who: int) -> list[Sold]:
        """Sales that are this person's now and did not come back."""
        mine = (sale for sale in self.sales if sale.owner is not None and self.root(sale.owner) == self.root(who))
        return [sale for sale in mine if not sale.is_back]

    # --- occasions ---

    def pay(self, key: str, who: int, rule: str, points: int, on: date) -> None:
        """What comes once, as of a day; nothing where it would be over by now."""
        if key not in self.bonuses and month_end_a_year_after(on) >= self.today:
            self.times[key] += 1
            self.bonuses[key] = Bonus(who, rule, points, f"{key}#{self.times[key]}", on)
            self.credit(who, points, self.bonuses[key].source, on)

    def undo(self, key: str) -> Bonus | None:
        """Take back what an occasion gave, where any of it is not dead; gives what was taken."""
        bonus = self.bonuses.get(key)
        if bonus and self.claw(bonus.who, bonus.points, bonus.source):
            return self.bonuses.pop(key)
        return None

    def begin(self, day: date) -> None:
        """A new day: what is over dies, and everybody whose day it is gets the gift."""
        self.settle(day)
        for kind in GIFTS:
            for who in self.lots:
                if self.root(who) == who:
                    self._give(kind, who)

    def greet(self, who: int) -> None:
        """Somebody comes; who came with the job of the day gets nothing more."""
        for kind in GIFTS:
            self._give(kind, self.root(who))

    def _give(self, kind: str, who: int) -> None:
        origin = self.people[who].born if kind == "birthday" else self.people[who].joined
        if on := remembered(origin, self.today):
            keys = [f"{kind}:{one}:{on.year}" for one in self.family(who)]
            if not any(key in self.bonuses for key in keys):
                self.pay(f"{kind}:{who}:{on.year}", who, f"anniversary:{kind}", GIFTS[kind], self.today)

    def birthday(self, who: int, day: date) -> tuple[int, int] | None:
        """The year's bonus on an order, where no sale that stands has it."""
        on = remembered(self.people[who].born, day)
        taken = {sale.birthday for sale in self.sales if not sale.is_back}
        free = on and not any((one, on.year) in taken for one in self.family(who))
        return (who, on.year) if on and free else None

    # --- games ---

    def stamp(self, sale: Sold, who: int) -> None:
        """A sale, or what is left of it, is stamped for somebody; a full card that paid for it is handed in."""
        sale.stamps, sale.stamps_of = sale.cups - sale.free, who
        self.stamps[who] += sale.stamps - STAMPS * sale.free

    def stamps_over(self, sale: Sold, to: int) -> None:
        """Stamps that are left of a sale are somebody else's."""
        if sale.stamps_of is not None:
            self.stamps[sale.stamps_of] -= sale.stamps - sale.stamps_back
            self.stamps[to] += sale.stamps - sale.stamps_back
            sale.stamps_of = to

    def unstamp(self, sale: Sold) -> None:
        """Take back what does not stay sold; the card comes back with all of it."""
        if sale.stamps_of is not None:
            back = max(0, sale.stamps - min(sale.stamps, sale.cups) - sale.stamps_back)
            self.stamps[sale.stamps_of] -= back
            sale.stamps_back += back
        if sale.is_back and sale.buyer is not None:
            self.stamps[sale.buyer] += STAMPS * sale.free

    def play(self, sale: Sold, who: int) -> None:
        """Streaks and missions that a sale fills, now or by becoming somebody's, as of its day."""
        days = {one.day for one in self.owned(who) if one is not sale}
        if sale.day not in days:
            before, after = _row(days, sale.day, -1), _row(days, sale.day, 1)
            if (before + 1 + after) // STREAK_DAYS > before // STREAK_DAYS + after // STREAK_DAYS:
                filled = sale.day + timedelta(days=-(before + 1) % STREAK_DAYS)
                self.pay(f"streak:{who}:{filled}", who, "streak:row", STREAK_POINTS, sale.day)
        if MISSIONS_FROM <= sale.day <= MISSIONS_TO:
            for mission, points in (("visits", VISITS_POINTS), ("spend", SPEND_POINTS)):
                paid = any(f"mission:{mission}:{one}" in self.bonuses for one in self.family(who))
                if _reached(mission, self.owned(who)) and not paid:
                    self.pay(f"mission:{mission}:{who}", who, f"mission:{mission}", points, sale.day)

    def unplay(self, who: int, but: Sold | None = None, *, is_whole: bool = True) -> None:
        """Take back streaks and missions that are not filled any more; without the sale `but`."""
        kept = [sale for sale in self.owned(who) if sale is not but]
        days, family = {sale.day for sale in kept}, self.family(who)
        for key in [key for key in self.bonuses if is_whole and key.startswith("streak:")]:
            _, one, on = key.split(":")
            needed = {date.fromisoformat(on) - timedelta(days=back) for back in range(STREAK_DAYS)}
            if int(one) in family and not needed <= days:
                self.undo(key)
        for mission in ("visits", "spend"):
            if not _reached(mission, kept):
                for one in family:
                    self.undo(f"mission:{mission}:{one}")


def _row(days: set[date], day: date, step: int) -> int:
    """Days with a visit that follow on a day without a gap, in one direction."""
    length = 0
    while day + timedelta(days=step * (length + 1)) in days:
        length += 1
    return length


def _reached(mission: str, sales: list[Sold]) -> bool:
    within = [sale for sale in sales if MISSIONS_FROM <= sale.day <= MISSIONS_TO]
    if mission == "visits":
        return len({sale.day for sale in within}) >= VISITS
    return sum(sale.left for sale in within) >= SPEND


def remembered(origin: date, day: date) -> date | None:
    """The anniversary in whose window a day lies; the nearest one."""
    found = [on for year in (day.year - 1, day.year, day.year + 1) if year > origin.year
             for on in [_in_year(origin, year)] if abs((on - day).days) <= WINDOW]  # fmt: skip
    return min(found, key=lambda on: abs((on - day).days), default=None)


def _in_year(origin: date, year: int) -> date:
    is_leap_day = (origin.month, origin.day) == (2, 29)
    return date(year, 2, 28 if year % 4 else 29) if is_leap_day else origin.replace(year=year)
