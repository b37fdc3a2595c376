"""Neighbours' vouchers: ours as a reward, theirs as money off at the till, and the accounts between the shops."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money, positive
from pos_desktop.core.rates import WHOLE, Percent
from pos_desktop.gateways.keys import Keys, keep_partner_key
from pos_desktop.loyalty import partner_statements as statements
from pos_desktop.loyalty import partners as rules
from pos_desktop.loyalty.partner_statements import Dispute, PartnerStatement, TakenLine
from pos_desktop.loyalty.partners import FIRST_DAY, Partner, PartnerVoucher, Tally
from pos_desktop.loyalty.programme import Programme
from pos_desktop.selling.benefits import Benefit
from pos_desktop.selling.order import Identified
from pos_desktop.selling.vouchers import HeldVoucher
from pos_desktop.services import journal, operations
from pos_desktop.services.journal import Event
from pos_desktop.services.members.points.locking import Purpose, lock_account
from pos_desktop.services.members.points.spending import check_proof, spendable
from pos_desktop.services.office.outbox import SlipOf, promise_slip
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.selling.happened import SaleMade, SaleReturned
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import partners as rows
from pos_desktop.storage.queries import shops
from pos_desktop.storage.queries.partners import ISSUED, RETURNED, TAKEN
from pos_desktop.storage.schema.records import imported_file
from pos_desktop.storage.schema.stored import partner_voucher

DAYS_VALID = 30


@dataclass(frozen=True, slots=True)
class IssueForPartner:
    """A voucher of ours that a neighbour takes, for points of a member; `id` names the operation."""

    id: str
    account_id: Id
    partner: str
    value: Money
    staff_id: Id
    proof: Identified = Identified.SEARCH
    days: int = DAYS_VALID
    """Business dates on which it may be used, today included."""
    print_: str = ""
    printer: str = field(default="", repr=False)
    """Name of the printer that gets the slip; empty prints none."""
    language: str = field(default="vi", repr=False)


@dataclass(frozen=True, slots=True)
class IssuedForPartner:
    """What is printed for the member: the 32 digits, where they are good, and through which day."""

    code: str
    partner: str
    """The neighbour's name."""
    value: Money
    points: int
    expires_on: date
    voucher_id: Id = ""
    topics: tuple[str, ...] = ("members", "outbox")


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """A neighbour's statement as it came, to be checked and netted."""

    id: str
    partner: str
    text: str
    staff_id: Id
    file_name: str = ""
    print_: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """A month between two shops in đồng; `net` is positive when the neighbour pays us."""

    partner: str
    month: date
    they_owe: Money
    we_owe: Money
    net: Money
    disputes: tuple[tuple[str, Money, date, str], ...]
    """Code, value, day and doubt of every line of theirs that we do not owe."""


@dataclass(frozen=True, slots=True)
class PartnerMonth:
    """What ran with a neighbour in a month; `due` is what they owe us for what we took."""

    partner: str
    name: str
    month: date
    issued: Tally
    taken: Tally
    due: Money
    has_key: bool
    share: Percent = WHOLE
    """What the issuer pays of a voucher's value, in hundredths of a percent."""
    lines: tuple[TakenLine, ...] = ()
    """Their vouchers that were taken here."""


class Partners:
    """Use cases around neighbours."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def keep_key(self, partner: str, key: str, staff_id: Id) -> None:
        """Keep the key shared with a neighbour (at least 32 hexadecimal digits) beside the shop's own keys.

        Raises:
            Rejected: NOT_ALLOWED, UNKNOWN_PARTNER, MALFORMED for what cannot be a key.
            EnvironmentProblem: the file of keys cannot be written.
        """
        till, text = self._till, "".join(key.split()).lower()
        with till.db.write() as tx:
            require(tx, staff_id, "programme")
            found = partner_of(shops.programme_at(tx, till.today()), partner)
            if not rules.is_key(text):
                raise Rejected(Code.MALFORMED, field="key")
            body = {"partner": partner, "what": "key"}
            journal.append(tx, till, Event.PARTNER_VOUCHER, partner, body, staff_id)
            keep_partner_key(till.db.path.parent, till.keys, found.number, bytes.fromhex(text))

    def hold(self, code: str) -> HeldVoucher:
        """What a scanned code of a neighbour takes off an order today, for `Order.vouchers`.

        Raises:
            Rejected: PARTNER_FORGED, PARTNER_REPLAYED, PARTNER_EXPIRED, PARTNER_LIMIT.
        """
        with self._till.db.read() as tx:
            day = self._till.today()
            programme = shops.programme_at(tx, day)
            voucher = _checked(tx, armed(programme, self._till.keys), code, day)
            return _held(voucher, partner_of(programme, voucher.partner))

    def issue(self, command: IssueForPartner) -> IssuedForPartner:
        """Give a member a voucher of ours that a neighbour takes, for what it is worth in points (rounded up).

        Raises:
            Rejected: UNKNOWN_USER, UNKNOWN_PARTNER, UNKNOWN_MEMBER, MEMBER_BLOCKED, INVALID_AMOUNT for a value that is
                not in thousands, INSUFFICIENT_POINTS, CARD_REQUIRED, PARTNER_LIMIT, PARTNER_KEY.
        """
        asked = Asked(command.id, "issue_for_partner", command.print_ or repr(command), command.staff_id)
        answer = once(self._till, asked, lambda tx, written: self._issue(tx, written, command))
        # The answer that is kept has no signature: the database alone makes no voucher.
        with self._till.db.read() as tx:
            programme = shops.programme_version_number(tx, answer["version"])
        partner = _armed(partner_of(programme, command.partner), self._till.keys)
        code = rules.own_code(partner, answer["body"])
        expires_on = date.fromisoformat(answer["expires_on"])
        return IssuedForPartner(
            code, partner.name, command.value, answer["points"], expires_on, answer["voucher_id"]
        )  # fmt: skip

    def _issue(self, tx: Connection, written: Written, command: IssueForPartner) -> Deed:
        till = self._till
        require(tx, command.staff_id, "sell")
        held = lock_account(written, till, command.account_id, Purpose(command.id, command.staff_id))
        booking = held.booking
        partner = _armed(partner_of(booking.programme, command.partner), till.keys)
        voucher = _new(tx, partner, command, booking.day)
        points = rules.points_for(positive(command.value), booking.programme.point_value)
        if points > spendable(held):
            raise Rejected(Code.INSUFFICIENT_POINTS, available=spendable(held), asked=points)
        check_proof(held, command.value, command.proof)
        booking.redeem(points, [{"rule": f"partner:{partner.id}", "points": -points}], f"partner:{partner.id}")
        booking.active_on = booking.day
        booking.close()
        body = rules.body_of(voucher.code)
        kept = replace(voucher, code=body)
        voucher_id = _insert(written, till, ISSUED, kept, booking.day, account_id=command.account_id)
        promise_slip(tx, till, SlipOf.NEIGHBOUR, voucher_id, command.printer, command.language)
        answer = {"body": body, "points": points, "expires_on": voucher.expires_on.isoformat(),
                  "version": booking.programme.version, "voucher_id": voucher_id}  # fmt: skip
        told = {"partner": partner.id, "kind": ISSUED, "value": voucher.value, "points": points}
        return Deed(answer, Event.PARTNER_VOUCHER, command.account_id, told)

    def months(self, month: date) -> tuple[PartnerMonth, ...]:
        """What ran with every neighbour of today's programme in the month of `month`."""
        with self._till.db.read() as tx:
            programme = shops.programme_at(tx, self._till.today())
            return tuple(self._month(tx, partner, month.replace(day=1)) for partner in programme.partners)

    def _month(self, tx: Connection, partner: Partner, month: date) -> PartnerMonth:
        taken = rows.taken_in(tx, partner.id, month)
        return PartnerMonth(
            partner.id, partner.name, month, rows.tally(tx, partner.id, (ISSUED,), month),
            Tally(len(taken), sum(line.value for line in taken)), sum(partner.due(line.value) for line in taken),
            partner.number in self._till.keys.partners, partner.share, tuple(taken),
        )  # fmt: skip

    def statement(self, partner: str, month: date) -> str:
        """Our signed statement of a month for a neighbour; UNKNOWN_PARTNER, PARTNER_KEY."""
        with self._till.db.read() as tx:
            found = self._armed_today(tx, partner)
            return statements.signed(_ours(tx, found, month), found)

    def read_in(self, command: ReadStatement) -> Settled:
        """Check a neighbour's statement, keep what was settled with it, and net the month.

        Raises:
            Rejected: NOT_ALLOWED, UNKNOWN_PARTNER, PARTNER_KEY, PARTNER_STATEMENT when it is not theirs, not for us
                or altered, ALREADY_IMPORTED when the month was read before.
        """
        print_ = command.print_ or operations.fingerprint(repr(command))
        asked = Asked(command.id, "partner_statement", print_, command.staff_id)
        answer = once(self._till, asked, lambda tx, written: self._read_in(tx, written, command))
        disputes = tuple((code, value, date.fromisoformat(on), doubt) for code, value, on, doubt in answer["disputes"])
        month = date.fromisoformat(answer["month"])
        return Settled(command.partner, month, answer["they_owe"], answer["we_owe"], answer["net"], disputes)

    def _read_in(self, tx: Connection, written: Written, command: ReadStatement) -> Deed:
        require(tx, command.staff_id, "programme")
        partner = self._armed_today(tx, command.partner)
        told = statements.read_statement(command.text, partner)
        earlier = rows.statements_read(tx, partner.id)
        if again := next((one for one in earlier if one["month"] == told.month.isoformat()), None):
            raise Rejected(Code.ALREADY_IMPORTED, day=again["read_on"])
        issued = {rules.own_code(partner, row.code) for row in rows.issued_in(tx, partner.id)}
        settled = {code for one in earlier for code in one["settled"]}
        doubts = tuple(statements.disputes(told, partner, issued, settled))
        answer = self._netted(tx, partner, told, doubts)
        self._keep(written, command, told, doubts)
        short = {name: value for name, value in answer.items() if name != "disputes"}
        return Deed(answer, Event.PARTNER_VOUCHER, partner.id, {**short, "disputed": len(doubts)})

    def _netted(
        self, tx: Connection, partner: Partner, told: PartnerStatement, doubts: tuple[Dispute, ...]
    ) -> dict[str, object]:
        netting = statements.netted(_ours(tx, partner, told.month), told, partner, doubts)
        return {
            "month": told.month.isoformat(), "they_owe": netting.they_owe, "we_owe": netting.we_owe,
            "net": netting.net,
            "disputes": [[d.line.code, d.line.value, d.line.on.isoformat(), d.doubt.value] for d in doubts],
        }  # fmt: skip

    def _keep(
        self, written: Written, command: ReadStatement, told: PartnerStatement, doubts: Iterable[Dispute]
    ) -> None:
        till, disputed = self._till, {doubt.line for doubt in doubts}
        summary = {
            "month": told.month.isoformat(), "read_on": till.today().isoformat(),
            "settled": [line.code for line in told.taken if line not in disputed],
        }  # fmt: skip
        written.insert(imported_file, {
            "id": till.ids(), "kind": rows.statement_kind(command.partner), "file_name": command.file_name,
            "digest": hashlib.sha256(command.text.encode()).hexdigest(), "row_count": len(told.taken),
            "at": till.now(), "staff_id": command.staff_id, "summary": summary,
        })  # fmt: skip

    def _armed_today(self, tx: Connection, partner: str) -> Partner:
        return _armed(partner_of(shops.programme_at(tx, self._till.today()), partner), self._till.keys)


def partner_of(programme: Programme, partner_id: str) -> Partner:
    """The neighbour with this id; UNKNOWN_PARTNER."""
    found = next((partner for partner in programme.partners if partner.id == partner_id), None)
    if found is None:
        raise Rejected(Code.UNKNOWN_PARTNER)
    return found


def armed(programme: Programme, keys: Keys) -> tuple[Partner, ...]:
    """The neighbours of a programme with their keys, as far as there are any."""
    return tuple(_armed(partner, keys) for partner in programme.partners)


def _armed(partner: Partner, keys: Keys) -> Partner:
    key = keys.partners.get(partner.number)
    return replace(partner, key=key.hex() if key else "")


def _checked(tx: Connection, partners: tuple[Partner, ...], code: str, day: date) -> PartnerVoucher:
    """A neighbour's voucher that may be taken today."""
    text = code.strip()
    told = rules.decoded(text, {partner.number: partner for partner in partners}, is_ours=False)
    taken, back = rows.turns(tx, told.code)
    used = (told.code,) if taken > back else ()
    return rules.take(
        text, partners, day, used=used, taken=rows.tally(tx, told.partner, (TAKEN, RETURNED), day)
    )  # fmt: skip


def _held(voucher: PartnerVoucher, partner: Partner) -> HeldVoucher:
    return HeldVoucher(
        id=f"partner:{voucher.code}", template="", code=voucher.code, name=partner.name,
        benefit=Benefit(amount=voucher.value), expires_on=voucher.expires_on, partner=partner.id,
    )  # fmt: skip


def _new(tx: Connection, partner: Partner, command: IssueForPartner, day: date) -> PartnerVoucher:
    if command.days < 1:
        raise Rejected(Code.INVALID_AMOUNT)
    last = day + timedelta(days=command.days - 1)
    issued = rows.tally(tx, partner.id, (ISSUED,), day)
    return rules.issue(partner, command.value, rows.next_serial(tx, partner.id), last, issued)


def _ours(tx: Connection, partner: Partner, month: date) -> PartnerStatement:
    issued = [
        PartnerVoucher(partner.id, row.value, row.serial, FIRST_DAY + timedelta(days=int(row.code[13:18])), row.code)
        for row in rows.issued_in(tx, partner.id, month)
    ]
    return statements.statement(partner, month, issued, rows.taken_in(tx, partner.id, month))


def _insert(
    written: Written, till: Till, kind: str, voucher: PartnerVoucher, day: date, *, account_id: Id | None = None,
    sale_id: Id | None = None, refund_id: Id | None = None, turn: int = 1,
) -> Id:  # fmt: skip
    voucher_id = till.ids()
    written.insert(partner_voucher, {
        "id": voucher_id, "partner": voucher.partner, "kind": kind, "code": voucher.code, "value": voucher.value,
        "account_id": account_id, "sale_id": sale_id, "refund_id": refund_id, "business_date": day, "at": till.now(),
        "register_id": till.register.id, "serial": voucher.serial, "turn": turn,
    })  # fmt: skip
    return voucher_id


# what a sale does


def sold(made: SaleMade) -> None:
    """Take the neighbours' vouchers that the order holds, each checked again.

    Raises:
        Rejected: PARTNER_FORGED, PARTNER_REPLAYED, PARTNER_EXPIRED, PARTNER_LIMIT; the sale is not made.
    """
    order = made.quote.priced.order
    partners = armed(made.programme, made.till.keys)
    for held in order.vouchers:
        if held.partner:
            voucher = _checked(made.written.tx, partners, held.code, made.day)
            if (held.partner, held.benefit) != (voucher.partner, Benefit(amount=voucher.value)):
                raise Rejected(Code.PARTNER_FORGED)
            _take(made, voucher)


def _take(made: SaleMade, voucher: PartnerVoucher) -> None:
    turn = rows.turns(made.written.tx, voucher.code)[0] + 1
    try:
        _insert(made.written, made.till, TAKEN, voucher, made.day, sale_id=made.sale_id, turn=turn,
                account_id=made.quote.priced.order.account_id)  # fmt: skip
    except IntegrityError as error:  # another till took it between our look and our row
        raise Rejected(Code.PARTNER_REPLAYED) from error


def returned(back: SaleReturned) -> None:
    """With the last of a sale its neighbours' vouchers come back, if they still hold.

    Only within the month in which they were taken: afterwards the neighbour has been told, and pays.
    """
    if not back.is_whole:
        return
    for row in rows.taken_on(back.written.tx, back.sale.id):
        last = FIRST_DAY + timedelta(days=int(row.code[13:18]))
        same_month = (row.business_date.year, row.business_date.month) == (back.day.year, back.day.month)
        if same_month and back.day <= last:
            voucher = PartnerVoucher(row.partner, row.value, row.serial, last, row.code)
            _insert(back.written, back.till, RETURNED, voucher, back.day, account_id=row.account_id,
                    sale_id=back.sale.id, refund_id=back.refund_id, turn=row.turn)  # fmt: skip
