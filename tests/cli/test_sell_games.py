"""`sell`: giving, drawing, neighbours' codes and stamps, as another program asks for them."""

from dataclasses import replace

import pytest

from pos_desktop.cli.receipts import Receipts
from pos_desktop.cli.sell import Sell
from pos_desktop.loyalty.games import StampCard
from pos_desktop.loyalty.giving import Cause
from pos_desktop.loyalty.partners import Partner, own_code
from pos_desktop.loyalty.rewards import Reward, RewardKind
from pos_desktop.loyalty.wheel import Prize, Wheel
from pos_desktop.selling.conditions import Picks
from pos_desktop.services.members.benefits.wheels import OpenRound
from tests.support.shop import Shop
from tests.support.talk import PHONE, Talk

KEY = "00112233445566778899aabbccddeeff"
NEIGHBOUR = Partner("bakery", "Bánh Mì Sáu", 7, 12, "", 10, 1_000_000)
WHEEL = Wheel(
    "lucky",
    "Vòng quay",
    (Prize("ten", "10 điểm", 1_000_000, points=10, stock=1, cost=1_000), Prize("nothing", "Chúc may mắn", 1)),
    10_000,
)
MUG = Reward("mug", "Ly sứ", 0, RewardKind.GIFT, gift="Ly sứ", stamps="cups")
CUPS = StampCard("cups", "3 ly tặng 1", 3, "mug", Picks(skus=("TRA",)))
PHO, TEA = {"code": "PHO"}, {"code": "TRA", "qty": 4}


@pytest.fixture
def talk(sample_shop: Shop) -> Talk:
    speaking = Talk(sample_shop, causes=(Cause("school", "Trường học", "Quỹ"),), wheels=(WHEEL,),
                    partners=(NEIGHBOUR,), rewards=(MUG,), stamp_cards=(CUPS,))  # fmt: skip
    speaking.desk.partners.keep_key("bakery", KEY, speaking.owner.id)
    speaking.done(op="adjust", member=PHONE, points=3_000, reason="thử")
    return speaking


def test_points_are_given_once_and_above_the_limit_with_the_card(talk: Talk) -> None:
    gift = talk.done(id="gift", op="give", member=PHONE, cause="school", points=500)
    assert {name: gift[name] for name in ("cause", "points", "value", "available")} == {
        "cause": "Trường học", "points": 500, "value": 50_000, "available": 2_500
    }  # fmt: skip
    assert talk.done(id="gift", op="give", member=PHONE, cause="school", points=500) == gift
    assert talk.code(id="gift", op="give", member=PHONE, cause="school", points=501) == "ID_REUSED"
    assert talk.code(op="give", member=PHONE, cause="school", points=501) == "CARD_REQUIRED"
    assert talk.done(op="give", member=talk.card, cause="school", points=501)["available"] == 1_999
    for points in (0, -1, "5", None, True):
        assert talk.code(op="give", member=PHONE, cause="school", points=points) == "INVALID_AMOUNT"
    assert talk.code(op="give", member=PHONE, cause="fish", points=5) == "UNKNOWN_CAUSE"
    talk.prove()


def test_a_sale_draws_what_it_has_tickets_for(talk: Talk) -> None:
    running = talk.desk.wheels.open_round(OpenRound("open", "lucky", talk.owner.id))
    sale = talk.done(lines=[PHO], member=PHONE)["number"]
    drawn = talk.done(id="draw", op="draw", sale=sale)
    assert (drawn["prize"], drawn["points"], drawn["ticket"], drawn["tickets_left"]) == ("ten", 10, 1, 0)
    assert drawn["commitment"] == running.commitment
    assert drawn["odds"] == [
        {"prize": "10 điểm", "weight": 1_000_000, "of": 1_000_001},
        {"prize": "Chúc may mắn", "weight": 1, "of": 1_000_001},
    ]
    assert talk.done(id="draw", op="draw", sale=sale) == drawn
    assert talk.code(op="draw", sale=sale) == "NO_TICKET"
    assert talk.code(op="draw", sale=talk.done(lines=[PHO])["number"]) == "UNKNOWN_MEMBER"
    assert talk.code(op="draw", sale="K1-999999") == "UNKNOWN_SALE"
    assert talk.done(op="draw", sale=talk.done(lines=[PHO], member=PHONE)["number"])["prize"] == "nothing"
    talk.prove()


def test_a_neighbour_s_code_is_a_voucher_code(talk: Talk) -> None:
    here = replace(NEIGHBOUR, number=12, own_number=7, key=KEY)
    code = own_code(here, "240702000000102281")
    sold = talk.done(lines=[PHO], vouchers=[code])
    assert (sold["due"], sold["discount"]) == (80_000, 20_000)
    assert talk.code(lines=[PHO], vouchers=[code]) == "PARTNER_REPLAYED"
    assert talk.code(lines=[PHO], vouchers=[code[:-1] + str((int(code[-1]) + 1) % 10)]) == "PARTNER_FORGED"
    talk.prove()


def test_a_member_has_stamps(talk: Talk) -> None:
    talk.done(lines=[TEA], member=PHONE)
    assert talk.member()["stamps"] == [
        {"card": "cups", "name": "3 ly tặng 1", "stamps": 1, "needed": 3, "full": 1, "owed": 0}
    ]
    talk.done(lines=[PHO], member=PHONE, rewards=["mug"])
    assert (talk.member()["stamps"][0]["full"], talk.member()["stamps"][0]["stamps"]) == (0, 1)
    talk.prove()


def test_with_a_printer_gifts_and_draws_bring_their_slips_once(talk: Talk) -> None:
    receipts = Receipts()
    receipts.printer = "tcp://127.0.0.1:9"
    talk.sell = Sell(talk.desk, talk.owner, talk.clock, receipts)
    talk.desk.wheels.open_round(OpenRound("open", "lucky", talk.owner.id))
    sale = talk.done(lines=[PHO], member=PHONE)["number"]
    for _again in range(2):
        talk.done(id="gift", op="give", member=PHONE, cause="school", points=500)
        talk.done(id="draw", op="draw", sale=sale)
    rows = talk.shop.rows("SELECT subject_id, printer FROM outbox WHERE kind = 'slip' ORDER BY subject_id")
    assert [(row.subject_id.partition(":")[0], row.printer) for row in rows] == [
        ("draw", receipts.printer), ("gift", receipts.printer),
    ]  # fmt: skip


def test_without_a_printer_nothing_is_promised(talk: Talk) -> None:
    talk.done(op="give", member=PHONE, cause="school", points=500)
    assert talk.shop.count("outbox") == 0
