"""Gift cards and wallets on a real shop: loaded, spent, refilled, expired, corrected, and never out of step."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pos_desktop.core import codes
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.loyalty.stored_value import STANDARD_TERMS, StoredTerms, TopUpBonus
from pos_desktop.services.members.benefits.stored import AdjustStored, BlockStored, kept
from pos_desktop.services.members.merging import Merge, Merging, Unmerge
from tests.support.refusals import refused
from tests.support.shop import CASHIER, Shop
from tests.support.talk import PHONE, Talk

BONUS = TopUpBonus("b10", "Nạp tặng 10 %", 100_000, percent=1_000)
PHO, TRA = {"code": "PHO"}, {"code": "TRA"}


def by_card(code: str, amount: int) -> dict[str, object]:
    return {"type": "gift_card", "amount": amount, "ref": code}


def by_wallet(amount: int) -> dict[str, object]:
    return {"type": "wallet", "amount": amount}


def cash(amount: int) -> dict[str, object]:
    return {"type": "cash", "amount": amount}


@pytest.fixture
def talk(sample_shop: Shop) -> Talk:
    return Talk(sample_shop, stored=replace(STANDARD_TERMS, bonuses=(BONUS,)))


# gift cards


def test_a_gift_card_is_sold_without_vat_and_points_and_pays_a_sale(talk: Talk) -> None:
    sold = talk.done(lines=[{"gift_card": 200_000}], member=PHONE)
    code = sold["gift_cards"][0]["code"]

    assert (sold["due"], sold["basis"], sold["earned"]) == (200_000, 0, 0)
    assert sold["vat"] == [{"rate": None, "net": 200_000, "tax": 0}]
    assert (len(code), code[:2], sold["gift_cards"][0]["balance"]) == (32, "27", 200_000)
    spent = talk.done(lines=[PHO, TRA], tenders=[by_card(code, 120_000)], member=PHONE)
    assert spent["gift_cards"] == [{"code": code, "balance": 80_000}]
    assert (spent["basis"], spent["earned"]) == (120_000, 12)
    assert talk.balance(code) == 80_000
    talk.prove()


def test_an_existing_card_is_loaded_again_and_a_sale_may_take_from_two(talk: Talk) -> None:
    first, second = talk.gift_card(50_000), talk.gift_card(60_000)
    talk.done(lines=[{"gift_card": 20_000, "code": first}])
    assert talk.balance(first) == 70_000

    paid = [by_card(first, 65_000), by_card(second, 35_000)]
    answer = talk.done(lines=[PHO], tenders=paid)

    assert answer["gift_cards"] == [{"code": first, "balance": 5_000}, {"code": second, "balance": 25_000}]
    talk.prove()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda code: "27" + "0" * 30, "STORED_UNKNOWN"), (lambda code: code[3:13], "STORED_UNKNOWN"),
        (lambda code: "", "STORED_UNKNOWN"), (lambda code: code[:-1] + str((int(code[-1]) + 1) % 10), "STORED_UNKNOWN"),
    ],
)  # fmt: skip
def test_a_code_that_is_not_ours_pays_nothing(talk: Talk, change: Callable[[str], str], code: str) -> None:
    card = talk.gift_card(200_000)
    assert talk.code(lines=[TRA], tenders=[by_card(change(card), 20_000)]) == code


def test_more_than_a_card_holds_is_refused_with_what_it_holds(talk: Talk) -> None:
    card = talk.gift_card(50_000)
    answer = talk.ask(lines=[PHO], tenders=[by_card(card, 60_000), cash(40_000)])
    assert (answer["code"], answer["params"]) == ("STORED_INSUFFICIENT", {"available": 50_000})


@pytest.mark.parametrize("amount", [9_999, 10_000_001])
def test_a_load_has_bounds(talk: Talk, amount: int) -> None:
    answer = talk.ask(lines=[{"gift_card": amount}])
    assert (answer["code"], answer["params"]) == ("INVALID_AMOUNT", {"least": 10_000, "most": 10_000_000})


def test_stored_value_never_pays_for_stored_value(talk: Talk) -> None:
    card = talk.gift_card(500_000)
    paid = [by_card(card, 120_000)]
    assert talk.code(lines=[{"top_up": 100_000}, TRA], member=PHONE, tenders=paid) == "INVALID_AMOUNT"
    talk.done(lines=[{"top_up": 100_000}, TRA], member=PHONE, tenders=[by_card(card, 20_000), cash(100_000)])
    talk.prove()


def test_the_database_keeps_no_code_that_pays(talk: Talk) -> None:
    card = talk.gift_card(200_000)
    talk.done(lines=[{"gift_card": 20_000, "code": card}])
    talk.done(lines=[TRA], tenders=[by_card(card, 20_000)])

    refs = [row[0] for row in talk.shop.rows("SELECT ref FROM tender WHERE kind = 'gift_card'")]
    targets = {row[0] for row in talk.shop.rows("SELECT target FROM sale_line")}
    assert (refs, targets) == ([kept(card)], {"", kept(card)})


# wallets


def test_a_top_up_makes_the_wallet_and_its_bonus_is_spent_first(talk: Talk) -> None:
    loaded = talk.done(lines=[{"top_up": 200_000}], member=PHONE)
    assert (loaded["due"], loaded["wallet"], loaded["earned"]) == (200_000, 220_000, 0)

    spent = talk.done(lines=[TRA, TRA], member=PHONE, tenders=[by_wallet(40_000)])

    wallet = talk.desk.stored.wallet_of(talk.account_id)
    assert wallet is not None
    assert (spent["wallet"], wallet.money, wallet.bonus, wallet.code) == (180_000, 180_000, 0, "")
    assert talk.member()["wallet"] == 180_000
    talk.prove()


def test_a_top_up_pays_for_the_goods_beside_it(talk: Talk) -> None:
    answer = talk.done(lines=[{"top_up": 100_000}, TRA], member=PHONE, tenders=[cash(100_000), by_wallet(20_000)])
    assert (answer["wallet"], answer["change"]) == (90_000, 0)
    talk.prove()


def test_a_guest_has_no_wallet(talk: Talk) -> None:
    assert talk.code(lines=[{"top_up": 100_000}]) == "UNKNOWN_MEMBER"
    assert talk.code(lines=[TRA], tenders=[by_wallet(20_000)]) == "UNKNOWN_MEMBER"


def test_a_wallet_that_was_never_filled_holds_nothing(talk: Talk) -> None:
    assert talk.member()["wallet"] == 0
    assert talk.code(lines=[TRA], member=PHONE, tenders=[by_wallet(20_000)]) == "STORED_INSUFFICIENT"


def test_above_the_daily_limit_the_card_is_asked_for(talk: Talk) -> None:
    talk.done(lines=[{"top_up": 500_000}], member=PHONE)
    talk.done(lines=[PHO], member=PHONE, tenders=[by_wallet(100_000)])

    again = talk.ask(lines=[TRA], member=PHONE, tenders=[by_wallet(20_000)])

    assert (again["code"], again["params"]) == ("CARD_REQUIRED", {"most": 100_000, "value": 20_000})
    assert talk.done(lines=[TRA], member=talk.card, tenders=[by_wallet(20_000)])["wallet"] == 430_000
    talk.on("2026-03-03")
    assert talk.done(lines=[TRA], member=PHONE, tenders=[by_wallet(20_000)])["wallet"] == 410_000


def test_the_same_request_again_moves_nothing(talk: Talk) -> None:
    body = {"id": "once", "lines": [{"top_up": 100_000}, TRA], "member": PHONE,
            "tenders": [cash(100_000), by_wallet(20_000)]}  # fmt: skip
    first, rows = talk.done(**body), talk.rows()
    talk.done(lines=[TRA], member=PHONE, tenders=[by_wallet(20_000)])

    assert talk.done(**body) == first
    assert talk.rows()[0] == rows[0] + 1
    assert talk.shop.count("stored_entry") == 4
    talk.prove()


def test_a_merged_member_pays_with_both_wallets_and_gets_his_own_back(talk: Talk) -> None:
    other = talk.done(op="enrol", phone="0987654321", name="Ánh Ngọc")
    talk.done(lines=[{"top_up": 50_000}], member=PHONE)
    talk.done(lines=[{"top_up": 60_000}], member=other["card"])
    other_id = talk.desk.members.find(other["card"]).row.account_id
    merging = Merging(talk.till)
    merging.merge(Merge("m1", other_id, talk.account_id, "cùng người", talk.owner.id))

    spent = talk.done(lines=[PHO], member=talk.card, tenders=[by_wallet(100_000)])
    assert (spent["wallet"], talk.member()["wallet"]) == (10_000, 10_000)
    talk.done(op="refund", sale=spent["number"])
    merging.unmerge(Unmerge("m2", other_id, "nhầm", talk.owner.id))

    wallets = [talk.desk.stored.wallet_of(one) for one in (talk.account_id, other_id)]
    assert [wallet and wallet.total for wallet in wallets] == [50_000, 60_000]
    talk.prove()


# money back


def test_a_refund_refills_the_cards_that_paid_the_last_first(talk: Talk) -> None:
    card = talk.gift_card(100_000)
    talk.done(lines=[{"top_up": 100_000}], member=PHONE)
    tenders = [by_card(card, 70_000), by_wallet(50_000)]
    sold = talk.done(lines=[PHO, TRA], member=PHONE, tenders=tenders)
    assert (talk.balance(card), sold["wallet"]) == (30_000, 60_000)

    first = talk.done(op="refund", sale=sold["number"], lines=[{"line": 2}], reason="nguội")
    rest = talk.done(op="refund", sale=sold["number"], reason="nguội")

    assert (first["by_tender"], rest["by_tender"]) == (
        {"gift_card": 20_000}, {"gift_card": 50_000, "wallet": 50_000}
    )  # fmt: skip
    wallet = talk.desk.stored.wallet_of(talk.account_id)
    assert wallet is not None
    assert (talk.balance(card), wallet.money, wallet.bonus) == (100_000, 100_000, 10_000)
    talk.prove()


def test_a_returned_top_up_gives_back_what_is_there_and_takes_its_bonus(talk: Talk) -> None:
    sold = talk.done(lines=[{"top_up": 100_000}], member=PHONE)
    talk.done(lines=[TRA], member=PHONE, tenders=[by_wallet(20_000)])

    seen = talk.done(op="refund", sale=sold["number"], preview=True)
    back = talk.done(op="refund", sale=sold["number"])

    # 20.000 were spent: 10.000 of the bonus and 10.000 of the money; the bonus that is gone is kept from the money.
    assert (seen["money"], back["money"], talk.member()["wallet"]) == (80_000, 80_000, 0)
    assert talk.code(op="refund", sale=sold["number"]) == "ALREADY_REFUNDED"
    talk.prove()


def test_two_loads_of_one_card_share_what_it_holds(talk: Talk) -> None:
    sold = talk.done(lines=[{"top_up": 50_000}, {"top_up": 60_000}], member=PHONE)
    talk.done(lines=[TRA, TRA], member=PHONE, tenders=[by_wallet(40_000)])

    first = talk.done(op="refund", sale=sold["number"], lines=[{"line": 2}])
    second = talk.done(op="refund", sale=sold["number"])

    assert (first["money"], second["money"], talk.member()["wallet"]) == (20_000, 50_000, 0)
    talk.prove()


def test_a_gift_card_that_was_spent_gives_nothing_back(talk: Talk) -> None:
    sold = talk.done(lines=[{"gift_card": 100_000}])
    card = sold["gift_cards"][0]["code"]
    talk.done(lines=[PHO], tenders=[by_card(card, 100_000)])

    assert talk.done(op="refund", sale=sold["number"])["money"] == 0
    talk.prove()


def test_a_part_of_a_load_is_not_returned(talk: Talk) -> None:
    sold = talk.done(lines=[{"gift_card": 100_000}])
    lines = [{"line": 1, "qty": "0.5"}]
    assert talk.code(op="refund", sale=sold["number"], lines=lines) == "INVALID_QUANTITY"


# expiry


@pytest.fixture
def dying(sample_shop: Shop) -> Talk:
    return Talk(sample_shop, stored=StoredTerms(expires_months=1, bonuses=(BONUS,)))


def test_a_card_lives_through_its_last_day_and_is_written_off_once(dying: Talk) -> None:
    card = dying.gift_card(100_000)
    assert dying.done(op="gift_card", find=card)["expires_on"] == "2026-04-30"
    dying.on("2026-04-30")
    dying.done(lines=[TRA], tenders=[by_card(card, 20_000)])

    dying.on("2026-05-01")
    assert dying.code(lines=[TRA], tenders=[by_card(card, 20_000)]) == "STORED_EXPIRED"
    dying.on("2026-05-02")

    gone = dying.shop.rows("SELECT money, business_date FROM stored_entry WHERE kind = 'expiry'")
    assert [tuple(row) for row in gone] == [(-80_000, "2026-05-01")]
    assert dying.balance(card) == 0
    dying.prove()


def test_a_load_lengthens_a_life_and_wakes_an_empty_wallet(dying: Talk) -> None:
    dying.done(lines=[{"top_up": 50_000}], member=PHONE)
    dying.on("2026-04-10")
    dying.done(lines=[{"top_up": 50_000}], member=PHONE)
    wallet = dying.desk.stored.wallet_of(dying.account_id)
    assert wallet is not None
    assert str(wallet.expires_on) == "2026-05-31"

    dying.on("2026-06-01")
    assert dying.member()["wallet"] == 0
    assert dying.done(lines=[{"top_up": 100_000}], member=PHONE)["wallet"] == 110_000
    dying.prove()


def test_what_comes_back_to_a_dead_card_lives_for_a_week(dying: Talk) -> None:
    card = dying.gift_card(100_000)
    sold = dying.done(lines=[PHO], tenders=[by_card(card, 100_000)])
    dying.on("2026-05-04")

    dying.done(op="refund", sale=sold["number"])

    found = dying.done(op="gift_card", find=card)
    assert (found["balance"], found["expires_on"]) == (100_000, "2026-05-11")
    dying.on("2026-05-12")
    assert dying.balance(card) == 0
    dying.prove()


# by hand


def test_money_is_corrected_by_hand_with_a_reason(talk: Talk) -> None:
    card = talk.desk.stored.find(talk.gift_card(100_000))
    adjusted = talk.desk.stored.adjust(AdjustStored("a1", card.id, -30_000, "nhập sai", talk.owner.id))
    again = talk.desk.stored.adjust(AdjustStored("a1", card.id, -30_000, "nhập sai", talk.owner.id))

    assert adjusted == again
    assert (adjusted.total, adjusted.money) == (70_000, 70_000)
    with refused(Code.STORED_INSUFFICIENT):
        talk.desk.stored.adjust(AdjustStored("a2", card.id, -70_001, "nhập sai", talk.owner.id))
    with refused(Code.REASON_NEEDED):
        talk.desk.stored.adjust(AdjustStored("a3", card.id, 1_000, " ", talk.owner.id))
    with refused(Code.NOT_ALLOWED):
        talk.desk.stored.adjust(AdjustStored("a4", card.id, 1_000, "vì sao", talk.shop.person(CASHIER).id))
    with refused(Code.INVALID_AMOUNT):
        talk.desk.stored.adjust(AdjustStored("a5", card.id, 0, "vì sao", talk.owner.id))
    with refused(Code.STORED_UNKNOWN):
        talk.desk.stored.adjust(AdjustStored("a6", "nobody", 1_000, "vì sao", talk.owner.id))
    talk.prove()


def test_a_lost_card_is_blocked_until_it_is_found(talk: Talk) -> None:
    code = talk.gift_card(100_000)
    card = talk.desk.stored.find(code)
    assert talk.desk.stored.block(BlockStored("b1", card.id, True, "mất", talk.owner.id)).blocked
    assert talk.code(lines=[TRA], tenders=[by_card(code, 20_000)]) == "STORED_BLOCKED"
    assert talk.code(lines=[{"gift_card": 20_000, "code": code}]) == "STORED_BLOCKED"

    assert not talk.desk.stored.block(BlockStored("b2", card.id, False, "tìm thấy", talk.owner.id)).blocked
    talk.done(lines=[TRA], tenders=[by_card(code, 20_000)])
    talk.prove()


def test_a_voucher_is_no_gift_card(talk: Talk) -> None:
    code = codes.voucher_token(codes.VoucherCode(talk.till.keys.codes.newest, "0123456789"), talk.till.keys.codes)
    with pytest.raises(Rejected) as refusal:
        talk.desk.stored.find(code)
    assert refusal.value.code is Code.STORED_UNKNOWN
