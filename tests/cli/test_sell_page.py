"""The worked example of docs/sell-beside.md, request by request."""

import json
from pathlib import Path
from typing import Any

from pos_desktop.loyalty.membership import Plan
from pos_desktop.loyalty.rewards import Reward
from pos_desktop.loyalty.stored_value import StoredTerms, TopUpBonus
from pos_desktop.loyalty.vouchers import VoucherKind, VoucherTemplate
from pos_desktop.selling.benefits import Benefit
from tests.support.shop import Shop
from tests.support.talk import PHONE, Talk

PAGE = Path(__file__).resolve().parents[2] / "docs" / "sell-beside.md"
PARTS = {
    "stored": StoredTerms(bonuses=(TopUpBonus("ten", "Nạp tặng 10 %", 200_000, percent=1_000),)),
    "plans": (Plan("gold", "Hội viên Vàng", 365_000),),
    "vouchers": (
        VoucherTemplate("off10", "Giảm 10.000", Benefit(amount=10_000)),
        VoucherTemplate("next", "Lần sau", Benefit(amount=5_000), VoucherKind.NEXT_ORDER, starts_after_days=1),
    ),
    "rewards": (Reward("tea", "Trà miễn phí", 50, benefit=Benefit(amount=20_000)),),
}


def learn(wanted: Any, given: Any, known: dict[str, str]) -> None:
    """Keep what names such as `$card` stand for, where the answer tells it first."""
    if isinstance(wanted, str) and wanted.startswith("$"):
        known.setdefault(wanted, given)
    elif isinstance(wanted, dict):
        for key, value in wanted.items():
            learn(value, given[key], known)
    elif isinstance(wanted, list):
        for one, other in zip(wanted, given, strict=True):
            learn(one, other, known)


def filled(text: str, known: dict[str, str]) -> Any:
    for name, value in known.items():
        text = text.replace(name, value)
    return json.loads(text)


def test_the_worked_example(sample_shop: Shop) -> None:
    talk, known = Talk(sample_shop, **PARTS), dict[str, str]()
    talk.done(op="adjust", member=PHONE, points=100, reason="thử")
    block = PAGE.read_text("utf-8").split("```")[1].strip().splitlines()
    pairs = list(zip(block[::2], block[1::2], strict=True))

    for request, told in pairs:
        assert (request[:2], told[:2]) == ("> ", "< ")
        answer = talk.done(**filled(request[2:], known))
        learn(json.loads(told[2:]), answer, known)
        wanted = filled(told[2:], known)
        assert {key: answer[key] for key in wanted} == wanted, request

    assert len(pairs) == 11
    assert set(known) == {"$card", "$voucher", "$next"}
