"""Whether a day lies in the window of a member's birthday or day of joining, for the picture of the account."""

from datetime import date

from sqlalchemy import Connection

from pos_desktop.core.ids import Id
from pos_desktop.loyalty import anniversaries
from pos_desktop.loyalty.accrual import Accrual
from pos_desktop.loyalty.anniversaries import AnniversaryKind
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.rules import Trigger
from pos_desktop.services.calendars.birthdays import birthdays_around
from pos_desktop.storage.queries import birthdays, merges
from pos_desktop.storage.queries.birthdays import Dates


def dates_of(tx: Connection, account_id: Id) -> Dates | None:
    """What `birthday_in_window` and `is_anniversary` ask for; None where the person was erased."""
    return birthdays.dates_of(tx, account_id)


def corrected_on(dates: Dates) -> date | None:
    """When the date of birth was last changed beyond the one change that is free."""
    return dates.changed_on if dates.changes and anniversaries.blocks(dates.changes - 1) else None


def birthday_in_window(tx: Connection, dates: Dates, day: date, programme: Programme) -> date | None:
    """The birthday whose window holds on `day` and whose bonus is not used; None where there is none."""
    if dates.born is None:
        return None
    around = birthdays_around(dates.born, dates.is_lunar, day)
    before, after = programme.birthday_before, programme.birthday_after
    found = anniversaries.current(around, day, before, after)
    if found is None or anniversaries.is_blocked(found, corrected_on(dates), before, after):
        return None
    everybody = merges.family(tx, dates.account_id)
    return None if any(birthdays.order_bonus(tx, _key(one, found))[1] for one in everybody) else found


def bonus_key(
    tx: Connection, account_id: Id, birthday: date | None, programme: Programme, earns: Accrual
) -> str | None:  # fmt: skip
    """The unique key of the year's bonus on an order, when a rule for `birthday` gave some of what it `earns`.

    It is numbered where an order that had it was returned whole; None where no such rule gave anything.
    """
    by_birthday = {f"rule:{rule.id}" for rule in programme.rules if rule.trigger is Trigger.BIRTHDAY}
    if birthday is None or by_birthday.isdisjoint(step.rule for step in earns.breakdown):
        return None
    return birthdays.order_bonus(tx, _key(account_id, birthday))[0]


def _key(account_id: Id, birthday: date) -> str:
    return anniversaries.key(account_id, AnniversaryKind.BIRTHDAY, birthday.year)


def is_anniversary(dates: Dates, day: date, programme: Programme) -> bool:
    """Whether `day` lies in the window of a day of joining; as wide as that of birthdays."""
    around = anniversaries.solar_dates(dates.joined_on, day)
    return anniversaries.current(around, day, programme.birthday_before, programme.birthday_after) is not None
