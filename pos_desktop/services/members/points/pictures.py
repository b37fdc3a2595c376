"""Completes the picture of an account with what only some programmes ask for, so that others pay nothing for it."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.account import AccountPicture
from pos_desktop.loyalty.games import StreakUnit, streak_of
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.rules import Trigger
from pos_desktop.services.members.points import birthdays
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import accounts, holders, merges, promotion_uses
from pos_desktop.storage.queries.attachments import belongs
from pos_desktop.storage.queries.games import stamps_of
from pos_desktop.storage.queries.memberships import plan_of
from pos_desktop.storage.schema.loyalty import activity, reward_use


def picture_of(
    tx: Connection, till: Till, account_id: Id, programme: Programme, day: date, order_id: Id | None = None,
    staff_id: Id | None = None, holder_id: Id | None = None,
) -> AccountPicture | None:  # fmt: skip
    """The account as all rules see it on `day`, served by `staff_id`; None when there is none.

    `holder_id` is the person of a household card who is here.
    """
    base = accounts.picture(
        tx, account_id, day, till.now(), programme=programme, for_order=order_id, served_by=staff_id
    )
    if base is None:
        return None
    more: dict[str, Any] = {}
    if holder_id:
        more["holder_left"] = holders.left_of(tx, holder_id, day)
    if _asks_for_visits(programme):
        more |= _visits(tx, account_id, day)
    if programme.rewards:
        more["uses"] = _uses(tx, account_id)
    if programme.stamp_cards:
        more["stamps"] = stamps_of(tx, account_id)
    if _asks_for_birthdays(programme):
        more |= _birthday(tx, account_id, day, programme)
    if any(each.per_member for each in programme.promotions):
        more["promotions"] = promotion_uses.used(tx, programme.promotions, day, account_id)
    if programme.plans:
        more |= _membership(tx, account_id, day)
    return replace(base, **more)


def _asks_for_visits(programme: Programme) -> bool:
    return any(rule.trigger in (Trigger.FIRST_ORDER, Trigger.STREAK) or rule.streak for rule in programme.rules)


def _asks_for_birthdays(programme: Programme) -> bool:
    by_rule = any(rule.trigger is Trigger.BIRTHDAY for rule in programme.rules)
    return by_rule or any(reward.only_birthday or reward.only_anniversary for reward in programme.rewards)


def _birthday(tx: Connection, account_id: Id, day: date, programme: Programme) -> dict[str, Any]:
    """The birthday whose window holds, and whether that of the day of joining does; nothing of the erased."""
    dates = birthdays.dates_of(tx, account_id)
    if dates is None:
        return {}
    return {
        "birthday": birthdays.birthday_in_window(tx, dates, day, programme),
        "anniversary": birthdays.is_anniversary(dates, day, programme),
    }


def _visits(tx: Connection, account_id: Id, day: date) -> dict[str, Any]:
    """Whether the member never bought before, and the days in a row with an order, `day` included."""
    statement = (
        select(activity.c.on_date).where(activity.c.account_id == account_id, activity.c.on_date <= day)
        .group_by(activity.c.on_date).having(func.sum(activity.c.visits) > 0).order_by(activity.c.on_date.desc())
    )  # fmt: skip
    days = list(tx.execute(statement).scalars())
    return {"is_first": not days, "streak": streak_of([*days, day], day, StreakUnit.DAY)}


def _uses(tx: Connection, account_id: Id) -> dict[str, tuple[date, ...]]:
    """Business dates of rewards that were taken on sales of the member, or of who became part of them, and kept."""
    statement = (
        select(reward_use.c.reward, reward_use.c.business_date, func.sum(reward_use.c.uses))
        .where(belongs(reward_use.c.sale_id, reward_use.c.account_id, merges.ids_of_family(account_id)))
        .group_by(reward_use.c.reward, reward_use.c.sale_id, reward_use.c.business_date)
        .having(func.sum(reward_use.c.uses) > 0)
    )  # fmt: skip
    uses: dict[str, tuple[date, ...]] = {}
    for reward, on, times in tx.execute(statement):
        uses[reward] = (*uses.get(reward, ()), *[on] * times)
    return uses


def _membership(tx: Connection, account_id: Id, day: date) -> dict[str, Any]:
    """The paid membership that holds on `day`, or that one is over."""
    held = plan_of(tx, account_id, day)
    return {"plan": held.plan, "plan_until": held.until, "plan_expired": held.expired}
