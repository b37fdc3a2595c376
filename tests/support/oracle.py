"""Answers what `sell` must answer, by the contract, pricing and loyalty pages alone; it never reads the program."""

import json
from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime
from fractions import Fraction

from tests.support import oracle_refunds as refunds
from tests.support.answer_matching import ANYTHING, NOTHING, ByTender, CardText, CodeIn, Lots, OneOf
from tests.support.oracle_account import EARNING_ORDERS_A_DAY, Account, Lot
from tests.support.oracle_pricing import Refused
from tests.support.oracle_refunds import Returned, Sold, give, tried, wanted
from tests.support.oracle_sales import SHOP_ZONE, Answer, Member, Request, Sales, e164
from tests.support.oracle_tiers import TIERS

__all__ = ["SHOP_ZONE", "Answer", "Member", "Oracle", "Request", "e164"]

REMEMBERED = {"sale", "enrol", "refund", "void", "adjust", "shift"}


class Oracle(Sales):
    """A sample shop with an empty member list, as the pages describe it."""

    def answer(self, request: Request) -> Answer:
        """What must come back for `request`; what it changes is remembered."""
        if "at" in request:
            self.now = datetime.fromisoformat(request["at"]).astimezone(SHOP_ZONE)
        for member in self.members.values():
            member.account.settle(self.today)
        try:
            return {"ok": True, "id": request["id"], **self._once(request)}
        except Refused as refused:
            self.seen[" or ".join(sorted(refused.codes)) or "refused"] += 1
            return {"ok": False, "id": request["id"], "code": CodeIn(refused.codes)}

    def learn(self, request: Request, given: Answer) -> None:
        """Take from the program what only it can know: the card it drew, and how a return is numbered.

        Freedom of the pages: whether returns share the numbers of the sales.
        """
        if request.get("op") == "enrol" and given.get("ok"):
            self.members[e164(request["phone"])].card = given["card"]
        if request.get("op") in {"refund", "void"} and given.get("ok") and given.get("number") == self.next_number:
            self._take_number()

    def took(self, operation_id: str | None) -> bool:
        """Whether an operation of this id was carried out."""
        return operation_id in self._first_answers

    # --- the operations ---

    def _once(self, request: Request) -> Answer:
        """Carry out a request, or give the first answer to one that was sent before."""
        body = json.dumps(request, sort_keys=True)
        if request["id"] in self._first_answers:
            first_body, first = self._first_answers[request["id"]]
            if body != first_body:
                raise Refused("ID_REUSED")
            self.seen["answered again"] += 1
            return first
        operation = request.get("op", "sale")
        answer: Answer = getattr(self, f"_{operation}")(request)
        if operation in REMEMBERED and not request.get("preview"):
            self._first_answers[request["id"]] = (body, answer)
        return answer

    def _clock(self, _request: Request) -> Answer:
        return {}

    def _enrol(self, request: Request) -> Answer:
        phone = e164(request["phone"])
        if phone in self.members:
            raise Refused()
        self.members[phone] = Member(phone, request.get("name"), Account(seen=self.seen))
        return {"member": ANYTHING, "card": CardText()}

    def _member(self, request: Request) -> Answer:
        member = self.find(request["find"])
        account = member.account
        return {
            "phone": member.phone,
            "name": member.name or NOTHING,
            "tier": TIERS[account.tier][0],
            "available": account.available(self.today),
            "pending": 0,
            "debt": account.debt,
            "expiring_30d": account.expiring_soon(self.today),
            "qualifying": account.qualifying(self.today),
            # Freedom of the pages: whether what returns took back was earned in a lifetime.
            "lifetime_earned": OneOf(account.lifetime_earned, account.lifetime_earned - account.lifetime_clawed),
            "lots": Lots(_lot(lot) for lot in account.lots if lot.points),
        }

    # --- returns, adjustments, shifts ---

    def _refund(self, request: Request) -> Answer:
        sold = self._sold(request)
        back = wanted(sold, request["lines"])
        if request["to"] not in {"original", "cash"}:
            raise Refused()
        if not request.get("preview"):
            return {"number": ANYTHING, **self._give(sold, back, request["to"])}
        self.seen["previewed"] += 1
        return self._returned(*tried(sold, back, request["to"], self.now, self.today))

    def _void(self, request: Request) -> Answer:
        sold = self._sold(request)
        if self.shift is None or sold.shift != self.shift.serial:
            self.seen["void after the shift"] += 1
            raise Refused()  # Freedom of the pages: with which code.
        back = wanted(sold, "all")
        self.seen["void"] += 1
        return {"number": ANYTHING, **self._give(sold, back, "original")}

    def _sold(self, request: Request) -> Sold:
        if not self._may_refund:
            raise Refused("NOT_ALLOWED")
        if request["sale"] not in self.sales:
            raise Refused("UNKNOWN_SALE")
        return self.sales[request["sale"]]

    def _give(self, sold: Sold, back: Mapping[int, Fraction], to: str) -> Answer:
        is_first = sold.untouched
        returned = give(sold, back, to, self.now, self.today)
        self._open_shift().cash -= returned.by_tender["cash"]
        self.seen["wholly returned in parts"] += sold.is_whole_back and not is_first
        self.seen["sale of last year returned"] += sold.day.year < self.today.year
        self.seen["points given back"] += returned.restored > 0
        self.seen["refilled another tender"] += returned.by_tender["cash"] < returned.money
        return self._returned(sold, returned)

    def _returned(self, sold: Sold, returned: Returned) -> Answer:
        account = sold.account
        answer = {
            "money": returned.money,
            "by_tender": ByTender(returned.by_tender),
            "restored": returned.restored,
            # Freedom of the pages: whether what had expired of the sale's own lot is told as taken back.
            "clawed": OneOf(returned.taken, returned.owed),
        }
        if account is None:
            return answer | dict.fromkeys(("debt", "available", "tier"), NOTHING)
        tier = TIERS[account.tier][0]
        return answer | {"debt": account.debt, "available": account.available(self.today), "tier": tier}

    def _adjust(self, request: Request) -> Answer:
        account = self.find(request["member"]).account
        if request["points"] == 0:
            raise Refused()
        account.adjust(request["points"], self.today)
        self.seen["adjusted up" if request["points"] > 0 else "adjusted down"] += 1
        return {"available": account.available(self.today)}

    def _shift(self, request: Request) -> Answer:
        if request["action"] == "open":
            if self.shift is not None:
                raise Refused()
            self._open_shift().cash = request["float"]
            return {"shift": ANYTHING}
        if self.shift is None:
            raise Refused("NO_OPEN_SHIFT")
        cash, self.shift = self.shift.cash, None
        self.seen["shift closed"] += 1
        return {"shift": ANYTHING, "z_number": ANYTHING, "expected": cash, "variance": request["counted"] - cash}

    # --- what the pages leave open ---

    def open_question(self, request: Request) -> str:
        """Why the pages leave the outcome of a request open beyond one field; empty where they do not."""
        now = datetime.fromisoformat(request["at"]).astimezone(SHOP_ZONE) if "at" in request else self.now
        try:
            if request.get("op") in {"refund", "void"}:
                return self._open_return(request, now)
            return self._open_sale(request, now.date()) if "lines" in request and "member" in request else ""
        except Refused:
            return ""

    def _open_return(self, request: Request, now: datetime) -> str:
        sold = deepcopy(self._sold(request))
        if sold.account is not None:
            sold.account.settle(now.date())
        if request["op"] == "void" and not sold.untouched:
            return "whether what came back in part can still be voided"
        return refunds.open_question(sold, wanted(sold, request.get("lines", "all")), now, now.date())

    def _open_sale(self, request: Request, day: date) -> str:
        """Whether a return gives the limits of its day back."""
        account = self.find(request["member"]).account
        today = [sold for sold in self.sales.values() if sold.account is account and sold.day == day]
        orders = account.earning_orders[day]
        if orders >= EARNING_ORDERS_A_DAY > orders - sum(sold.clawed > 0 for sold in today):
            return "whether a returned order counts for the day's limit"
        if "redeem" in request and any(sold.restored for sold in today):
            return "whether points given back count for the day's free value"
        return ""


def _lot(lot: Lot) -> Answer:
    return {
        # Freedom of the pages: which sale a lot names that no sale opened by itself.
        "sale": None if lot.of else lot.sale or None,
        "points": lot.points,
        "usable_from": lot.usable_from.isoformat(),
        "expires_on": lot.expires_on.isoformat(),
    }
