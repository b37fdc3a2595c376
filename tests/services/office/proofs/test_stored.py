"""The proof of cards, wallets, vouchers and memberships names whatever was changed in the file, however carefully."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from pos_desktop.loyalty.membership import Plan
from pos_desktop.loyalty.stored_value import STANDARD_TERMS, TopUpBonus
from pos_desktop.loyalty.vouchers import VoucherKind, VoucherTemplate
from pos_desktop.selling.benefits import Benefit
from pos_desktop.services.office.proofs import stored
from pos_desktop.storage.opening import FILE_NAME
from tests.support.shop import Shop, copy_of
from tests.support.talk import PHONE, Talk

FAULTS = {
    "a wallet richer than its rows": ("UPDATE stored_card SET money = money + 1 WHERE kind = 'wallet'", "balance"),
    "a bonus that nobody gave": ("UPDATE stored_card SET bonus = bonus + 1", "balance"),
    "a counter ahead of its rows": ("UPDATE stored_card SET seq = seq + 1", "gap"),
    "a row gone": ("DELETE FROM stored_entry WHERE kind = 'bonus'", "balance"),
    "a load and its cache, both larger": (
        "UPDATE stored_entry SET money = money + 5000 WHERE kind = 'load'; "
        "UPDATE stored_card SET money = money + 5000", "conservation",
    ),
    "a payment and its cache, both smaller": (
        "UPDATE stored_entry SET money = money + 1000 WHERE kind = 'spend' AND money < -1000; "
        "UPDATE stored_card SET money = money + 1000 WHERE id IN "
        "(SELECT card_id FROM stored_entry WHERE kind = 'spend' AND money < 0)", "conservation",
    ),
    "a tender that took from no card": ("UPDATE tender SET kind = 'wallet' WHERE kind = 'cash'", "conservation"),
    "a refund that filled no card": ("UPDATE refund_tender SET amount = amount + 1", "conservation"),
    "money taken before the bonus": (
        "UPDATE stored_entry SET money = money - 5000, bonus = bonus + 5000 WHERE kind = 'spend' AND bonus < 0", "lot",
    ),
    "more back than was taken": (
        "UPDATE stored_entry SET money = money + 90000 WHERE kind = 'return'", "conservation",
    ),
    "a shared code with a use less": ("UPDATE voucher SET used = used - 1", "balance"),
    "a use of a voucher gone": ("DELETE FROM voucher_use", "balance"),
    "a membership without its sale's term": ("DELETE FROM membership_term", "conservation"),
}  # fmt: skip


@pytest.fixture(scope="module")
def lived(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop that sold, spent and took back a little of everything."""
    shop = Shop(copy_of(template, tmp_path_factory.mktemp("lived") / "shop"), is_sample=True)
    talk = Talk(
        shop, stored=replace(STANDARD_TERMS, bonuses=(TopUpBonus("b", "Nạp tặng", 100_000, bonus=20_000),)),
        plans=(Plan("gold", "Hội viên Vàng", 365_000),),
        vouchers=(VoucherTemplate("tet", "Tết", Benefit(amount=10_000), VoucherKind.MULTI, uses=9, code="TET"),),
    )  # fmt: skip
    card = talk.gift_card(100_000)
    talk.done(lines=[{"top_up": 100_000}, {"plan": "gold"}], member=PHONE)
    wallet, tenders = {"type": "wallet", "amount": 10_000}, {"type": "gift_card", "amount": 80_000, "ref": card}
    sold = talk.done(lines=[{"code": "PHO"}], member=PHONE, vouchers=["TET"], tenders=[wallet, tenders])
    talk.done(op="refund", sale=sold["number"], lines=[{"line": 1, "qty": "0.5"}])
    shop.close()
    return shop.folder


def problems(folder: Path) -> list[str]:
    shop = Shop(folder)
    try:
        with shop.till.db.read() as tx:
            return [problem.kind for problem in stored.problems(tx)]
    finally:
        shop.close()


def test_an_honest_shop_is_proved(lived: Path, tmp_path: Path) -> None:
    assert problems(copy_of(lived, tmp_path / "honest")) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(lived: Path, tmp_path: Path, fault: str) -> None:
    statements, kind = FAULTS[fault]
    folder = copy_of(lived, tmp_path / "broken")
    raw = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    raw.execute("PRAGMA ignore_check_constraints=ON")
    for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    changed = [raw.execute(statement).rowcount for statement in statements.split("; ")]
    raw.close()

    assert all(changed), "the fault must have been planted"
    assert kind in problems(folder)
