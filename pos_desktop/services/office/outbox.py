"""Promises written with a sale and kept after it: print jobs, their states, and copies that say so."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, insert, or_, select, update

from pos_desktop.core.ids import Id
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.shop.rights import allow, require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import shops
from pos_desktop.storage.schema.records import outbox
from pos_desktop.storage.schema.selling import sale

OLD_AFTER = timedelta(minutes=10)
"""Older jobs are never printed by themselves: nobody wants last night's receipts in the morning."""

UNFINISHED = ("queued", "sending", "not_sent")
WAITING = ("queued", "not_sent")
LONGEST_WAIT = timedelta(minutes=1)
"""What is to be tried again later than this was postponed by a clock that has been set back since."""

FILE = "file"
"""The printer of receipts that went out as a file; nobody claims its jobs."""


class SlipOf(StrEnum):
    """What a slip is about that is handed out beside a receipt; its value heads the subject of the job."""

    GIFT = "gift"
    """Points given to a cause."""
    NEIGHBOUR = "neighbour"
    """A voucher of ours that a neighbour takes."""
    VOUCHER = "voucher"
    """A voucher that was given to a member by hand."""
    DRAW = "draw"
    ROUND = "round"
    """A wheel's odds and commitment, before anybody draws."""
    SEED = "seed"
    """The seed of a round that is over."""
    CAUSE_MONTH = "cause-month"
    PARTNER_MONTH = "partner-month"
    SHIFT_REPORT = "shift-report"
    """An X or a Z, from what was kept of it."""
    REFUND = "refund"
    BILL = "bill"
    """What an order comes to, for guests who pay later."""
    CASH = "cash"
    """Cash that was moved by hand, or a drawer that was opened without a sale."""

    KITCHEN = "kitchen"
    """A ticket of a station of the kitchen."""

    GIFT_CARD = "gift-card"
    """A gift card that a sale issued or loaded, for whoever receives it: `gift-card:<sale>:<card>`."""
    TOP_UP = "top-up"
    """A wallet that a sale put money on: `top-up:<sale>:<wallet>`."""
    WELCOME = "welcome"
    """A member's card on paper, with how points come: `welcome:<member>`."""
    LABEL = "label"
    """Price labels of an item, `label:<copies>:<item>`; of what was weighed `label:1:<item>:w<thousandths>`."""
    POINTS = "points"
    """A member's statement of points: `points:<first day>:<last day>:<account>`."""

    LOYALTY = "loyalty"
    """The members' report in short, `loyalty:<first day>:<last day>:<who reads it>`."""

    def subject(self, *parts: str) -> str:
        """The subject of a job about this, such as `gift:<donation>` or `cause-month:2026-03:<cause>`."""
        return ":".join((self.value, *parts))


ONCE = (
    SlipOf.GIFT, SlipOf.NEIGHBOUR, SlipOf.VOUCHER, SlipOf.DRAW, SlipOf.ROUND, SlipOf.SEED, SlipOf.SHIFT_REPORT,
    SlipOf.REFUND, SlipOf.CASH, SlipOf.KITCHEN, SlipOf.GIFT_CARD, SlipOf.TOP_UP, SlipOf.WELCOME,
)  # fmt: skip
"""Slips that come with what was done, once; printed again they are copies."""


@dataclass(frozen=True, slots=True)
class Job:
    """A promise to print; `copy` counts reprints, 0 is the original. `sale_id` is the subject of a slip."""

    id: Id
    kind: str
    sale_id: Id
    language: str
    printer: str
    copy: int
    state: str
    attempts: int
    at: datetime
    problem: str = ""

    @property
    def about(self) -> SlipOf | None:
        """What the slip is about that this prints; None of a receipt, and of an explanation."""
        head, colon, _rest = self.sale_id.partition(":")
        return SlipOf(head) if self.kind == "slip" and colon else None

    @property
    def comes_once(self) -> bool:
        """Whether nobody gets another one without asking for a copy."""
        return self.kind == "receipt" or self.about in ONCE


def promise(tx: Connection, till: Till, sale_id: Id, printer: str, language: str, *, drawer: bool) -> None:
    """Promise a sale's receipt, and the drawer's pulse for cash, in the sale's own transaction."""
    kinds = ("drawer", "receipt") if drawer and not till.shop.is_training else ("receipt",)
    tx.execute(insert(outbox), [_row(till, kind, sale_id, printer, language, 0) for kind in kinds])


def promise_slip(tx: Connection, till: Till, about: SlipOf, subject: str, printer: str, language: str) -> None:
    """Promise the slip of something in its own transaction; nothing where no printer is."""
    if printer:
        tx.execute(insert(outbox).values(**_row(till, "slip", about.subject(subject), printer, language, 0)))


def promise_drawer(tx: Connection, till: Till, subject: Id, printer: str, language: str) -> None:
    """Promise the drawer's pulse for what is no sale, in its own transaction; nothing where no printer is.

    In training the drawer, with the real money in it, stays shut whatever is done.
    """
    if printer and not till.shop.is_training:
        tx.execute(insert(outbox).values(**_row(till, "drawer", subject, printer, language, 0)))


def redirect(tx: Connection, till: Till, subjects: Select[str], printer: str) -> None:
    """Have slips about these come out at another printer from now on; where that is none, what waits is dropped.

    A copy of what is in doubt goes there too; what is being sent ends where it began.
    """
    slips = update(outbox).where(
        outbox.c.kind == "slip", outbox.c.subject_id.in_(subjects), outbox.c.printer != printer
    )
    if printer:
        tx.execute(slips.where(outbox.c.state.in_([*WAITING, "unknown"])).values(printer=printer))
    else:
        tx.execute(slips.where(outbox.c.state.in_(WAITING)).values(state="dropped", updated_at=till.now()))


def _row(till: Till, kind: str, sale_id: Id, printer: str, language: str, copy: int) -> dict[str, object]:
    now = till.now()
    return {
        "id": till.ids(), "register_id": till.register.id, "kind": kind, "subject_id": sale_id, "language": language,
        "printer": printer, "copy": copy, "state": "queued", "at": now, "updated_at": now, "next_at": now,
    }  # fmt: skip


class Outbox:
    """Print jobs of this register."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def claim(self, printer: str) -> Job | None:
        """Take a drawer's pulse, or the oldest young job, and mark it as being sent; None while nothing is due.

        A new promise is a reason to try what waits for its next turn: a printer's papers keep their order.
        """
        now = self._till.now()
        waiting = self._waiting_at(printer, now)
        due = select(outbox.c.id).where(waiting, _is_due(now)).limit(1)
        first = (
            select(outbox.c.id).where(waiting)
            .order_by(outbox.c.kind != "drawer", outbox.c.at, outbox.c.kind, outbox.c.id).limit(1)
        )  # fmt: skip
        with self._till.db.read() as tx:  # a look costs the other tills nothing
            if tx.execute(due).first() is None:
                return None
        with self._till.db.write() as tx:
            job_id = tx.execute(first.where(due.exists())).scalar_one_or_none()
            if job_id is None:
                return None
            values = {"state": "sending", "attempts": outbox.c.attempts + 1, "updated_at": now}
            tx.execute(update(outbox).where(outbox.c.id == job_id).values(**values))
            return _job(tx, job_id)

    def due_in(self, printer: str) -> timedelta | None:
        """How long until this printer's next job may be tried; None when none waits."""
        now = self._till.now()
        soonest = select(func.min(outbox.c.next_at)).where(self._waiting_at(printer, now))
        with self._till.db.read() as tx:
            at = tx.execute(soonest).scalar()
        return at - now if at is not None else None

    def _waiting_at(self, printer: str, now: datetime) -> ColumnElement[bool]:
        """Young jobs of a printer that are still to be sent."""
        return and_(
            outbox.c.register_id == self._till.register.id, outbox.c.printer == printer,
            outbox.c.state.in_(WAITING), outbox.c.next_at.is_not(None), outbox.c.at > now - OLD_AFTER,
        )  # fmt: skip

    def mark(
        self, job_id: Id, state: str, *, problem: str = "", retry_in: timedelta | None = None, sent_bytes: int = 0
    ) -> None:
        """Keep what became of a job that was being sent; one already asked about stays as it is.

        What failed for it would fail for those behind it: after `retry_in` they follow, in their order.
        """
        now = self._till.now()
        sending = update(outbox).where(outbox.c.id == job_id, outbox.c.state == "sending")
        next_at = now + retry_in if retry_in is not None else None
        with self._till.db.write() as tx:
            tx.execute(sending.values(
                state=state, problem=problem, updated_at=now, next_at=next_at, sent_bytes=sent_bytes
            ))  # fmt: skip
            if next_at is not None:
                self._postpone(tx, _job(tx, job_id).printer, next_at)

    def _postpone(self, tx: Connection, printer: str, next_at: datetime) -> None:
        behind = self._waiting_at(printer, self._till.now())
        later = update(outbox).where(behind, outbox.c.kind != "drawer", outbox.c.next_at < next_at)
        tx.execute(later.values(next_at=next_at))

    def recover(self, printer: str = "") -> int:
        """After a crash nobody knows whether a job came out: `sending` becomes `unknown`. Gives their number.

        With a `printer` only its jobs: beside the window a command may be printing elsewhere.
        """
        sending = update(outbox).where(outbox.c.register_id == self._till.register.id, outbox.c.state == "sending")
        if printer:
            sending = sending.where(outbox.c.printer == printer)
        with self._till.db.write() as tx:
            return tx.execute(sending.values(state="unknown", updated_at=self._till.now())).rowcount

    def in_question(self) -> list[Job]:
        """Receipts and slips that a person has to decide about: unknown ones, and unfinished ones that grew old.

        Explanations and statements are left out: whoever wants one asks for another.
        """
        old = self._till.now() - OLD_AFTER
        statement = select(outbox.c.id).where(
            outbox.c.register_id == self._till.register.id, _comes_once(),
            (outbox.c.state == "unknown") | (outbox.c.state.in_(UNFINISHED) & (outbox.c.at <= old)),
        ).order_by(outbox.c.at)  # fmt: skip
        with self._till.db.read() as tx:
            return [_job(tx, job_id) for job_id in tx.execute(statement).scalars().all()]

    def waiting(self) -> int:
        """Jobs that are still to be sent."""
        statement = select(func.count()).where(
            outbox.c.register_id == self._till.register.id, outbox.c.state.in_(UNFINISHED)
        )
        with self._till.db.read() as tx:
            return tx.execute(statement).scalar_one()

    def jobs_of(self, sale_id: Id) -> list[Job]:
        """All jobs of a sale, originals first."""
        statement = select(outbox.c.id).where(outbox.c.subject_id == sale_id).order_by(outbox.c.copy, outbox.c.kind)
        with self._till.db.read() as tx:
            return [_job(tx, job_id) for job_id in tx.execute(statement).scalars().all()]

    def drop(self, job_id: Id) -> None:
        """A person decided that this job is not needed any more."""
        with self._till.db.write() as tx:
            tx.execute(update(outbox).where(outbox.c.id == job_id).values(
                state="dropped", updated_at=self._till.now()
            ))  # fmt: skip

    def reprint(self, sale_id: Id, printer: str, language: str, staff_id: Id, approval: Id = "") -> Id:
        """Promise the receipt again, marked as a copy; neither drawer nor kitchen is repeated.

        Whoever sells may, while the shift of the sale is open; later who may give money back, for a copy is what
        a second refund is asked for with, or who has another person's word: right `refund`, `copy_subject`.

        Raises:
            Rejected: UNKNOWN_USER, NOT_ALLOWED (`needs_approval`), and what `allow` says of an approval.
        """
        with self._till.db.write() as tx:
            allow_copy(tx, self._till, sale_id, staff_id, approval)
            return self._again(tx, "receipt", sale_id, printer, language, staff_id)

    def reprint_slip(self, subject: str, printer: str, language: str, staff_id: Id) -> Id:
        """Promise a slip that came with something once more, marked as a copy; `subject` is that of its job.

        Raises:
            Rejected: UNKNOWN_USER; NOT_ALLOWED with the right `shift` of an X or a Z, `refund` of stored money that an
                earlier shift sold, `sell` of all else.
        """
        with self._till.db.write() as tx:
            require(tx, staff_id, _right_of_copy(tx, self._till, subject))
            return self._again(tx, "slip", subject, printer, language, staff_id)

    def _again(self, tx: Connection, kind: str, subject: str, printer: str, language: str, staff_id: Id) -> Id:
        same = (outbox.c.subject_id == subject, outbox.c.kind == kind)
        open_ = update(outbox).where(*same, outbox.c.state.in_(["unknown", *UNFINISHED]))
        tx.execute(open_.values(state="dropped", updated_at=self._till.now()))
        last = tx.execute(select(func.max(outbox.c.copy)).where(*same)).scalar()
        # A welcome is printed when somebody asks for it, so that the first one is no copy.
        is_first = last is None and subject.startswith(SlipOf.WELCOME.subject(""))
        row = _row(self._till, kind, subject, printer, language, 0 if is_first else (last or 0) + 1)
        tx.execute(insert(outbox).values(**row))
        journal.append(tx, self._till, Event.REPRINT, subject, {} if is_first else {"copy": row["copy"]}, staff_id)
        return str(row["id"])

    def slip(self, subject_id: Id, printer: str, language: str) -> Id:
        """Promise a slip about a sale, an account or a month; every one is a new one, built when it is printed."""
        mine = (outbox.c.subject_id == subject_id, outbox.c.kind == "slip")
        with self._till.db.write() as tx:
            last = tx.execute(select(func.max(outbox.c.copy)).where(*mine)).scalar()
            row = _row(self._till, "slip", subject_id, printer, language, 0 if last is None else last + 1)
            tx.execute(insert(outbox).values(**row))
            return str(row["id"])


def allow_copy(tx: Connection, till: Till, sale_id: Id, staff_id: Id, approval: Id = "") -> None:
    """Let a person have a receipt once more; what is refused is told at `Outbox.reprint`."""
    if _is_of_open_shift(tx, till, sale_id):
        require(tx, staff_id, "sell")
    else:
        allow(Written(tx), till, staff_id, "refund", subject=copy_subject(sale_id), approval=approval,
              operation_id=till.ids())  # fmt: skip


def saved(tx: Connection, till: Till, sale_id: Id, language: str, staff_id: Id) -> int:
    """Keep that a receipt went out as a file; gives which copy it is, 0 where none was ever promised to a printer."""
    mine = (outbox.c.subject_id == sale_id, outbox.c.kind == "receipt")
    last = tx.execute(select(func.max(outbox.c.copy)).where(*mine)).scalar()
    row = _row(till, "receipt", sale_id, FILE, language, 0 if last is None else last + 1) | {"state": "printed"}
    tx.execute(insert(outbox).values(**row))
    if row["copy"]:
        journal.append(tx, till, Event.REPRINT, sale_id, {"copy": row["copy"]}, staff_id)
    return 0 if last is None else int(last) + 1


def copy_subject(sale_id: Id) -> str:
    """What an approval of a copy is bound to."""
    return f"{sale_id}:copy"


def _right_of_copy(tx: Connection, till: Till, subject: str) -> str:
    about, _colon, rest = subject.partition(":")
    if about == SlipOf.SHIFT_REPORT:
        return "shift"
    if about in (SlipOf.GIFT_CARD, SlipOf.TOP_UP):  # a code that pays is on it
        return "sell" if _is_of_open_shift(tx, till, rest.partition(":")[0]) else "refund"
    return "sell"


def _is_of_open_shift(tx: Connection, till: Till, sale_id: Id) -> bool:
    current = shops.open_shift(tx, till.register.id)
    return (
        current is not None and tx.execute(select(sale.c.shift_id).where(sale.c.id == sale_id)).scalar() == current.id
    )


def _is_due(now: datetime) -> ColumnElement[bool]:
    return or_(outbox.c.next_at <= now, outbox.c.next_at > now + LONGEST_WAIT)


def _comes_once() -> ColumnElement[bool]:
    """Receipts, and slips that came with something that was done."""
    slips = (outbox.c.subject_id.startswith(about.subject(""), autoescape=True) for about in ONCE)
    return or_(outbox.c.kind == "receipt", and_(outbox.c.kind == "slip", or_(*slips)))


def _job(tx: Connection, job_id: Id) -> Job:
    columns = (outbox.c.id, outbox.c.kind, outbox.c.subject_id, outbox.c.language, outbox.c.printer, outbox.c.copy,
               outbox.c.state, outbox.c.attempts, outbox.c.at, outbox.c.problem)  # fmt: skip
    row: Any = tx.execute(select(*columns).where(outbox.c.id == job_id)).one()
    return Job(*row)
