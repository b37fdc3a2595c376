"""Tiers that people give."""

from datetime import date

from pos_desktop.core.errors import Code
from pos_desktop.loyalty.tiers import ManualTier
from pos_desktop.services.members.merging import Merge, Merging
from pos_desktop.services.members.points.tiers_by_hand import EndTier, GiveTier, TiersByHand
from pos_desktop.storage.queries.manual_tiers import manual_of
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER

UNTIL = date(2026, 6, 30)


def give(shop, tier="gold", until=UNTIL, by=MANAGER, operation="t1", reason="khách mời", name="Lan"):
    account_id = shop.member(name).row.account_id
    return TiersByHand(shop.till).give(GiveTier(operation, account_id, tier, until, reason, shop.person(by).id))


def end(shop, operation="t2", reason="hết hợp tác", by=MANAGER):
    account_id = shop.member("Lan").row.account_id
    return TiersByHand(shop.till).end(EndTier(operation, account_id, reason, shop.person(by).id))


def manual(shop, name="Lan"):
    account_id = shop.member(name).row.account_id
    with shop.till.db.read() as tx:
        return manual_of(tx, account_id, shop.till.today())


def test_it_holds_from_today_through_its_end(sample_shop):
    shop = sample_shop
    got = give(shop)
    assert (got.tier, got.reached, got.until) == ("Vàng", "Thành viên", UNTIL)
    assert manual(shop) == ManualTier("gold", UNTIL, "khách mời", date(2026, 3, 2))
    shop.on("2026-06-30")
    assert manual(shop).tier == "gold"
    shop.on("2026-07-01")
    assert manual(shop) is None
    assert shop.books().tie


def test_the_newest_decides(shop):
    give(shop)
    assert give(shop, "silver", date(2026, 3, 31), operation="t2").tier == "Bạc"
    assert manual(shop).tier == "silver"
    assert shop.rows("SELECT tier, step FROM manual_tier ORDER BY step") == [("gold", 1), ("silver", 2)]


def test_it_may_be_ended_and_given_again(shop):
    give(shop)
    got = end(shop)
    assert (got.tier, got.reached, got.until) == ("Thành viên", "Thành viên", None)
    assert manual(shop) is None
    with refused(Code.UNKNOWN_TIER):
        end(shop, operation="t3")
    assert give(shop, operation="t4").tier == "Vàng"
    assert shop.books().tie


def test_a_merge_takes_it_along(shop):
    give(shop)
    lan, binh = (shop.member(name).row.account_id for name in ("Lan", "Bình"))
    Merging(shop.till).merge(Merge("g1", lan, binh, "một người", shop.person(MANAGER).id))
    assert manual(shop, "Bình").tier == "gold"


def test_giving_twice_is_done_once(shop):
    first, again = give(shop), give(shop)
    assert (first.is_repeat, again.is_repeat, again.until) == (False, True, UNTIL)
    assert shop.count("manual_tier") == 1


def test_what_is_refused(shop):
    shop.member("Lan")
    for code, more in (
        (Code.NOT_ALLOWED, {"by": CASHIER}), (Code.REASON_NEEDED, {"reason": " "}),
        (Code.UNKNOWN_TIER, {"tier": "platinum"}), (Code.UNKNOWN_TIER, {"tier": ""}),
        (Code.INVALID_DAY, {"until": date(2026, 3, 1)}),
    ):  # fmt: skip
        with refused(code):
            give(shop, **more)
    with refused(Code.UNKNOWN_MEMBER):
        TiersByHand(shop.till).give(GiveTier("t1", "nobody", "gold", UNTIL, "r", shop.person(MANAGER).id))
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE staff SET member_id = (SELECT id FROM member) WHERE name = ?", (MANAGER,))
    with refused(Code.OWN_ACCOUNT):
        give(shop)
    assert shop.count("manual_tier") == 0
