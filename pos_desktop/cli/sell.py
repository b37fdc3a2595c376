"""`sell`: the till without a window. JSON lines in, one answer each, in order, after its commit."""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TextIO

from pos_desktop.cli import answers, claims, credit, dining, games, goods, requests, shifts, wares
from pos_desktop.cli.receipts import Receipts
from pos_desktop.cli.requests import LineRequest, RefundRequest, SaleRequest
from pos_desktop.cli.streams import lines_of
from pos_desktop.core.clock import MovableClock
from pos_desktop.core.codes import CodeKind, classify
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.loyalty.quote import buyer_of
from pos_desktop.selling.order import Identified, Order, Ware
from pos_desktop.selling.price_lists import repriced
from pos_desktop.selling.vouchers import HeldVoucher
from pos_desktop.services import operations
from pos_desktop.services.calendars.occasions import occasion
from pos_desktop.services.desk import Desk
from pos_desktop.services.members.benefits.vouchers import IssueVouchers
from pos_desktop.services.members.members import Enrol
from pos_desktop.services.members.points.adjusting import Adjust
from pos_desktop.services.office.stored_papers import LOADED, subjects_of
from pos_desktop.services.selling.refunds import GiveBack
from pos_desktop.services.selling.sales import CompleteSale
from pos_desktop.services.shop.people import Person
from pos_desktop.wording import language
from pos_desktop.wording.messages import sentence

Answer = dict[str, Any]


class Sell:
    """Answers one request after the other, as one signed-in person."""

    def __init__(self, desk: Desk, person: Person, clock: MovableClock, receipts: Receipts | None = None) -> None:
        self._desk, self._person, self._clock = desk, person, clock
        self._receipts = receipts or Receipts()
        self._wares = desk.catalogue.load()
        self._operations: dict[str, Callable[[Mapping[str, Any]], Answer]] = {
            "sale": self._sale, "refund": self._refund, "void": self._void, "enrol": self._enrol,
            "member": self._member, "adjust": self._adjust, "clock": self._set_clock, "voucher": self._voucher,
            "gift_card": self._gift_card, "attach": self._attach, "move": self._move, "give": self._give,
            "draw": self._draw, "shift": self._shift, "credit_limit": self._credit_limit,
        }  # fmt: skip

    def answer(self, line: str) -> Answer:
        """The answer to one line; refusals are answers too, trouble of the machine is raised."""
        body: Mapping[str, Any] = {}
        try:
            body = requests.parse_line(line)
            return {"ok": True, "id": body.get("id"), **self._do(body)}
        except Rejected as refusal:
            return refused(body.get("id"), refusal)

    def _do(self, body: Mapping[str, Any]) -> Answer:
        operation = body.get("op", "sale")
        if not isinstance(operation, str) or operation not in self._operations:
            raise Rejected(Code.UNKNOWN_OPERATION, op=str(operation)[:40])
        is_look = operation in ("member", "clock", "gift_card") or (operation == "voucher" and "find" in body)
        requests.operation_id(body, required=not is_look)
        self._move_clock(requests.moment(body))
        return self._operations[operation](body)

    def _move_clock(self, at: datetime | None) -> None:
        if at is None:
            return
        if not self._desk.till.shop.has_free_clock:
            raise Rejected(Code.CLOCK_NOT_ALLOWED)
        self._receipts.settle()  # a job grows old by the clock
        self._clock.set(at)

    def _set_clock(self, body: Mapping[str, Any]) -> Answer:
        if body.get("at") is None:
            raise requests.malformed("at")
        self._desk.days.begin()
        return {"at": answers.local(self._desk.till, self._desk.till.now()),
                "business_date": self._desk.till.today().isoformat()}  # fmt: skip

    def _member(self, body: Mapping[str, Any]) -> Answer:
        picture = self._desk.members.find(requests.text(body, "find"), rights=self._person.rights)
        return answers.member(picture) | wares.of_member(self._desk, picture) | {"stamps": games.stamps(picture)}

    def _voucher(self, body: Mapping[str, Any]) -> Answer:
        if "find" in body:
            return wares.voucher(self._desk.vouchers.find(requests.text(body, "find")))
        member = requests.optional(body, "member")
        account_id = self._desk.members.find(member).row.account_id if member else None
        issued = self._desk.vouchers.issue(IssueVouchers(
            _operation(body), requests.text(body, "template"), self._person.id, account_id,
            requests.count(body, "count"), operations.fingerprint(body),
        ))  # fmt: skip
        return {"vouchers": [wares.voucher(held) for held in issued]}

    def _gift_card(self, body: Mapping[str, Any]) -> Answer:
        return wares.gift_card(self._desk.stored.find(requests.text(body, "find")))

    def _enrol(self, body: Mapping[str, Any]) -> Answer:
        asked = requests.enrol_request(body)
        enrolled = self._desk.members.enrol(Enrol(
            id=_operation(body), phone=asked.phone, name=asked.name, birthday=asked.birthday, gender=asked.gender,
            referrer=asked.referrer, marketing=asked.consent, staff_id=self._person.id, source="sell",
            fingerprint=operations.fingerprint(body),
        ))  # fmt: skip
        return {"member": enrolled.code, "card": enrolled.card}

    def _refund(self, body: Mapping[str, Any]) -> Answer:
        asked = requests.refund_request(body)
        command = self._give_back(body, asked)
        if asked.preview:
            return answers.previewed(self._desk.refunds.preview(command))
        return answers.refunded(self._desk.till, self._desk.refunds.refund(command))

    def _void(self, body: Mapping[str, Any]) -> Answer:
        command = self._give_back(body, requests.void_request(body))
        return answers.refunded(self._desk.till, self._desk.refunds.void(command))

    def _give_back(self, body: Mapping[str, Any], asked: RefundRequest) -> GiveBack:
        return GiveBack(
            _operation(body), self._desk.refunds.find(asked.sale), self._person.id, asked.lines, asked.to,
            asked.reason, print_=operations.fingerprint(body), printer=self._receipts.printer, language=language(),
            opens_shift=True,
        )  # fmt: skip

    def _adjust(self, body: Mapping[str, Any]) -> Answer:
        points, reason = requests.adjust_request(body)
        member = self._desk.members.find(requests.text(body, "member"))
        adjusted = self._desk.adjusting.adjust(Adjust(
            _operation(body), member.row.account_id, points, reason, self._person.id,
            print_=operations.fingerprint(body),
        ))  # fmt: skip
        return {"available": adjusted.available, "points": adjusted.points, "debt": adjusted.debt}

    def _attach(self, body: Mapping[str, Any]) -> Answer:
        return claims.attach(self._desk, self._person, _operation(body), body)

    def _move(self, body: Mapping[str, Any]) -> Answer:
        return claims.move(self._desk, self._person, _operation(body), body)

    def _give(self, body: Mapping[str, Any]) -> Answer:
        return games.give(self._desk, self._person, self._receipts, _operation(body), body)

    def _draw(self, body: Mapping[str, Any]) -> Answer:
        return games.draw(self._desk, self._person, self._receipts, _operation(body), body)

    def _credit_limit(self, body: Mapping[str, Any]) -> Answer:
        return credit.set_limit(self._desk, self._person, _operation(body), body)

    def _shift(self, body: Mapping[str, Any]) -> Answer:
        return shifts.shift(self._desk, self._person, self._receipts, _operation(body), body)

    def _sale(self, body: Mapping[str, Any]) -> Answer:
        # A repeated id gets its first answer, whatever has become of items and members since.
        print_ = operations.fingerprint(body)
        earlier = self._desk.sales.first_answer(_operation(body), print_)
        sale = earlier or self._complete(_operation(body), print_, requests.sale_request(body))
        answer = answers.sale(self._desk.till, sale) | wares.beside(self._desk.beside.of_sale(sale.id))
        back = self._desk.refunds.that_paid_for(_exchange(_operation(body))) if body.get("exchange") else None
        return answer | answers.exchanged(back)

    def _complete(self, operation_id: str, print_: str, asked: SaleRequest) -> Any:
        if asked.redeem is not None and not asked.member:
            raise Rejected(Code.UNKNOWN_MEMBER)
        order = self._chosen(self._attached(self._order(asked), asked), asked)
        if asked.exchange:
            order = order.with_exchange(self._desk.refunds.exchange(self._brought(operation_id, asked.exchange)))
        sale = self._desk.sales.complete(CompleteSale(
            id=operation_id, order=order, staff_id=self._person.id, tenders=asked.tenders, fingerprint=print_,
            opens_shift=True, printer=self._receipts.printer, language=language(),
        )).sale  # fmt: skip
        self._receipts.sold(sale.id)
        if self._receipts.printer and any(line.ware in LOADED for line in sale.lines):
            for subject in subjects_of(self._desk.till, sale.id):
                self._receipts.sold(subject)
        return sale

    def _brought(self, operation_id: str, asked: RefundRequest) -> GiveBack:
        sale_id = self._desk.refunds.find(asked.sale)
        return GiveBack(_exchange(operation_id), sale_id, self._person.id, asked.lines, asked.to, asked.reason)

    def _attached(self, order: Order, asked: SaleRequest) -> Order:
        if not asked.member:
            return order
        member = self._desk.members.find(asked.member)
        proof = member.identified
        if asked.member_pin and self._desk.members.fits_pin(member.row.id, asked.member_pin):
            proof = Identified.PIN
        holder = member.holder.id if member.holder else None
        return order.with_member(member.row.account_id, proof, holder).redeeming(asked.redeem)

    def _chosen(self, order: Order, asked: SaleRequest) -> Order:
        words = {each.coupon for each in self._wares.programme.promotions} - {""}
        for code in asked.vouchers:
            word = code.strip().upper()
            held = word in words
            order = order.with_coupon(word) if held else order.with_voucher(self._held(code, order.account_id))
        for reward in asked.rewards:
            order = order.with_reward(reward)
        order = self._by_lists(replace(order, order_type=asked.order_type), asked)
        return dining.seated(self._desk, self._wares, order, asked.dining)

    def _by_lists(self, order: Order, asked: SaleRequest) -> Order:
        """The order by the shop's price lists as they are in force now."""
        wares = self._wares
        if not wares.price_lists:
            return order
        account = self._desk.members.find(asked.member).account if asked.member else None
        at = occasion(self._desk.till, wares.programme, self._desk.till.now())
        buyer = buyer_of(account, wares.programme, at.day)
        return repriced(order, wares.price_lists, wares.index.get, buyer, at)

    def _held(self, code: str, account_id: Id | None) -> HeldVoucher:
        if classify(code).kind is CodeKind.PARTNER:
            return self._desk.partners.hold(code)
        return self._desk.vouchers.hold(code, account_id)

    def _order(self, asked: SaleRequest) -> Order:
        self._wares = self._desk.catalogue.newer_than(self._wares) or self._wares
        order = self._desk.orders.new(self._wares.programme.version).with_discount(asked.discount).with_note(asked.note)
        for line in asked.lines:
            order = self._add(order, line, is_guest=not asked.member)
        return order

    def _add(self, order: Order, line: LineRequest, *, is_guest: bool) -> Order:
        if line.ware is not Ware.GOODS:
            wares.check(line, is_guest=is_guest)
            order = wares.added(self._desk, order, self._wares.programme, line)
            return order.with_line_discount(order.next_key - 1, line.discount)
        return goods.added(self._wares.index, order, line)


def _operation(body: Mapping[str, Any]) -> str:
    return f"sell:{body['id']}"


def _exchange(operation_id: str) -> str:
    """What the refund in a sale's own operation is called."""
    return f"{operation_id}#exchange"


def refused(request_id: object, refusal: Rejected) -> Answer:
    """The answer to a request that was refused; nothing was written."""
    told = {**refusal.params, **({"id": request_id} if "id" in refusal.params else {})}
    params = {key: value if isinstance(value, int | str | bool | None) else str(value)
              for key, value in told.items()}  # fmt: skip
    return {"ok": False, "id": request_id if isinstance(request_id, str) else None, "code": refusal.code.value,
            "message": sentence(refusal), "params": params}  # fmt: skip


def run(sell: Sell, lines: TextIO, out: TextIO) -> int:
    """Answer every line as it comes; status 1 when something was refused."""
    refusals = 0
    for line in lines_of(lines):
        if not line.strip():
            continue
        answer = sell.answer(line)
        refusals += not answer["ok"]
        print(json.dumps(answer, ensure_ascii=False), file=out, flush=True)
    return 1 if refusals else 0


def standard_streams() -> tuple[TextIO, TextIO]:
    """Standard input and output as UTF-8; a byte that is no UTF-8 makes its line MALFORMED, not a crash."""
    sys.stdin.reconfigure(encoding="utf-8-sig", errors="surrogateescape")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    return sys.stdin, sys.stdout
