"""Keeps by the loyalty page alone what members have beside points: vouchers, friends, prizes, and whose they are."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.support.games_page import GamesPage, Sold
from tests.support.oracle_tiers import month_end_a_year_after
from tests.support.wheel_page import WheelPage

FRIEND, REFERRER, FRIENDS_MINIMUM, FRIENDS_DAYS, FRIENDS_A_MONTH = 20, 50, 50_000, 90, 2
PER_TICKET, MOST_TICKETS = 100_000, 2
UNDO_DAYS = 30


@dataclass
class Voucher:
    """A promise under a code; `used_by` are the sales that used it and did not come back."""

    uses: int | None
    first: date
    last: date | None
    bound: int | None = None
    minimum: int = 0
    is_per_member: bool = False
    is_revoked: bool = False
    used_by: list[Sold] = field(default_factory=list)


@dataclass
class Brought:
    """What was decided of a friend; empty or month_full is paid."""

    friend: int
    referrer: int
    sale: Sold
    refused: str

    @property
    def is_paid(self) -> bool:
        return self.refused in ("", "month_full")

    @property
    def points(self) -> tuple[int, int]:
        """What the friend and the referrer got."""
        return FRIEND * self.is_paid, REFERRER * (self.refused == "")


@dataclass
class BenefitsPage(GamesPage):
    """Everything together."""

    vouchers: dict[str, Voucher] = field(default_factory=dict)
    brought: list[Brought] = field(default_factory=list)
    wheel: WheelPage = field(default_factory=WheelPage)

    # --- sales ---

    def sell(self, sale: Sold) -> None:
        """All that a sale sets off, in the order in which it happens."""
        if sale.owner is not None:
            sale.birthday = self.birthday(sale.owner, self.today)
            sale.earned = sale.rest_earns
            self.credit(sale.owner, sale.earned, sale.number, self.today)
        self.sales.append(sale)
        if sale.voucher:
            self.vouchers[sale.voucher].used_by.append(sale)
        if sale.owner is not None:
            self.stamp(sale, sale.owner)
            self.play(sale, sale.owner)
            self._judge(sale, sale.owner)

    def give_back(self, sale: Sold, lines: list[tuple[str, int]], money: int) -> int:
        """Goods come back, `lines` stay; gives the points of the sale itself that were taken."""
        sale.lines, sale.left = lines, sale.left - money if lines else 0
        taken = 0
        if sale.owner is not None:
            owed = max(0, sale.earned - sale.rest_earns - sale.clawed)
            taken = self.claw(sale.owner, owed, sale.number)
            sale.clawed += taken
        if sale.is_back:
            self._vouchers_back(sale)
        self.unstamp(sale)
        if sale.owner is not None:
            self.unplay(sale.owner, is_whole=sale.is_back)
        for key, voucher in sale.draws[tickets_for(sale.left) :]:
            self.undo(key)
            self._revoke([voucher] if voucher else [])
        if sale.left < FRIENDS_MINIMUM:
            for row in self._paid_for(sale):
                self.undo(f"friend:{row.friend}")
                self.undo(f"referrer:{row.friend}")
        return taken

    # --- sales that become somebody's ---

    def claim(self, sale: Sold, to: int) -> int:
        """A guest's sale is somebody's, as of its day; gives what they earn."""
        earned = self._own(sale, self.root(to))
        if not sale.is_over:
            self.stamp(sale, self.root(to))
            self.play(sale, self.root(to))
            self._join(sale, self.root(to))
        return earned

    def move(self, sale: Sold, to: int, instead: dict[str, str]) -> int:
        """All that a sale brought to one goes over to another; gives what they earn. `instead` are new codes by old."""
        assert sale.owner is not None
        wrong, right = self.root(sale.owner), self.root(to)
        self.claw(wrong, max(0, sale.earned - sale.clawed), sale.number)
        self.unplay(wrong, sale)
        prizes = {key: self.undo(key) for key, _ in sale.draws}
        for row in self._paid_for(sale):
            self.undo(f"referrer:{row.friend}")
            self.undo(f"friend:{row.friend}")
        earned = self._own(sale, right)
        for key, bonus in prizes.items():
            if bonus:
                self.pay(key, right, bonus.rule, bonus.points, bonus.on)
        self._vouchers_over(sale, right, instead)
        self.stamps_over(sale, right)
        if not sale.is_over:
            self.play(sale, right)
            self._join(sale, right)
        return earned

    def _own(self, sale: Sold, who: int) -> int:
        sale.owner = who
        sale.is_over = month_end_a_year_after(sale.day) < self.today
        sale.birthday = self.birthday(who, sale.day)
        earned = sale.rest_earns
        sale.earned = earned + sale.clawed
        self.credit(who, earned, sale.number, sale.day)
        return earned

    # --- friends ---

    def _paid_for(self, sale: Sold) -> list[Brought]:
        return [row for row in self.brought if row.sale is sale and row.is_paid]

    def _judge(self, sale: Sold, who: int) -> None:
        referrer = self.people[who].referrer
        rows = [row for row in self.brought if row.friend == who]
        if referrer is None or any(row.is_paid for row in rows):
            return
        reason = self._why_not(sale, who, self.root(referrer))
        if reason != "not_first" and reason not in {row.refused for row in rows}:
            self.brought.append(Brought(who, self.root(referrer), sale, reason))
            self._pay_both(self.brought[-1])

    def _join(self, sale: Sold, who: int) -> None:
        """The same for a sale that becomes a friend's; what this sale brought them before, it brings again."""
        before = [row for row in self.brought if row.sale is sale and row.friend == who]
        if not before:
            self._judge(sale, who)
        elif before[0].is_paid and sale.left >= FRIENDS_MINIMUM:
            self._pay_both(before[0])

    def _pay_both(self, row: Brought) -> None:
        for key, whose, points in zip(("friend", "referrer"), (row.friend, row.referrer), row.points, strict=True):
            if points:
                self.pay(f"{key}:{row.friend}", self.root(whose), f"referral:{key}", points, row.sale.day)

    def _why_not(self, sale: Sold, who: int, referrer: int) -> str:
        month = [row for row in self.brought if row.referrer == referrer and not row.refused
                 and (row.sale.day.year, row.sale.day.month) == (sale.day.year, sale.day.month)]  # fmt: skip
        others = [one for one in self.owned(who) if one is not sale and one.left >= FRIENDS_MINIMUM]
        reasons = (
            ("self", referrer == who), ("not_first", bool(others)), ("below_minimum", sale.left < FRIENDS_MINIMUM),
            ("too_late", sale.day > self.people[who].joined + timedelta(days=FRIENDS_DAYS)),
            ("month_full", len(month) >= FRIENDS_A_MONTH),
        )  # fmt: skip
        return next((reason for reason, holds in reasons if holds), "")

    # --- vouchers ---

    def refuses(self, code: str, who: int | None, goods: int) -> str:
        """Why an order of `goods` đồng cannot use a voucher; empty where it can."""
        voucher = self.vouchers[code]
        family = [] if who is None else self.family(who)
        bound = None if voucher.bound is None else self.root(voucher.bound)
        reasons = (
            ("INVALID_VOUCHER", voucher.is_revoked),
            ("VOUCHER_USED", voucher.uses is not None and len(voucher.used_by) >= voucher.uses),
            ("VOUCHER_MEMBER", bound not in (None, *family) or (voucher.is_per_member and who is None)),
            ("VOUCHER_USED", voucher.is_per_member and any(sale.owner in family for sale in voucher.used_by)),
            ("VOUCHER_NOT_YET", self.today < voucher.first),
            ("VOUCHER_EXPIRED", voucher.last is not None and self.today > voucher.last),
            ("VOUCHER_MINIMUM", goods < voucher.minimum),
        )
        return next((reason for reason, holds in reasons if holds), "")

    def held_by(self, who: int) -> set[str]:
        """Codes of the vouchers that a member may still use, some day."""
        return {
            code for code, voucher in self.vouchers.items()
            if voucher.bound in self.family(who) and not voucher.is_revoked
            and (voucher.uses is None or len(voucher.used_by) < voucher.uses)
            and (voucher.last is None or voucher.last >= self.today)
        }  # fmt: skip

    def _vouchers_back(self, sale: Sold) -> None:
        """What a sale used is good again while it lasts; what it gave and nobody used is not."""
        voucher = self.vouchers[sale.voucher] if sale.voucher else None
        if voucher and (voucher.last is None or voucher.last >= self.today):
            voucher.used_by.remove(sale)
        self._revoke(sale.issued)

    def _revoke(self, codes: list[str]) -> None:
        for code in codes:
            self.vouchers[code].is_revoked |= not self.vouchers[code].used_by

    def going_over(self, sale: Sold, to: int) -> list[str]:
        """Vouchers that a sale gave to others and nobody used: they go over with the sale."""
        bound = {code: self.vouchers[code].bound for code in sale.issued}
        others = [code for code, who in bound.items() if who is not None and self.root(who) != to]
        return [code for code in others if not self.vouchers[code].is_revoked and not self.vouchers[code].used_by]

    def _vouchers_over(self, sale: Sold, to: int, instead: dict[str, str]) -> None:
        for code in self.going_over(sale, to):
            old = self.vouchers[code]
            old.is_revoked = True
            if old.last is None or old.last >= self.today:
                new = instead.pop(code, "none was given")
                self.vouchers[new] = Voucher(old.uses, old.first, old.last, to, old.minimum)
                sale.issued.append(new)
                sale.draws = [(key, new if drawn == code else drawn) for key, drawn in sale.draws]
        assert not instead, f"given for no other voucher: {instead}"

    # --- the wheel ---

    def tickets(self, sale: Sold) -> int:
        """What a sale may still draw."""
        if self.wheel.drawn is None or sale.day != self.today:
            return 0
        return max(0, tickets_for(sale.left) - len(sale.draws))

    def draw(self, sale: Sold, prize_id: str, voucher: str) -> None:
        """A ticket drew a prize."""
        assert sale.owner is not None
        prize, who = self.wheel.draw(prize_id), self.root(sale.owner)
        key = f"wheel:{sale.number}:{len(sale.draws)}"
        sale.draws.append((key, voucher))
        if voucher:
            sale.issued.append(voucher)
        if prize.points:
            self.pay(key, who, "wheel:lucky", prize.points, self.today)


def tickets_for(basis: int) -> int:
    """Tickets of a sale of which so much is left."""
    return min(MOST_TICKETS, max(0, basis) // PER_TICKET)
