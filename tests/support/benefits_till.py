"""A real shop with vouchers, games, friends and gifts on, and the page that must agree with it after every step."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pos_desktop.services.members.benefits.wheels import CloseRound, OpenRound
from pos_desktop.services.members.merging import Merge, Unmerge
from pos_desktop.services.members.points.adjusting import Revive
from tests.support import benefits_page as page
from tests.support import games_page as games
from tests.support import orders
from tests.support.asked_again import AskedAgain
from tests.support.benefits_page import BenefitsPage, Voucher
from tests.support.benefits_programme import OFF, PARTS, PRICES, SHARED, SKUS
from tests.support.games_page import Sold
from tests.support.oracle import Answer
from tests.support.shop import OWNER

PEOPLE = (("0987654321", date(1990, 3, 5)), ("0912345678", date(1992, 2, 29)), ("0398765432", date(1988, 4, 20)))
FRIENDS_BORN = date(1995, 6, 1)
COUNTED = ("sale", "entry", "lot", "journal", "voucher", "voucher_use", "stamp_entry", "reward_use", "wheel_draw",
           "referral_reward", "attachment")  # fmt: skip
"""Tables that a refusal and a repeat add nothing to."""
PAID = """
    SELECT account_id, points, json_extract(breakdown, '$[0].rule') FROM entry
    WHERE kind = 'accrual' AND occasion IS NOT NULL AND sale_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM entry undone WHERE undone.occasion = 'undone:' || entry.occasion)
"""
GIVEN_INSTEAD = """
    SELECT old.code, new.code FROM voucher new JOIN voucher old ON old.id = json_extract(new.held, '$.instead_of')
    JOIN sale ON sale.id = new.sale_id WHERE sale.number = ?
"""
EXPIRED_LOTS = """
    SELECT lot.id FROM lot JOIN entry e ON e.lot_id = lot.id AND e.kind = 'expiry' WHERE lot.account_id = ?
    AND NOT EXISTS (SELECT 1 FROM entry WHERE occasion = 'reinstated:' || lot.id) ORDER BY lot.seq
"""


class BenefitsTill(AskedAgain):
    """Asks the shop and the page; every step fails where they disagree."""

    def __init__(self, template: Path, folder: Path) -> None:
        super().__init__(template, folder)
        self.shop.item(orders.parse(f"1 x TRÀ @ {games.CUP}").lines[0])
        self.restart()
        self.shop.under(**PARTS)
        self.page = BenefitsPage(self.shop.till.today())
        self.page.vouchers = {
            "CHUNG3": Voucher(3, date.min, None), "MOINGUOI": Voucher(None, date.min, None, is_per_member=True),
        }  # fmt: skip
        self.looks = 0
        self.cards: list[str] = []
        self.accounts: list[str] = []
        for phone, born in PEOPLE:
            self.enrol(phone, born)

    def begin(self) -> None:
        """A round of the wheel, and a first sale to everybody."""
        self.turn_the_round()
        for who, phos in enumerate((1, 2, 3)):
            self.buy(who, 1, phos)

    def rows(self) -> tuple[int, ...]:
        counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in COUNTED)
        return tuple(self.shop.rows(f"SELECT {counts}")[0])

    def refused(self, code: str, **request: Any) -> None:
        """The program has to refuse this, for this reason."""
        answer = self.ask(**request)
        assert answer.get("code") == code, f"{request} is {code}: {answer}"

    def carried_out(self, **request: Any) -> Answer:
        """The program has to do this."""
        answer = self.ask(**request)
        assert answer["ok"], f"{request}: {answer}"
        return answer

    # --- people ---

    def enrol(self, phone: str, born: date, referrer: int | None = None) -> None:
        """Somebody new, brought by somebody or not."""
        more = {} if referrer is None else {"referrer": self.cards[referrer]}
        self.cards.append(self.carried_out(op="enrol", phone=phone, birthday=born.isoformat(), **more)["card"])
        self.accounts.append(self.shop.desk.members.find(self.cards[-1]).row.account_id)
        self.page.enrol(born, referrer)

    def bring_a_friend(self, referrer: int) -> None:
        """A new member whom somebody brings."""
        self.enrol(f"09{len(self.cards):08d}", FRIENDS_BORN, referrer)

    def greet(self, who: int) -> None:
        """A member comes to the counter."""
        self.shop.desk.bonuses.greet(self.accounts[self.page.root(who)])
        self.page.greet(who)

    def merge(self, gone: int, kept: int) -> None:
        """Two members are one person."""
        known = self.page.root(gone) == gone != kept == self.page.root(kept)
        made = self.done(lambda staff: self.shop.desk.merging.merge(
            Merge(self.shop.till.ids(), self.accounts[gone], self.accounts[kept], "một người", staff)
        ))  # fmt: skip
        assert bool(made) == known
        if made:
            self.page.merge(gone, kept)

    def unmerge(self) -> None:
        """The last two that became one are two again."""
        last = self.page.merges[-1]
        made = self.done(lambda staff: self.shop.desk.merging.unmerge(
            Unmerge(self.shop.till.ids(), self.accounts[last.gone], "nhầm", staff)
        ))  # fmt: skip
        assert bool(made) == (self.page.today <= last.on + timedelta(days=page.UNDO_DAYS))
        if made:
            self.page.unmerge()

    # --- sales ---

    def buy(self, who: int | None, cups: int, phos: int, *, voucher: str = "", free: bool = False) -> None:
        """A sale, with a voucher or a full stamp card or neither."""
        lines = [(name, qty) for name, qty in (("CUP", cups), ("PHO", phos)) if qty]
        request: dict[str, Any] = {
            "lines": [{"code": SKUS[name], "qty": qty} for name, qty in lines], "tenders": "exact",
            **({} if who is None else {"member": self.cards[who]}), **({"vouchers": [voucher]} if voucher else {}),
            **({"rewards": ["cup"]} if free else {}),
        }  # fmt: skip
        owner, goods = None if who is None else self.page.root(who), sum(PRICES[name] * qty for name, qty in lines)
        if refusal := self._refusal(owner, goods, voucher, free=free):
            self.refused(refusal, **request)
            return
        answer = self.carried_out(**request)
        due = goods - games.CUP * free - (OFF[self._template(voucher)] if voucher else 0)
        assert answer["due"] == answer["basis"] == due, f"{request} costs {due}: {answer}"
        sale = Sold(answer["number"], self.page.today, owner, lines, due, int(free), voucher, owner)
        sale.issued = [self._issued(one, owner) for one in answer["vouchers"]["issued"]]
        assert len(sale.issued) == 1
        self.page.sell(sale)
        assert answer["earned"] == sale.earned, f"{sale} earns {sale.earned}, not {answer['earned']}"

    def _refusal(self, owner: int | None, goods: int, voucher: str, *, free: bool) -> str:
        if voucher:
            return self.page.refuses(voucher, owner, goods)
        stamps = 0 if owner is None else self._stamps(self.page.stamps)[owner]
        return "REWARD_STAMPS" if free and stamps < games.STAMPS else ""

    def _template(self, code: str) -> str:
        return code if code in SHARED else self.templates()[code]

    def templates(self) -> dict[str, str]:
        """What each code of its own promises."""
        return dict(self.shop.rows("SELECT code, template FROM voucher"))

    def _issued(self, told: Answer, bound: int | None) -> str:
        """A voucher that the shop gave away; it lives as its template says."""
        first = self.page.today + timedelta(days=told["template"] == "next")
        days = {"one": 30, "next": 40}.get(told["template"])
        last = first + timedelta(days=days - 1) if days else None
        life = {"first": first.isoformat(), "last": last.isoformat() if last else None}
        agree("life of a voucher", {"first": told["valid_from"], "last": told["expires_on"]}, life)
        uses, minimum = (3 if told["template"] == "trio" else 1), (50_000 if told["template"] == "one" else 0)
        self.page.vouchers[told["code"]] = Voucher(uses, first, last, bound, minimum)
        return str(told["code"])

    def issue(self, template: str, who: int | None, count: int) -> None:
        """Vouchers given by hand."""
        more = {} if who is None else {"member": self.cards[who]}
        bound = None if who is None else self.page.root(who)
        for told in self.carried_out(op="voucher", template=template, count=count, **more)["vouchers"]:
            self._issued(told, bound)

    def give_back(self, sale: Sold, qty: int | None, *, is_void: bool = False) -> None:
        """Some units of the first line that is left come back, or everything."""
        name = sale.number
        if sale.is_back:
            self.refused("ALREADY_REFUNDED", op="refund", sale=name, lines="all", to="cash", reason="thử")
            return
        (first, there), *rest = sale.lines
        back = min(qty or there, there)
        lines = [] if qty is None else [*([(first, there - back)] if there > back else []), *rest]
        position = 1 + self._positions(sale).index(first)
        told = "all" if qty is None else [{"line": position, "qty": back}]
        request = {"op": "refund", "sale": name, "lines": told, "to": "cash", "reason": "thử"}
        answer = self.carried_out(**({"op": "void", "sale": name, "reason": "nhầm"} if is_void else request))
        assert lines or answer["money"] == sale.left
        taken = self.page.give_back(sale, lines, answer["money"])
        assert answer["clawed"] == taken, f"{request} takes {taken} points: {answer}"

    def _positions(self, sale: Sold) -> list[str]:
        found = self.shop.rows(
            "SELECT sku FROM sale_line JOIN sale ON sale.id = sale_id WHERE sale.number = ? ORDER BY position",
            int(sale.number.rpartition("-")[2]),
        )
        return [next(name for name, sku in SKUS.items() if sku == one) for (one,) in found]

    def claim(self, sale: Sold, who: int) -> None:
        """A guest's receipt gets its member."""
        request = {"op": "attach", "sale": sale.number, "member": self.cards[who], "reason": "quên thẻ"}
        if sale.is_back or sale.owner is not None:
            self.refused("ALREADY_REFUNDED" if sale.is_back else "ALREADY_CLAIMED", **request)
        else:
            answer = self.carried_out(**request)
            assert answer["earned"] == self.page.claim(sale, who)

    def move(self, sale: Sold, who: int) -> None:
        """A sale was somebody else's."""
        request = {"op": "move", "sale": sale.number, "member": self.cards[who], "reason": "nhầm thẻ"}
        if sale.is_back:
            self.refused("ALREADY_REFUNDED", **request)
        elif sale.owner is None:
            self.refused("SALE_OF_GUEST", **request)
        elif self.page.root(sale.owner) == self.page.root(who):
            self.refused("SAME_MEMBER", **request)
        elif sale.free:
            self.refused("MOVE_REDEEMED", **request)
        else:
            answer = self.carried_out(**request)
            assert answer["earned"] == self.page.move(sale, who, self._given_instead(sale))

    def _given_instead(self, sale: Sold) -> dict[str, str]:
        """Codes of new vouchers by those that they stand for."""
        found = self.shop.rows(GIVEN_INSTEAD, int(sale.number.rpartition("-")[2]))
        return {old: new for old, new in found if new not in self.page.vouchers}

    # --- the wheel ---

    def turn_the_round(self) -> None:
        """A round begins, or the one that runs is over and its seed is told."""
        staff, desk = self.shop.person(OWNER).id, self.shop.desk
        if self.page.wheel.drawn is None:
            desk.wheels.open_round(OpenRound(self.shop.till.ids(), "lucky", staff))
            self.page.wheel.begin()
        else:
            closed = desk.wheels.close_round(CloseRound(self.shop.till.ids(), "lucky", staff))
            self.page.wheel.end(closed.round_id, closed.commitment, bytes.fromhex(closed.seed))

    def draw(self, sale: Sold) -> None:
        """Draw a ticket of a sale."""
        if sale.owner is None or not self.page.tickets(sale):
            self.refused("UNKNOWN_MEMBER" if sale.owner is None else "NO_TICKET", op="draw", sale=sale.number)
            return
        drawn = self.carried_out(op="draw", sale=sale.number)
        codes = self.shop.rows(
            "SELECT code FROM voucher JOIN wheel_draw ON voucher.id = voucher_id ORDER BY wheel_draw.rowid"
        )
        code = codes[-1][0] if drawn["prize"] == "one" else ""
        if code:
            self._issued(self.tell({"op": "voucher", "find": code}), self.page.root(sale.owner))
        self.page.draw(sale, drawn["prize"], code)
        assert drawn["tickets_left"] == self.page.tickets(sale)

    # --- time ---

    def wait(self, days: int) -> None:
        super().wait(days)
        self.page.begin(self.shop.till.today())

    def extend(self, who: int, which: int, days: int) -> None:
        """Points of a member live longer."""
        if lots := self.page.living(self.page.root(who)):
            place = which % len(lots)
            until = lots[place].expires_on + timedelta(days=days)
            lot_id = self._lots()[self.page.root(who)][place][0]
            self._revived(self.shop.desk.adjusting.extend, lot_id, until)
            self.page.extend(self.page.root(who), place, until)

    def reinstate(self, which: int, days: int) -> None:
        """What has died lives again."""
        if dead := self.page.dead:
            place, until = which % len(dead), self.page.today + timedelta(days=days)
            who, lot = dead[place]
            found = self.shop.rows(EXPIRED_LOTS, self.accounts[who])
            nth = sorted(one.lot.serial for one in dead if one.who == who).index(lot.serial)
            self._revived(self.shop.desk.adjusting.reinstate, found[nth][0], until)
            self.page.reinstate(place, until)

    def _revived(self, deed: Callable[[Revive], Any], lot_id: str, until: date) -> None:
        deed(Revive(self.shop.till.ids(), lot_id, until, "thư xin lỗi", self.shop.person(OWNER).id))

    # --- what must come out ---

    def _lots(self) -> dict[int, list[tuple[str, date, int]]]:
        found: dict[int, list[tuple[str, date, int]]] = {who: [] for who in self.page.lots}
        for account_id, lot_id, last, points in self.shop.rows(
            "SELECT account_id, id, expires_on, left_points FROM lot WHERE left_points > 0"
            " ORDER BY expires_on, usable_from, seq"
        ):
            found[self.accounts.index(account_id)].append((lot_id, date.fromisoformat(last or "9999-12-31"), points))
        return found

    def look(self) -> None:
        """Everybody has the points, vouchers, stamps and bonuses that the page says."""
        lots = {who: [lot[1:] for lot in kept] for who, kept in self._lots().items()}
        agree("points", lots, {
            who: [(lot.expires_on, lot.points) for lot in self.page.living(who)] for who in self.page.lots
        })  # fmt: skip
        debts = dict(self.shop.rows("SELECT id, debt FROM account"))
        agree("debts", {who: debts[self.accounts[who]] for who in lots}, {who: self.page.debts[who] for who in lots})
        self._look_at_vouchers()
        self._look_at_games()
        self.looks += 1
        self._look_at_member(self.looks % len(self.cards))

    def _look_at_vouchers(self) -> None:
        kept = {code: (used, bool(blocked)) for code, used, blocked in self.shop.rows(
            "SELECT code, used, blocked FROM voucher"
        )}  # fmt: skip
        unused = {code: (0, False) for code in SHARED if code not in kept}
        agree("vouchers", kept | unused, {
            code: (len(one.used_by), one.is_revoked) for code, one in self.page.vouchers.items()
        })  # fmt: skip

    def _look_at_member(self, who: int) -> None:
        """What the counter is told of one of them, in turn; a merged one's card opens the other's account."""
        told, [card] = (answer := self.tell({"op": "member", "find": self.cards[who]})), answer["stamps"]
        codes = {one["code"] for one in told["vouchers"]}
        agree("vouchers of a member", {"codes": codes}, {"codes": self.page.held_by(who)})
        stamps = card["full"] * games.STAMPS + card["stamps"] - card["owed"]
        agree("stamps of a member", {who: stamps}, {who: self._stamps(self.page.stamps)[who]})

    def _stamps(self, kept: Mapping[int, int]) -> dict[int, int]:
        """Stamps of everybody with those who are one with them."""
        return {who: sum(kept.get(one, 0) for one in self.page.family(who)) for who in self.page.lots}

    def _look_at_games(self) -> None:
        rows = self.shop.rows("SELECT account_id, sum(stamps) FROM stamp_entry GROUP BY account_id")
        stamps = {self.accounts.index(account_id): count for account_id, count in rows}
        agree("stamps", self._stamps(stamps), self._stamps(self.page.stamps))
        paid = Counter((self.accounts.index(account_id), *more) for account_id, *more in self.shop.rows(PAID))
        agree("occasions", paid, Counter((one.who, one.points, one.rule) for one in self.page.bonuses.values()))
        drawn = dict(self.shop.rows("SELECT prize, count(*) FROM wheel_draw GROUP BY prize"))
        agree("prizes", drawn, {prize: count for prize, count in self.page.wheel.given.items() if count})
        decided = [tuple(self.accounts.index(one) for one in row[:2]) + tuple(row[2:]) for row in self.shop.rows(
            "SELECT friend_id, referrer_id, refused, friend_points, referrer_points FROM referral_reward ORDER BY rowid"
        )]  # fmt: skip
        expected = [(one.friend, one.referrer, one.refused, *one.points) for one in self.page.brought]
        agree("friends", dict(enumerate(decided)), dict(enumerate(expected)))


def agree(what: str, kept: Mapping[Any, Any], by_page: Mapping[Any, Any]) -> None:
    """Fail with what the shop and the page have otherwise."""
    wrong = {key: (kept.get(key), by_page.get(key)) for key in {**kept, **by_page} if kept.get(key) != by_page.get(key)}
    assert not wrong, f"{what}, shop and page: {wrong}"
