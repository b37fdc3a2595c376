"""What `sell` sells, tells and finds beside goods and points: gift cards, top-ups, plans, vouchers, rewards."""

from typing import Any

from pos_desktop.cli.requests import LineRequest
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.loyalty.programme import Programme
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.order import Order
from pos_desktop.selling.vouchers import HeldVoucher
from pos_desktop.services.desk import Desk
from pos_desktop.services.members.benefits.stored import StoredCardPicture
from pos_desktop.services.members.members import MemberPicture
from pos_desktop.services.selling.beside import BesideSale
from pos_desktop.services.shop.wares import with_gift_card, with_plan, with_top_up

Answer = dict[str, Any]


def check(line: LineRequest, *, is_guest: bool) -> None:
    """Refuse what only a member can buy."""
    if is_guest and line.ware is not Ware.GIFT_CARD:
        raise Rejected(Code.UNKNOWN_MEMBER)


def added(desk: Desk, order: Order, programme: Programme, line: LineRequest) -> Order:
    """The order with a line that sells no goods."""
    item = desk.wares.item(line.ware)
    if line.ware is Ware.DEBT:
        order = order.add_ware(item, Ware.DEBT, line.amount)
    elif line.ware is Ware.GIFT_CARD:
        order = with_gift_card(order, item, programme, line.amount, line.code)
    elif line.ware is Ware.TOP_UP:
        order = with_top_up(order, item, programme, line.amount)
    else:
        order = with_plan(order, item, programme, line.code)
    return order.with_line_note(order.next_key - 1, line.note)


def beside(did: BesideSale) -> Answer:
    """What a sale's answer has beside goods and points."""
    bought = did.membership
    return {
        "vouchers": {
            "used": [{"code": x.code, "name": x.name, "amount": x.amount} for x in did.used],
            "issued": [voucher(held) for held in did.issued],
        },
        "gift_cards": [{"code": card.code, "balance": card.balance} for card in did.cards],
        "wallet": did.wallet,
        "rewards": [
            {"id": x.id, "name": x.name, "times": x.times, "points": x.points, "value": x.value} for x in did.rewards
        ],
        "membership": {
            "plan": bought.plan, "name": bought.name, "from": bought.start.isoformat(), "until": _day(bought.until),
        } if bought else None,
    }  # fmt: skip


def of_member(desk: Desk, picture: MemberPicture) -> Answer:
    """What a member holds beside points."""
    owes = desk.credit.picture(picture.row.account_id)
    wallet, account = desk.stored.wallet_of(picture.row.account_id), picture.account
    plan = picture.programme.plan(account.plan)
    return {
        "wallet": wallet.total if wallet else 0, "owes": owes.owed, "credit_limit": owes.limit,
        "membership": {
            "plan": account.plan, "name": plan.name if plan else account.plan, "until": _day(account.plan_until),
        } if account.plan else None,
        "vouchers": [voucher(held) for held in desk.vouchers.of_member(picture.row.account_id)],
    }  # fmt: skip


def voucher(held: HeldVoucher) -> Answer:
    """A voucher with its life and the uses that are left, null for any number."""
    return {
        "code": held.code, "name": held.name, "template": held.template, "minimum": held.minimum,
        "valid_from": _day(held.valid_from), "expires_on": _day(held.expires_on), "uses_left": held.uses_left,
    }  # fmt: skip


def gift_card(card: StoredCardPicture) -> Answer:
    """A gift card with what it holds."""
    return {
        "code": card.code, "balance": card.total, "money": card.money, "bonus": card.bonus,
        "expires_on": _day(card.expires_on), "blocked": card.blocked,
    }  # fmt: skip


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
