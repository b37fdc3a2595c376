"""Vouchers: issued, held by orders, used by sales, given back and revoked by their returns."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection, or_, update

from pos_desktop.core.codes import CodeKind, VoucherCode, classify, read_voucher, voucher_token
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.plain import to_plain
from pos_desktop.loyalty import vouchers as rules
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.rewards import RewardKind
from pos_desktop.loyalty.vouchers import VoucherKind, VoucherTemplate
from pos_desktop.selling.deals import DealSource
from pos_desktop.selling.vouchers import HeldVoucher
from pos_desktop.services.journal import Event
from pos_desktop.services.office.outbox import SlipOf, promise_slip
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.selling.happened import SaleGiven, SaleMade, SaleReturned
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import merges, shops, vouchers
from pos_desktop.storage.queries.vouchers import VoucherRow
from pos_desktop.storage.schema.stored import voucher, voucher_use

ANY_NUMBER = 1_000_000_000
"""Uses of a voucher without a number of its own."""
MOST_ISSUED = 1_000
_NUMBERS = 10**10


@dataclass(frozen=True, slots=True)
class IssueVouchers:
    """Vouchers to issue by hand; `id` names the operation, an account binds them to its member."""

    id: str
    template: str
    staff_id: Id
    account_id: Id | None = None
    count: int = 1
    print_: str = ""
    printer: str = field(default="", repr=False)
    """Name of the printer that gets a slip for each; empty prints none."""
    language: str = field(default="vi", repr=False)


class Vouchers:
    """Use cases of vouchers."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def issue(self, command: IssueVouchers) -> tuple[HeldVoucher, ...]:
        """Issue vouchers of a template of today's programme.

        Raises:
            Rejected: NOT_ALLOWED, INVALID_VOUCHER for a template that is not there or has a shared code,
                INVALID_QUANTITY above a thousand.
        """
        asked = Asked(command.id, "issue_vouchers", command.print_ or repr(command), command.staff_id)
        answer = once(self._till, asked, lambda tx, written: self._issue(written, command))
        with self._till.db.read() as tx:
            return tuple(row.held for row in vouchers.with_ids(tx, answer["ids"]))

    def _issue(self, written: Written, command: IssueVouchers) -> Deed:
        require(written.tx, command.staff_id, "points")
        day = self._till.today()
        programme = shops.programme_at(written.tx, day)
        template = template_of(programme, command.template)
        if template is None or template.code:
            raise Rejected(Code.INVALID_VOUCHER)
        if not 0 < command.count <= MOST_ISSUED:
            raise Rejected(Code.INVALID_QUANTITY)
        new = NewVouchers(written, self._till, programme, day)
        ids = [new.issue(template, command.account_id) for _ in range(command.count)]
        for voucher_id in ids:
            promise_slip(written.tx, self._till, SlipOf.VOUCHER, voucher_id, command.printer, command.language)
        body = {"template": template.id, "count": command.count, "account_id": command.account_id}
        return Deed({"ids": ids}, Event.VOUCHER_ISSUED, ids[0], body)

    def hold(self, code: str, account_id: Id | None = None) -> HeldVoucher:
        """What a scanned or typed code stands for today, for `Order.with_voucher`; the quote checks whether it may.

        Raises:
            Rejected: INVALID_VOUCHER when the shop knows no such code or has revoked it.
        """
        with self._till.db.read() as tx:
            if classify(code).kind is CodeKind.VOUCHER:
                return self._signed(tx, code.strip(), account_id)
            return self._shared(tx, code.strip().upper(), account_id)

    def _signed(self, tx: Connection, code: str, account_id: Id | None) -> HeldVoucher:
        read_voucher(code, self._till.keys.codes)
        row = vouchers.by_code(tx, code)
        if row is None or row.blocked:
            raise Rejected(Code.INVALID_VOUCHER)
        return held_now(tx, row, account_id)

    def _shared(self, tx: Connection, code: str, account_id: Id | None) -> HeldVoucher:
        """A shared code means what today's programme says; its row only counts, and is made at its first use."""
        day = self._till.today()
        template = next((x for x in shops.programme_at(tx, day).vouchers if x.code and x.code == code), None)
        row = vouchers.by_code(tx, code)
        if template is None or (row and row.blocked):
            raise Rejected(Code.INVALID_VOUCHER)
        held = rules.issue(template, row.id if row else self._till.ids(), code, day)
        if row is None:
            return held
        left = None if held.uses_left is None else max(0, held.uses_left - row.used)
        return replace(held, uses_left=left, used_by_member=vouchers.used_by(tx, row.id, account_id))

    def find(self, code: str) -> HeldVoucher:
        """A voucher that this shop issued, with what is left of it, also when nothing is; else INVALID_VOUCHER."""
        return self.hold(code)

    def of_member(self, account_id: Id) -> tuple[HeldVoucher, ...]:
        """The vouchers bound to a member that may still be used, the earliest end first."""
        with self._till.db.read() as tx:
            rows = vouchers.of_member(tx, account_id, self._till.today())
            return tuple(held_now(tx, row, account_id) for row in rows)


def held_now(tx: Connection, row: VoucherRow, account_id: Id | None) -> HeldVoucher:
    """The snapshot of a voucher with its uses as they are; bound to whom its member was merged into."""
    left = None if row.uses == ANY_NUMBER else row.uses - row.used
    member = merges.survivor(tx, row.account_id) if row.account_id else None
    return replace(row.held, uses_left=left, member=member, used_by_member=vouchers.used_by(tx, row.id, account_id))


def template_of(programme: Programme, template_id: str) -> VoucherTemplate | None:
    """The template with this id."""
    return next((template for template in programme.vouchers if template.id == template_id), None)


@dataclass(frozen=True, slots=True)
class NewVouchers:
    """Inserts vouchers in one operation; those of a sale name it."""

    written: Written
    till: Till
    programme: Programme
    day: date
    sale_id: Id | None = None

    def issue(self, template: VoucherTemplate, account_id: Id | None = None) -> Id:
        """Insert a voucher of a template, signed, bound to a member if one is given."""
        key_id = self.till.keys.codes.newest
        held = rules.issue(template, self.till.ids(), self._free_code(key_id), self.day, account_id)
        self.keep(held, held.uses_left or ANY_NUMBER)
        return held.id

    def reissue(self, row: VoucherRow, account_id: Id) -> Id:
        """Insert a voucher for what is left of another one, for another member, with its days and a code of its own."""
        uses = row.uses if row.uses == ANY_NUMBER else row.uses - row.used
        held = replace(
            row.held, id=self.till.ids(), code=self._free_code(self.till.keys.codes.newest), member=account_id,
            uses_left=None if uses == ANY_NUMBER else uses, instead_of=row.id,
        )  # fmt: skip
        self.keep(held, uses, row.programme_version)
        return held.id

    def keep(self, held: HeldVoucher, uses: int, version: int | None = None) -> None:
        """Insert the row of a voucher; `version` is that of the programme which gave it, if it was another one."""
        self.written.insert(voucher, {
            "id": held.id, "template": held.template, "code": held.code,
            "programme_version": version or self.programme.version,
            "held": to_plain(held), "account_id": held.member, "valid_from": held.valid_from or self.day,
            "expires_on": held.expires_on, "uses": uses, "sale_id": self.sale_id, "at": self.till.now(),
            "register_id": self.till.register.id,
        })  # fmt: skip

    def _free_code(self, key_id: int) -> str:
        while True:
            number = f"{int(self.till.ids()[16:], 16) % _NUMBERS:010d}"
            code = voucher_token(VoucherCode(key_id, number), self.till.keys.codes)
            if vouchers.by_code(self.written.tx, code) is None:
                return code


# what a sale does


def sold(made: SaleMade) -> None:
    """Use the order's own vouchers up, then give those for the next order and those that rewards are.

    Raises:
        Rejected: VOUCHER_USED when one was used or revoked meanwhile, VOUCHER_EXPIRED.
    """
    for held in made.quote.priced.order.vouchers:
        if not held.partner:
            _use(made, held)
    new = NewVouchers(made.written, made.till, made.programme, made.day, made.sale_id)
    account_id = made.quote.priced.order.account_id
    for template in _given(made):
        new.issue(template, account_id)


def _use(made: SaleMade, held: HeldVoucher) -> None:
    tx, account_id = made.written.tx, made.quote.priced.order.account_id
    row = _row_of(made, held)
    alive = or_(voucher.c.expires_on.is_(None), voucher.c.expires_on >= made.day)
    statement = update(voucher).where(
        voucher.c.id == row.id, voucher.c.blocked == 0, voucher.c.used < _most(made, row), alive
    )
    if tx.execute(statement.values(used=voucher.c.used + 1)).rowcount != 1:
        raise Rejected(Code.VOUCHER_USED)
    if held.per_member and vouchers.used_by(tx, row.id, account_id) >= held.per_member:
        raise Rejected(Code.VOUCHER_USED)
    reductions = made.quote.priced.reductions
    amount = sum(x.total for x in reductions if (x.source, x.id) == (DealSource.VOUCHER, held.id))
    made.written.insert(voucher_use, {
        "id": made.till.ids(), "voucher_id": row.id, "sale_id": made.sale_id, "account_id": account_id, "uses": 1,
        "amount": amount, "business_date": made.day, "at": made.at,
    })  # fmt: skip


def _row_of(made: SaleMade, held: HeldVoucher) -> VoucherRow:
    """The voucher's row; that of a shared code may have been made by another order meanwhile, or is made now."""
    tx = made.written.tx
    row = vouchers.by_id(tx, held.id) or vouchers.by_code(tx, held.code)
    if row is None:
        if classify(held.code).kind is CodeKind.VOUCHER:
            raise Rejected(Code.INVALID_VOUCHER)
        NewVouchers(made.written, made.till, made.programme, made.day).keep(held, ANY_NUMBER)
        row = vouchers.by_code(tx, held.code)
    if row is None or row.template != held.template:
        raise Rejected(Code.INVALID_VOUCHER)
    return row


def _most(made: SaleMade, row: VoucherRow) -> int:
    """Times in all; of a shared code as the programme has it now, whatever it had at its first use."""
    template = template_of(made.programme, row.template)
    if template and template.code:
        return template.uses_in_all or ANY_NUMBER
    return row.uses


def _given(made: SaleMade) -> list[VoucherTemplate]:
    """Templates of the vouchers that the sale gives: one of each for the next order where goods were paid for."""
    named = [reward.voucher for reward in made.quote.rewards if reward.kind is RewardKind.VOUCHER]
    chosen = [template for name in named if (template := template_of(made.programme, name))]
    if made.quote.priced.basis <= 0:
        return chosen
    follow = (template for template in made.programme.vouchers if template.kind is VoucherKind.NEXT_ORDER)
    return [*(template for template in follow if template.id not in named and _can_still(template, made.day)), *chosen]


def _can_still(template: VoucherTemplate, day: date) -> bool:
    """A voucher that could only be used after its campaign is over is not given."""
    return template.when.ends_on is None or template.life(day)[0] <= template.when.ends_on


# what a refund does


def returned(back: SaleReturned) -> None:
    """With the last of a sale its vouchers come back, if they still hold, and unused ones that it gave are revoked."""
    if not back.is_whole:
        return
    tx = back.written.tx
    for use in vouchers.used_on(tx, back.sale.id):
        if not use.is_returned and (use.voucher.expires_on is None or use.voucher.expires_on >= back.day):
            _give_back(back, use)
    revoke(back.written, [row for row in vouchers.issued_by(tx, back.sale.id) if not row.used])


def _give_back(back: SaleReturned, use: vouchers.UseRow) -> None:
    statement = update(voucher).where(voucher.c.id == use.voucher.id, voucher.c.used > 0)
    back.written.tx.execute(statement.values(used=voucher.c.used - 1))
    back.written.insert(voucher_use, {
        "id": back.till.ids(), "voucher_id": use.voucher.id, "sale_id": back.sale.id, "account_id": use.account_id,
        "uses": -1, "amount": -use.amount, "business_date": back.day, "at": back.at, "refund_id": back.refund_id,
    })  # fmt: skip


def revoke(written: Written, rows: Sequence[VoucherRow]) -> None:
    """Let vouchers be used no more."""
    ids = [row.id for row in rows]
    if ids:
        written.tx.execute(update(voucher).where(voucher.c.id.in_(ids)).values(blocked=True))
        written.saw(voucher, *ids)


# what a move does


def joined(given: SaleGiven) -> int:
    """Void the unused vouchers that the sale gave to who never bought it, and issue the same to whose it is now.

    Gives no points. A guest's were nobody's own, and stay with who has the paper.
    """
    new = NewVouchers(given.written, given.till, given.programme, given.right.booking.day, given.sale.id)
    old = [row for row in _of_the_wrong(given) if row.used < row.uses]
    revoke(given.written, old)
    for row in old:
        if row.expires_on is None or row.expires_on >= given.right.booking.day:
            new.reissue(row, given.right.picture.id)
    return 0


def staying(given: SaleGiven) -> list[str]:
    """Vouchers that the sale gave and that were used already."""
    return [row.held.name for row in _of_the_wrong(given) if row.used]


def _of_the_wrong(given: SaleGiven) -> list[VoucherRow]:
    if given.wrong is None:
        return []
    to = given.right.picture.id
    rows = [row for row in vouchers.issued_by(given.tx, given.sale.id) if row.account_id and not row.blocked]
    return [row for row in rows if row.account_id and merges.survivor(given.tx, row.account_id) != to]
