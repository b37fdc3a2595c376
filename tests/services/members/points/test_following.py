"""What a sale brought beside its points goes with it: to another member, or late to a guest's."""

from datetime import date

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.loyalty.membership import Period, Plan
from pos_desktop.loyalty.rewards import Reward
from pos_desktop.loyalty.vouchers import VoucherKind, VoucherTemplate
from pos_desktop.loyalty.wheel import Prize, Wheel
from pos_desktop.selling.benefits import Benefit
from pos_desktop.services.members.benefits.memberships import Held, plan_of, renewals_due
from pos_desktop.services.members.benefits.wheels import OpenRound
from pos_desktop.services.members.merging import Merge, Merging, Unmerge
from pos_desktop.services.members.points.attaching import Attach, Attached, Attaching, Move
from tests.support.refusals import refused
from tests.support.shop import OWNER, Shop
from tests.support.talk import PHONE, Talk

MONTH = Plan("month", "Gói tháng", 30_000, Period.MONTHLY, welcome_points=40)
YEAR = Plan("year", "Gói năm", 300_000, Period.YEARLY)
NOTHING = Prize("nothing", "Chúc may mắn", 1)
POINTS = Prize("points", "20 điểm", 1_000_000, points=20, stock=50, cost=2_000)
OFF = Prize("off", "Giảm 10.000", 1_000_000, voucher="off10", stock=50, cost=10_000)
MUG = Prize("mug", "Ly sứ", 1_000_000, gift="Ly sứ Mộc", stock=5, cost=50_000)
TEMPLATE = VoucherTemplate("off10", "Giảm 10.000", Benefit(amount=10_000))
NEXT = VoucherTemplate("next", "Lần sau", Benefit(amount=5_000), VoucherKind.NEXT_ORDER, starts_after_days=1)
LAN, BINH = "0900000001", "0900000002"


@pytest.fixture
def talk(sample_shop: Shop) -> Talk:
    """Two members beside the one of the talk; a plan with welcome points."""
    talk = Talk(sample_shop, plans=(MONTH, YEAR))
    for phone, name in ((LAN, "Lan"), (BINH, "Bình")):
        talk.done(op="enrol", phone=phone, name=name)
    return talk


def account(talk: Talk, phone: str) -> str:
    return talk.desk.members.find(phone).row.account_id


def has(talk: Talk, phone: str) -> tuple[int, int]:
    """Points that are there, and owed."""
    told = talk.done(op="member", find=phone)
    return told["available"], told["debt"]


def plan(talk: Talk, phone: str, on: str = "2026-03-10") -> Held:
    with talk.till.db.read() as tx:
        return plan_of(tx, account(talk, phone), date.fromisoformat(on))


def move(talk: Talk, number: str, to: str) -> dict:
    return talk.done(op="move", sale=number, member=to, reason="quét nhầm thẻ")


def merge(talk: Talk, gone: str, kept: str) -> str:
    """Merge two members; gives the account that went away."""
    gone_id = account(talk, gone)
    Merging(talk.till).merge(Merge(talk.till.ids(), gone_id, account(talk, kept), "một người", talk.owner.id))
    return gone_id


def unmerge(talk: Talk, gone_id: str) -> None:
    Merging(talk.till).unmerge(Unmerge(talk.till.ids(), gone_id, "gộp nhầm", talk.owner.id))


def open_wheel(talk: Talk, *prizes: Prize) -> None:
    wheel = Wheel("lucky", "Vòng quay", (*prizes, NOTHING), budget=5_000_000, per_spend=100_000, most_tickets=3)
    talk.change(wheels=(wheel,), vouchers=(TEMPLATE,))
    talk.desk.wheels.open_round(OpenRound(talk.till.ids(), "lucky", talk.owner.id))


def of_member(talk: Talk, phone: str) -> list[tuple[str, date | None]]:
    return [(one.code, one.expires_on) for one in talk.desk.vouchers.of_member(account(talk, phone))]


# --- paid membership ---


def test_a_term_goes_over_with_its_days_and_its_welcome_points(talk: Talk) -> None:
    sold = talk.done(lines=[{"plan": "month"}, {"code": "PHO"}], member=LAN)
    assert (has(talk, LAN), plan(talk, LAN).plan) == ((50, 0), "month")
    talk.on("2026-03-05")

    told = move(talk, sold["number"], BINH)

    assert (told["earned"], told["bonus"], told["clawed"], told["available"]) == (10, 40, 50, 50)
    assert (has(talk, LAN), has(talk, BINH)) == ((0, 0), (50, 0))
    assert (plan(talk, LAN), plan(talk, BINH)) == (Held(), Held("month", date(2026, 4, 1)))
    assert talk.shop.count("membership_term") == 1, "the days are those that were bought"
    lots = talk.shop.rows("SELECT DISTINCT usable_from, expires_on FROM lot WHERE left_points > 0")
    assert lots == [("2026-03-02", "2027-03-31")], "as of then"
    ((taken, given),) = talk.shop.rows(
        "SELECT taken.points, given.points FROM entry taken JOIN entry given ON given.pair_id = taken.id"
        " WHERE taken.occasion LIKE 'undone:plan:%' AND given.occasion LIKE 'plan:%#2'"
    )
    assert (taken, given) == (-40, 40)
    with talk.till.db.read() as tx:
        assert [one.account_id for one in renewals_due(tx, date(2026, 3, 20))] == [account(talk, BINH)]
    talk.prove()


def test_welcome_points_that_were_spent_are_owed_by_who_spent_them(talk: Talk) -> None:
    sold = talk.done(lines=[{"plan": "month"}, {"code": "PHO"}], member=LAN)
    talk.done(lines=[{"code": "PHO"}], member=LAN, redeem=50)
    move(talk, sold["number"], BINH)
    # 9 earned by the second bowl pay a part of the 50 that are taken back.
    assert (has(talk, LAN), has(talk, BINH)) == ((0, 41), (50, 0))
    talk.prove()


def test_a_plan_that_is_moved_on_and_back_is_given_back_by_who_has_it(talk: Talk) -> None:
    sold = talk.done(lines=[{"plan": "month"}], member=LAN)
    for to in (BINH, PHONE, LAN, BINH):
        move(talk, sold["number"], to)
    assert [has(talk, one)[0] for one in (LAN, BINH, PHONE)] == [0, 40, 0]
    talk.on("2026-03-12")
    back = talk.done(op="refund", sale=sold["number"])
    assert back["money"] == 20_323  # 21 of 31 days are left
    assert [has(talk, one) for one in (LAN, BINH, PHONE)] == [(0, 0)] * 3
    assert (plan(talk, BINH, "2026-03-11").plan, plan(talk, BINH, "2026-03-12")) == ("month", Held(expired=True))
    talk.prove()


def test_who_had_the_plan_buys_it_anew_from_today_and_who_has_it_goes_on(talk: Talk) -> None:
    sold = talk.done(lines=[{"plan": "month"}], member=LAN)
    move(talk, sold["number"], BINH)
    talk.on("2026-03-20")
    first, second = (talk.done(lines=[{"plan": "month"}], member=one)["membership"]["from"] for one in (LAN, BINH))
    assert (first, second) == ("2026-03-20", "2026-04-02")
    talk.prove()


def test_a_term_that_comes_to_a_member_who_has_the_plan_keeps_its_days(talk: Talk) -> None:
    talk.done(lines=[{"plan": "month"}], member=BINH)
    talk.on("2026-03-05")
    sold = talk.done(lines=[{"plan": "month"}], member=LAN)
    move(talk, sold["number"], BINH)
    assert plan(talk, BINH) == Held("month", date(2026, 4, 4))
    talk.prove()


def test_of_two_plans_the_one_that_began_last_holds_whatever_the_clock_said(talk: Talk) -> None:
    for day, name in (("2026-03-20", "year"), ("2026-03-05", "month")):
        talk.on(day)
        talk.done(lines=[{"plan": name}], member=LAN)
    assert (plan(talk, LAN, "2026-03-10").plan, plan(talk, LAN, "2026-03-25")) == (
        "month", Held("year", date(2027, 3, 19))
    )  # fmt: skip


# --- what a wheel gave ---


def test_drawn_points_go_back_from_one_and_to_the_other(talk: Talk) -> None:
    open_wheel(talk, POINTS)
    sold = talk.done(lines=[{"code": "PHO", "qty": 2}], member=LAN)
    for _ in range(2):
        talk.done(op="draw", sale=sold["number"])
    talk.done(lines=[{"code": "PHO"}], member=LAN, redeem=50)
    told = move(talk, sold["number"], BINH)
    assert (told["earned"], told["bonus"], told["clawed"]) == (20, 40, 60)
    assert (has(talk, LAN), has(talk, BINH)) == ((0, 60 - 10 - 9), (60, 0))
    talk.done(op="refund", sale=sold["number"], lines=[{"line": 1, "qty": 1}])
    assert has(talk, BINH) == (30, 0), "a ticket without its basis"
    talk.prove()


def test_a_drawn_voucher_is_void_for_one_and_issued_to_the_other(talk: Talk) -> None:
    open_wheel(talk, OFF)
    sold = talk.done(lines=[{"code": "PHO"}], member=LAN)
    talk.done(op="draw", sale=sold["number"])
    ((old, last),) = of_member(talk, LAN)
    talk.on("2026-03-05")
    told = move(talk, sold["number"], BINH)
    assert (told["stays"], of_member(talk, LAN)) == ([], [])
    ((new, same),) = of_member(talk, BINH)
    assert (new != old, same) == (True, last)
    assert talk.code(lines=[{"code": "PHO"}], member=LAN, vouchers=[old]) == "INVALID_VOUCHER"
    assert talk.code(lines=[{"code": "PHO"}], member=LAN, vouchers=[new]) == "VOUCHER_MEMBER"
    move(talk, sold["number"], LAN)
    assert (len(of_member(talk, LAN)), of_member(talk, BINH)) == (1, [])
    talk.done(op="refund", sale=sold["number"])
    assert of_member(talk, LAN) == [], "revoked with the whole sale"
    talk.prove()


def test_a_part_that_comes_back_takes_the_voucher_that_stands_for_the_drawn_one(talk: Talk) -> None:
    open_wheel(talk, OFF)
    sold = talk.done(lines=[{"code": "PHO", "qty": 2}], member=LAN)
    for _ in range(2):
        talk.done(op="draw", sale=sold["number"])
    move(talk, sold["number"], BINH)
    talk.done(op="refund", sale=sold["number"], lines=[{"line": 1, "qty": 1}])
    assert len(of_member(talk, BINH)) == 1
    talk.prove()


def test_a_voucher_that_was_used_and_a_gift_in_hand_stay_and_the_answer_says_so(talk: Talk) -> None:
    open_wheel(talk, OFF)
    sold = talk.done(lines=[{"code": "PHO"}], member=LAN)
    talk.done(op="draw", sale=sold["number"])
    ((code, _),) = of_member(talk, LAN)
    used = talk.done(lines=[{"code": "PHO"}], member=LAN, vouchers=[code])
    told = move(talk, sold["number"], BINH)
    assert (told["stays"], of_member(talk, BINH)) == (["Giảm 10.000"], [])
    talk.done(op="refund", sale=used["number"])
    assert len(of_member(talk, LAN)) == 1, "it comes back to who used it, as ever"
    talk.prove()


def test_a_gift_of_the_wheel_is_named(talk: Talk) -> None:
    open_wheel(talk, MUG)
    sold = talk.done(lines=[{"code": "PHO"}], member=LAN)
    talk.done(op="draw", sale=sold["number"])
    assert move(talk, sold["number"], BINH)["stays"] == ["Ly sứ Mộc"]


def test_tickets_that_are_left_are_drawn_by_who_has_the_sale(talk: Talk) -> None:
    open_wheel(talk, POINTS)
    sold = talk.done(lines=[{"code": "PHO", "qty": 2}], member=LAN)
    talk.done(op="draw", sale=sold["number"])
    move(talk, sold["number"], BINH)
    talk.done(op="draw", sale=sold["number"])
    assert (has(talk, LAN), has(talk, BINH)) == ((0, 0), (60, 0))
    talk.prove()


# --- vouchers and rewards of the sale ---


def test_the_voucher_for_the_next_order_goes_over_with_its_days(talk: Talk) -> None:
    talk.change(vouchers=(NEXT,))
    sold = talk.done(lines=[{"code": "PHO"}], member=LAN)
    ((old, last),) = of_member(talk, LAN)
    talk.on("2026-03-05")
    move(talk, sold["number"], BINH)
    ((new, same),) = of_member(talk, BINH)
    assert (new != old, same, of_member(talk, LAN)) == (True, last, [])
    told = talk.desk.beside.of_sale(talk.shop.rows("SELECT id FROM sale")[0][0])
    assert [one.code for one in told.issued] == [old], "what the receipt said"
    talk.prove()


def test_a_voucher_that_is_over_is_not_issued_again(talk: Talk) -> None:
    talk.change(vouchers=(NEXT,))
    sold = talk.done(lines=[{"code": "PHO"}], member=LAN)
    talk.on("2026-05-05")
    move(talk, sold["number"], BINH)
    assert talk.shop.count("voucher") == 1
    talk.prove()


def test_a_guest_s_voucher_stays_with_who_has_the_paper(talk: Talk) -> None:
    talk.change(vouchers=(NEXT,))
    sold = talk.done(lines=[{"code": "PHO"}])
    talk.done(op="attach", sale=sold["number"], member=LAN)
    move(talk, sold["number"], BINH)
    (code,) = (one["code"] for one in sold["vouchers"]["issued"])
    talk.on("2026-03-05")
    talk.done(lines=[{"code": "PHO"}], member=PHONE, vouchers=[code])
    talk.prove()


def test_what_a_member_may_take_once_counts_for_who_has_the_sale(talk: Talk) -> None:
    once = Reward("once", "Giảm 1.000 ₫", 0, benefit=Benefit(amount=1_000), per_year=1)
    shared = VoucherTemplate("tet", "Tết", Benefit(amount=2_000), VoucherKind.PER_MEMBER, per_member=1, code="TET")
    talk.change(rewards=(once,), vouchers=(shared,))
    order = {"lines": [{"code": "PHO"}], "rewards": ["once"], "vouchers": ["TET"]}
    sold = talk.done(member=LAN, **order)
    move(talk, sold["number"], BINH)
    for name, code in (("rewards", "REWARD_LIMIT"), ("vouchers", "VOUCHER_USED")):
        assert talk.code(lines=[{"code": "PHO"}], member=BINH, **{name: order[name]}) == code
    talk.done(member=LAN, **order)
    talk.prove()


def test_a_sale_that_loads_a_wallet_is_moved_after_the_load_is_returned(talk: Talk) -> None:
    sold = talk.done(lines=[{"top_up": 100_000}, {"code": "PHO"}], member=LAN)
    assert talk.code(op="move", sale=sold["number"], member=BINH, reason="nhầm") == "MOVE_TOPPED_UP"
    talk.done(op="refund", sale=sold["number"], lines=[{"line": 1}])
    assert move(talk, sold["number"], BINH)["earned"] == 10
    talk.prove()


# --- members who become one, and two again ---


def test_a_sale_of_a_member_who_was_merged_takes_all_it_brought_from_who_stays(talk: Talk) -> None:
    open_wheel(talk, POINTS)
    sold = talk.done(lines=[{"plan": "month"}, {"code": "PHO"}], member=LAN)
    talk.done(op="draw", sale=sold["number"])
    gone = merge(talk, LAN, BINH)
    assert (has(talk, BINH), plan(talk, BINH).plan) == ((70, 0), "month")
    told = move(talk, sold["number"], PHONE)
    assert (told["clawed"], told["bonus"]) == (70, 60)
    assert (has(talk, BINH), has(talk, PHONE)) == ((0, 0), (70, 0))
    unmerge(talk, gone)
    assert [has(talk, one) for one in (LAN, BINH, PHONE)] == [(0, 0), (0, 0), (70, 0)]
    assert [plan(talk, one).plan for one in (LAN, BINH, PHONE)] == ["", "", "month"]
    assert qualifying(talk) == (0, 0, 100_000)
    talk.prove()


def test_welcome_points_that_expired_after_a_merge_are_not_taken_again(talk: Talk) -> None:
    sold = talk.done(lines=[{"plan": "year"}, {"plan": "month"}], member=LAN)
    merge(talk, LAN, BINH)
    talk.on("2027-03-20")
    talk.done(lines=[{"code": "PHO"}], member=BINH)
    talk.on("2027-04-01")
    assert has(talk, BINH) == (10, 0)
    told = move(talk, sold["number"], PHONE)
    assert (told["clawed"], told["bonus"], has(talk, BINH)) == (0, 0, (10, 0))
    talk.prove()


def test_what_comes_back_to_a_merged_member_is_of_who_stays(talk: Talk) -> None:
    sold = talk.done(lines=[{"plan": "month"}, {"code": "PHO"}], member=LAN)
    gone = merge(talk, LAN, BINH)
    move(talk, sold["number"], PHONE)
    move(talk, sold["number"], LAN)
    assert (has(talk, BINH), plan(talk, BINH).plan) == ((50, 0), "month")
    unmerge(talk, gone)
    assert [has(talk, one)[0] for one in (LAN, BINH, PHONE)] == [0, 50, 0]
    assert (plan(talk, LAN).plan, plan(talk, BINH).plan) == ("", "month")
    assert qualifying(talk) == (0, 100_000, 0)
    assert talk.done(op="refund", sale=sold["number"])["clawed"] == 10
    assert [has(talk, one) for one in (LAN, BINH, PHONE)] == [(0, 0)] * 3
    talk.prove()


def test_a_claim_by_the_card_of_a_merged_member_is_of_who_stays(talk: Talk) -> None:
    gone = merge(talk, LAN, BINH)
    sold = talk.done(lines=[{"code": "PHO"}])
    told = Attaching(talk.till).attach(Attach("late", sold["number"], gone, talk.owner.id))
    assert isinstance(told, Attached)
    assert told.account_id == account(talk, BINH)
    unmerge(talk, gone)
    assert (has(talk, LAN), has(talk, BINH)) == ((0, 0), (10, 0))
    assert qualifying(talk) == (0, 100_000, 0)
    talk.prove()


def test_a_sale_is_not_moved_within_one_member(talk: Talk) -> None:
    sold = talk.done(lines=[{"code": "PHO"}], member=LAN)
    gone = merge(talk, LAN, BINH)
    with refused(Code.SAME_MEMBER):
        Attaching(talk.till).move(Move("m", sold["number"], gone, "nhầm", talk.shop.person(OWNER).id))
    unmerge(talk, gone)
    assert move(talk, sold["number"], BINH)["clawed"] == 10
    talk.prove()


def qualifying(talk: Talk) -> tuple[int, ...]:
    return tuple(talk.done(op="member", find=one)["qualifying"] for one in (LAN, BINH, PHONE))


def test_what_limits_took_of_a_late_sale_is_flagged_once(talk: Talk) -> None:
    talk.change(orders_per_day=1)
    for _ in range(2):
        sold = talk.done(lines=[{"code": "PHO"}])
        talk.done(op="attach", sale=sold["number"], member=LAN)
    assert talk.shop.rows("SELECT account_id, reason FROM accrual_flag") == [(account(talk, LAN), "orders_per_day")]
    talk.done(lines=[{"code": "PHO"}], member=BINH)
    move(talk, sold["number"], BINH)
    assert talk.shop.count("accrual_flag") == 1
    talk.prove()
