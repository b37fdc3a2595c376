"""Lucky wheels: rounds that are committed to before anybody draws, draws of sales, and seeds told at the end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.plain import from_plain, to_plain
from pos_desktop.loyalty import wheel as rules
from pos_desktop.loyalty.wheel import Odds, Prize, Wheel
from pos_desktop.selling.order import OrderType
from pos_desktop.services.calendars.occasions import occasion
from pos_desktop.services.journal import Event
from pos_desktop.services.members.benefits.vouchers import NewVouchers, template_of
from pos_desktop.services.members.points import bonus
from pos_desktop.services.members.points.locking import Purpose, lock_account
from pos_desktop.services.office.outbox import SlipOf, promise_slip
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import games, returns, shops
from pos_desktop.storage.schema.selling import refund, tender
from pos_desktop.storage.schema.stored import wheel_draw, wheel_round

ON_CREDIT = "on_credit"
"""Kind of the tender by which an order is not paid yet."""


@dataclass(frozen=True, slots=True)
class OpenRound:
    """Begin a round of a wheel of today's programme; `id` names the operation."""

    id: str
    wheel: str
    staff_id: Id
    print_: str = ""
    printer: str = field(default="", repr=False)
    """Name of the printer that gets the slip for the counter; empty prints none."""
    language: str = field(default="vi", repr=False)


@dataclass(frozen=True, slots=True)
class CloseRound:
    """End the running round of a wheel and tell its seed."""

    id: str
    wheel: str
    staff_id: Id
    print_: str = ""
    printer: str = field(default="", repr=False)
    """Name of the printer that gets the slip for the counter; empty prints none."""
    language: str = field(default="vi", repr=False)


@dataclass(frozen=True, slots=True)
class Draw:
    """Draw one ticket of a sale of today for its member; `wheel` may stay empty where only one has tickets left.

    `account_id` is who draws; without it, the member whose the sale is.
    """

    id: str
    sale_id: Id
    account_id: Id | None
    staff_id: Id | None
    wheel: str = ""
    print_: str = ""
    printer: str = field(default="", repr=False)
    """Name of the printer that gets the member's slip; empty prints none."""
    language: str = field(default="vi", repr=False)


@dataclass(frozen=True, slots=True)
class Chance:
    """What is stated of a prize before a draw: `weight` of `whole`."""

    prize: str
    weight: int
    whole: int


@dataclass(frozen=True, slots=True)
class RoundPicture:
    """A round that runs: what is shown and printed before anybody draws."""

    id: Id
    wheel: str
    name: str
    commitment: str
    odds: tuple[Chance, ...]
    draws: int
    left: Money
    """Đồng of the budget that are not given away."""
    topics: tuple[str, ...] = ("outbox",)


@dataclass(frozen=True, slots=True)
class Tickets:
    """What a sale may still draw."""

    wheel: str
    name: str
    left: int
    commitment: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a ticket drew; `odds` are the chances that were stated before it."""

    prize: str
    name: str
    points: int
    gift: str
    voucher_id: Id
    ticket: int
    wheel: str
    commitment: str
    odds: tuple[Chance, ...]
    left: int
    """Tickets of the sale that are still to be drawn."""
    draw_id: Id = ""
    is_repeat: bool = field(default=False, compare=False)
    topics: tuple[str, ...] = ("members", "outbox")


@dataclass(frozen=True, slots=True)
class Closed:
    """A round that is over: anybody can compute its draws again from the seed (hexadecimal)."""

    round_id: Id
    wheel: str
    commitment: str
    seed: str
    draws: int
    topics: tuple[str, ...] = ("outbox",)


class Wheels:
    """Use cases of lucky wheels."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def open_round(self, command: OpenRound) -> RoundPicture:
        """Commit to a seed; from now on the wheel can be drawn.

        Raises:
            Rejected: NOT_ALLOWED, UNKNOWN_WHEEL, WHEEL_OPEN, INVALID_VOUCHER for a prize of a template that is gone.
        """
        asked = Asked(command.id, "open_wheel", command.print_ or repr(command), command.staff_id)
        answer = once(self._till, asked, lambda tx, written: self._open(written, command))
        with self._till.db.read() as tx:
            return _picture(tx, _round_by_id(tx, answer["round_id"]))

    def _open(self, written: Written, command: OpenRound) -> Deed:
        tx = written.tx
        require(tx, command.staff_id, "programme")
        programme = shops.programme_at(tx, self._till.today())
        wheel = next((each for each in programme.wheels if each.id == command.wheel), None)
        if wheel is None:
            raise Rejected(Code.UNKNOWN_WHEEL)
        if games.open_round(tx, wheel.id):
            raise Rejected(Code.WHEEL_OPEN)
        if any(prize.voucher and template_of(programme, prize.voucher) is None for prize in wheel.prizes):
            raise Rejected(Code.INVALID_VOUCHER)
        round_id = self._till.ids()
        committed = rules.commitment(rules.seed_of(self._till.keys.wheel, round_id))
        written.insert(wheel_round, {
            "id": round_id, "wheel": wheel.id, "programme_version": programme.version, "commitment": committed,
            "definition": to_plain(wheel), "opened_at": self._till.now(),
        })  # fmt: skip
        promise_slip(tx, self._till, SlipOf.ROUND, round_id, command.printer, command.language)
        body = {"wheel": wheel.id, "commitment": committed}
        return Deed({"round_id": round_id}, Event.WHEEL_OPENED, round_id, body)

    def close_round(self, command: CloseRound) -> Closed:
        """End a round and tell its seed; UNKNOWN_WHEEL when none runs, NOT_ALLOWED."""
        asked = Asked(command.id, "close_wheel", command.print_ or repr(command), command.staff_id)
        answer = once(self._till, asked, lambda tx, written: self._close(written, command))
        return Closed(*(answer[name] for name in Closed.__dataclass_fields__ if name != "topics"))

    def _close(self, written: Written, command: CloseRound) -> Deed:
        tx = written.tx
        require(tx, command.staff_id, "programme")
        row = _lock(tx, command.wheel)
        seed = rules.seed_of(self._till.keys.wheel, row.id).hex()
        where = (wheel_round.c.id == row.id, wheel_round.c.closed_at.is_(None))
        tx.execute(update(wheel_round).where(*where).values(closed_at=self._till.now(), seed=seed))
        written.saw(wheel_round, row.id)
        promise_slip(tx, self._till, SlipOf.SEED, row.id, command.printer, command.language)
        answer = {"round_id": row.id, "wheel": row.wheel, "commitment": row.commitment, "seed": seed,
                  "draws": games.last_ticket(tx, row.id)}  # fmt: skip
        return Deed(answer, Event.WHEEL_CLOSED, row.id, {"wheel": row.wheel, "seed": seed})

    def running(self) -> tuple[RoundPicture, ...]:
        """Every round that runs, with its commitment and the odds of now."""
        with self._till.db.read() as tx:
            return tuple(_picture(tx, row) for row in games.rounds(tx) if row.closed_at is None)

    def tickets(self, sale_id: Id) -> tuple[Tickets, ...]:
        """What a sale of today may still draw, with the commitments that its receipt prints."""
        with self._till.db.read() as tx:
            return tickets(tx, self._till, sale_id)

    def draw(self, command: Draw) -> Drawn:
        """Draw one ticket.

        Raises:
            Rejected: UNKNOWN_SALE, UNKNOWN_MEMBER when the sale is not this member's, MEMBER_BLOCKED, NO_TICKET;
                NOT_ALLOWED to a person who may not sell.
        """
        asked = Asked(command.id, "draw", command.print_ or repr(command), command.staff_id)
        answer = once(self._till, asked, lambda tx, written: _Drawing(written, self._till, command).run())
        odds = tuple(Chance(*chance) for chance in answer["odds"])
        return Drawn(
            **{**{name: answer[name] for name in Drawn.__dataclass_fields__ if name != "topics"}, "odds": odds}
        )


class _Drawing:
    """The steps of one draw: the round is locked first, then the account, always in this order."""

    def __init__(self, written: Written, till: Till, command: Draw) -> None:
        self._written, self._tx, self._till, self._command = written, written.tx, till, command
        self._account_id: Id = ""

    def run(self) -> Deed:
        if self._command.staff_id:
            require(self._tx, self._command.staff_id, "sell")
        sale = self._sale()
        wheel_id, left = self._ticket()
        row = _lock(self._tx, wheel_id)
        wheel, state = from_plain(Wheel, row.definition), games.wheel_state(self._tx, wheel_id)
        ticket = games.last_ticket(self._tx, row.id) + 1
        seed = rules.seed_of(self._till.keys.wheel, row.id)
        prize = rules.draw(wheel, seed, rules.ticket_text(row.id, ticket), state)
        voucher_id = self._credit(row, prize, ticket, sale)
        draw_id = self._keep(row, prize, ticket, voucher_id)
        promise_slip(self._tx, self._till, SlipOf.DRAW, draw_id, self._command.printer, self._command.language)
        odds = [[chance.prize, chance.weight, chance.whole] for chance in _chances(rules.odds(wheel, state))]
        answer = {
            "prize": prize.id, "name": prize.name, "points": prize.points, "gift": prize.gift, "voucher_id": voucher_id,
            "ticket": ticket, "wheel": wheel_id, "commitment": row.commitment, "odds": odds, "left": left - 1,
            "draw_id": draw_id,
        }  # fmt: skip
        body = {"wheel": wheel_id, "round": row.id, "ticket": ticket, "prize": prize.id, "cost": prize.cost}
        return Deed(answer, Event.WHEEL_DRAWN, self._command.sale_id, body)

    def _sale(self) -> Any:
        row = returns.sale_row(self._tx, self._command.sale_id)
        if row is None:
            raise Rejected(Code.UNKNOWN_SALE)
        owner = returns.owner(self._tx, row).account_id
        if owner is None or self._command.account_id not in (None, owner):
            raise Rejected(Code.UNKNOWN_MEMBER)
        self._account_id = owner
        return row

    def _ticket(self) -> tuple[str, int]:
        """The wheel to draw, and the tickets that the sale has for it."""
        asked = self._command.wheel
        there = [one for one in tickets(self._tx, self._till, self._command.sale_id) if asked in ("", one.wheel)]
        if not there:
            raise Rejected(Code.NO_TICKET)
        return there[0].wheel, there[0].left

    def _credit(self, row: Any, prize: Prize, ticket: int, sale: Any) -> Id:
        """Give what was drawn; gives the id of the voucher that it is, if it is one."""
        till, command = self._till, self._command
        held = lock_account(self._written, till, self._account_id, Purpose(command.id, command.staff_id))
        if held.picture.blocked:
            raise Rejected(Code.MEMBER_BLOCKED)
        bonus.pay(held, draw_key(row.id, ticket), f"wheel:{row.wheel}", prize.points)
        held.booking.close()
        if not prize.voucher:
            return ""
        programme = shops.programme_version_number(self._tx, row.programme_version)
        template = template_of(programme, prize.voucher)
        if template is None:
            raise Rejected(Code.INVALID_VOUCHER)
        return NewVouchers(self._written, till, programme, till.today(), sale.id).issue(template, self._account_id)

    def _keep(self, row: Any, prize: Prize, ticket: int, voucher_id: Id) -> Id:
        till, command = self._till, self._command
        turn, draw_id = len(games.draws_of_sale(self._tx, command.sale_id)) + 1, till.ids()
        self._written.insert(wheel_draw, {
            "id": draw_id, "round_id": row.id, "ticket": ticket, "account_id": self._account_id,
            "sale_id": command.sale_id, "prize": prize.id, "points": prize.points, "cost": prize.cost,
            "voucher_id": voucher_id, "at": till.now(), "business_date": till.today(), "turn": turn,
            "register_id": till.register.id, "staff_id": command.staff_id,
        })  # fmt: skip
        return draw_id


def draw_key(round_id: Id, ticket: int) -> str:
    """What makes the points of a ticket unique."""
    return f"wheel:{round_id}:{ticket}"


def tickets(tx: Connection, till: Till, sale_id: Id) -> tuple[Tickets, ...]:
    """What a sale may still draw: of today, of a member, paid, for what of its basis is not returned."""
    row = returns.sale_row(tx, sale_id)
    if row is None or row.business_date != till.today() or returns.owner(tx, row).account_id is None:
        return ()
    if not _is_paid(tx, sale_id):
        return ()
    basis = row.basis - _returned(tx, sale_id)
    drawn = [one.wheel for one in games.draws_of_sale(tx, sale_id)]
    found = []
    for round_ in games.rounds(tx):
        if round_.closed_at is None:
            wheel = from_plain(Wheel, round_.definition)
            holds = wheel.when.holds(occasion(till, wheel, row.at), OrderType(row.order_type))
            left = rules.tickets_for(wheel, basis) - drawn.count(wheel.id) if holds else 0
            if left > 0:
                found.append(Tickets(wheel.id, wheel.name, left, round_.commitment))
    return tuple(found)


def _is_paid(tx: Connection, sale_id: Id) -> bool:
    owed = select(tender.c.id).where(tender.c.sale_id == sale_id, tender.c.kind == ON_CREDIT).limit(1)
    return tx.execute(owed).first() is None


def _returned(tx: Connection, sale_id: Id) -> Money:
    statement = select(func.coalesce(func.sum(refund.c.basis), 0)).where(refund.c.sale_id == sale_id)
    return int(tx.execute(statement).scalar_one())


def _lock(tx: Connection, wheel: str) -> Any:
    """The running round, which nobody else draws or closes until the transaction ends."""
    statement = (
        update(wheel_round).where(wheel_round.c.wheel == wheel, wheel_round.c.closed_at.is_(None))
        .values(seed=wheel_round.c.seed).returning(wheel_round)
    )  # fmt: skip
    row = tx.execute(statement).first()
    if row is None:
        raise Rejected(Code.UNKNOWN_WHEEL)
    return row


def _round_by_id(tx: Connection, round_id: Id) -> Any:
    return tx.execute(select(wheel_round).where(wheel_round.c.id == round_id)).one()


def _picture(tx: Connection, row: Any) -> RoundPicture:
    wheel, state = from_plain(Wheel, row.definition), games.wheel_state(tx, row.wheel)
    return RoundPicture(
        row.id, row.wheel, wheel.name, row.commitment, _chances(rules.odds(wheel, state)),
        games.last_ticket(tx, row.id), wheel.budget - state.spent,
    )  # fmt: skip


def _chances(odds: Sequence[Odds]) -> tuple[Chance, ...]:
    return tuple(Chance(one.prize.name, one.weight, one.whole) for one in odds)
