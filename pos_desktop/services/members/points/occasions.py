"""Gifts of birthdays and days of joining, and points for signing up: once each, whoever asks first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.loyalty import anniversaries
from pos_desktop.loyalty.accrual import Step
from pos_desktop.loyalty.anniversaries import Anniversary, AnniversaryKind
from pos_desktop.loyalty.gifts import gift_points, gift_rules, sign_up_steps
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.rules import Trigger
from pos_desktop.loyalty.vouchers import VoucherTemplate
from pos_desktop.services import journal
from pos_desktop.services.calendars.birthdays import birthdays_around
from pos_desktop.services.calendars.occasions import occasion
from pos_desktop.services.journal import Event
from pos_desktop.services.members.points import bonus
from pos_desktop.services.members.points.birthdays import corrected_on
from pos_desktop.services.members.points.locking import Locked, Purpose, lock_account
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import birthdays, merges, shops
from pos_desktop.storage.queries.birthdays import Dates

OLDEST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class Due:
    """A gift that a member is to get for the date `on`."""

    account_id: Id
    rule: Anniversary
    on: date

    @property
    def key(self) -> str:
        """Once for an account, a kind and the calendar year of the date; apart from the year's bonus on an order."""
        return self.key_of(self.account_id)

    def key_of(self, account_id: Id) -> str:
        """The key that the same gift has for another account."""
        return f"{anniversaries.key(account_id, self.rule.kind, self.on.year)}:gift"


@dataclass(frozen=True, slots=True)
class Gift:
    """What is still to be given: points, a voucher of a template, or both."""

    due: Due
    points: int
    template: VoucherTemplate | None


def run_day(tx: Connection, till: Till, day: date) -> int:
    """Give everybody whose window holds on `day` what is theirs and was not given yet; gives how many gifts it gave.

    Part of the job of a new business date: those are found by index, in the caller's transaction.
    """
    programme = shops.programme_at(tx, day)
    gifts = _gifts(tx, till, programme, _candidates(tx, programme, day))
    for gift in gifts:
        _give(tx, till, programme, gift, day)
    return len(gifts)


def greet(till: Till, account_id: Id) -> int:
    """Give one member what today's windows hold, when they come; gives the points, harmless to call twice."""
    with till.db.read() as tx:
        if not _of_member(tx, till, account_id)[1]:
            return 0
    with till.db.write() as tx:
        programme, gifts = _of_member(tx, till, account_id)
        for gift in gifts:
            _give(tx, till, programme, gift, till.today())
    return sum(gift.points for gift in gifts)


def _of_member(tx: Connection, till: Till, account_id: Id) -> tuple[Programme, list[Gift]]:
    day = till.today()
    programme = shops.programme_at(tx, day)
    rules = gift_rules(programme)
    dates = birthdays.dates_of(tx, account_id) if rules else None
    due = (found for rule in rules if dates and (found := _due(rule, dates, day)))
    return programme, _gifts(tx, till, programme, due)


def _candidates(tx: Connection, programme: Programme, day: date) -> Iterator[Due]:
    for rule in gift_rules(programme):
        for dates in _members(tx, rule, day):
            if due := _due(rule, dates, day):
                yield due


def _members(tx: Connection, rule: Anniversary, day: date) -> Iterator[Dates]:
    """Members for whom the rule may hold today; a rule by the moon is for those alone who keep their birthday so."""
    if rule.kind is AnniversaryKind.JOINING:
        yield from birthdays.joined_on(tx, _origins(rule, day, 2000))
        return
    if not rule.lunar:
        yield from birthdays.born_on(tx, _origins(rule, day, OLDEST_YEAR))
    yield from birthdays.lunar(tx)


def _origins(rule: Anniversary, day: date, first_year: int) -> list[date]:
    """Every day that is remembered on a day of the window; in common years 29 February is remembered on the 28th."""
    window = {day + timedelta(days=n) for n in range(-rule.after, rule.before + 1)}
    years = range(first_year, day.year + 1)
    leap = (date(year, 2, 29) for year in years if anniversaries.falls_on(date(2000, 2, 29), year).day == 29)
    days = {anniversaries.falls_on(one, year) for one in window for year in years} | set(leap)
    return sorted(origin for origin in days if _is_remembered(origin, window))


def _is_remembered(origin: date, window: Iterable[date]) -> bool:
    return any(anniversaries.falls_on(origin, one.year) == one for one in window if one > origin)


def _due(rule: Anniversary, dates: Dates, day: date) -> Due | None:
    if dates.blocked or (rule.lunar and not dates.is_lunar):
        return None
    if rule.kind is AnniversaryKind.JOINING:
        on = anniversaries.due(rule, anniversaries.solar_dates(dates.joined_on, day), day)
    elif dates.born is None:
        return None
    else:
        around = birthdays_around(dates.born, dates.is_lunar, day)
        on = anniversaries.due(rule, around, day, corrected_on(dates))
    return Due(dates.account_id, rule, on) if on else None


def _gifts(tx: Connection, till: Till, programme: Programme, due: Iterable[Due]) -> list[Gift]:
    """One gift for each key, the first rule's, less what was given already."""
    by_key: dict[str, Due] = {}
    for one in due:
        by_key.setdefault(one.key, one)
    given = birthdays.used(tx, by_key)
    given |= {key for key, one in by_key.items() if key not in given and _had_by_twin(tx, one)}
    at = occasion(till, programme, till.now())
    gifts = (
        Gift(one, 0 if key in given else gift_points(programme, one.rule, at), _voucher(tx, programme, one))
        for key, one in by_key.items()
    )
    return [gift for gift in gifts if gift.points or gift.template]


def _had_by_twin(tx: Connection, due: Due) -> bool:
    """Whether somebody who became part of the member was given it."""
    twins = merges.family(tx, due.account_id)[1:]
    return bool(twins) and bool(birthdays.used(tx, map(due.key_of, twins)))


def _voucher(tx: Connection, programme: Programme, due: Due) -> VoucherTemplate | None:
    """A reward that is a voucher is given in the window, once; any other reward is chosen at the till."""
    reward = next((one for one in programme.rewards if one.id == due.rule.reward), None)
    template = next((one for one in programme.vouchers if reward and one.id == reward.voucher), None)
    if template is None:
        return None
    since = due.on - timedelta(days=due.rule.before)
    return None if birthdays.has_voucher(tx, due.account_id, template.id, since) else template


def _give(tx: Connection, till: Till, programme: Programme, gift: Gift, day: date) -> None:
    # Vouchers are use cases, which run the job of the day before anything else: this module is part of that job.
    from pos_desktop.services.members.benefits.vouchers import NewVouchers

    due, written = gift.due, Written(tx)
    held = lock_account(written, till, due.account_id, Purpose(f"gift:{due.key}", programme=programme, day=day))
    if gift.points:
        bonus.pay(held, due.key, f"anniversary:{due.rule.id}", gift.points)
        held.booking.close()
    if gift.template:
        NewVouchers(written, till, programme, day).issue(gift.template, due.account_id)
    body = {"kind": due.rule.kind.value, "on": due.on.isoformat(), "points": gift.points}
    journal.append(tx, till, Event.BONUS, due.account_id, body, written=written)


# signing up, and what people see


def signed_up(written: Written, till: Till, account_id: Id, operation_id: str, staff_id: Id | None) -> int:
    """Credit what the programme gives for signing up, in the enrolment's own transaction; gives the points."""
    programme = shops.programme_at(written.tx, till.today())
    if not any(rule.trigger is Trigger.SIGN_UP for rule in programme.rules):
        return 0
    at = occasion(till, programme, till.now())
    steps = sign_up_steps(programme, at)
    purpose = Purpose(operation_id, staff_id, programme=programme, day=at.day)
    return credit(lock_account(written, till, account_id, purpose), f"sign_up:{account_id}", steps)


def credit(held: Locked, key: str, steps: Sequence[Step], reason: str = "") -> int:
    """Book what an event gives, once, and write the caches; BONUS_TAKEN when it was given before."""
    points = sum(step.points for step in steps)
    if not points:
        return 0
    if not bonus.pay(held, key, steps[0].rule, points, reason):
        raise Rejected(Code.BONUS_TAKEN)
    held.booking.close()
    return points
