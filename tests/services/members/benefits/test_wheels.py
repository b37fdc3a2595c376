"""Lucky wheels on a real shop: committed first, one ticket for so much, stock and budget that hold, and a proof."""

import pytest
from sqlalchemy.exc import IntegrityError

from pos_desktop.core.errors import Code
from pos_desktop.loyalty.vouchers import VoucherTemplate
from pos_desktop.loyalty.wheel import Prize, Wheel, commitment, seed_of
from pos_desktop.selling.benefits import Benefit
from pos_desktop.services.members.benefits.wheels import Chance, CloseRound, Draw, OpenRound
from pos_desktop.services.members.points.attaching import Move
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER

NOTHING = Prize("nothing", "Chúc may mắn", 1)
POINTS = Prize("points", "20 điểm", 1_000_000, points=20, stock=3, cost=2_000)
MUG = Prize("mug", "Ly sứ", 1_000_000, gift="Ly sứ", stock=1, cost=50_000)
OFF = Prize("off", "Giảm 10.000", 1_000_000, voucher="off10", stock=5, cost=10_000)
TEMPLATE = VoucherTemplate("off10", "Giảm 10.000", Benefit(amount=10_000))


def wheel(*prizes: Prize, **more) -> Wheel:
    return Wheel("lucky", "Vòng quay", (*prizes, NOTHING), **{"budget": 1_000_000, "per_spend": 100_000,
                 "most_tickets": 3, **more})  # fmt: skip


def opened(shop, *prizes: Prize, **more):
    shop.under(wheels=(wheel(*prizes, **more),), vouchers=(TEMPLATE,))
    return shop.desk.wheels.open_round(OpenRound(f"open-{shop.till.ids()}", "lucky", shop.person(MANAGER).id))


def drawn(shop, sale, name="Lan", **more):
    known = {"id": f"draw-{shop.till.ids()}", "staff_id": shop.person().id}
    return shop.desk.wheels.draw(
        Draw(sale_id=sale.id, account_id=shop.member(name).row.account_id, **{**known, **more})
    )


def closed(shop):
    return shop.desk.wheels.close_round(CloseRound(f"close-{shop.till.ids()}", "lucky", shop.person(MANAGER).id))


def test_the_commitment_stands_before_anybody_draws_and_its_seed_is_told_at_the_end(shop):
    running = opened(shop, POINTS)
    assert running.odds == (Chance("20 điểm", 1_000_000, 1_000_001), Chance("Chúc may mắn", 1, 1_000_001))
    assert shop.rows("SELECT commitment, seed FROM wheel_round") == [(running.commitment, "")]
    sale = shop.sold("1 x PHỞ @ 100000; member Lan")
    assert [(t.left, t.commitment) for t in shop.desk.wheels.tickets(sale.id)] == [(1, running.commitment)]
    told = drawn(shop, sale)
    assert (told.prize, told.points, told.ticket, told.left) == ("points", 20, 1, 0)
    assert (told.commitment, told.odds) == (running.commitment, running.odds)
    over = closed(shop)
    seed = bytes.fromhex(over.seed)
    assert (commitment(seed), over.draws) == (running.commitment, 1)
    assert seed == seed_of(shop.till.keys.wheel, running.id)
    assert shop.desk.wheels.running() == ()
    assert shop.books().tie


def test_no_table_holds_the_seed_before_it_is_told(shop):
    running = opened(shop, POINTS)
    seed = seed_of(shop.till.keys.wheel, running.id).hex()
    drawn(shop, shop.sold("1 x PHỞ @ 100000; member Lan"))
    raw = b"".join(path.read_bytes() for path in shop.folder.glob("shop.db*"))
    assert running.commitment.encode() in raw
    assert seed.encode() not in raw
    assert bytes.fromhex(seed) not in raw
    assert shop.till.keys.wheel.hex().encode() not in raw


def test_one_ticket_for_so_much_at_most_so_many_and_only_today(shop):
    opened(shop, POINTS)
    small, large = (shop.sold(f"1 x PHỞ @ {price}; member Lan") for price in (99_000, 1_000_000))
    with refused(Code.NO_TICKET):
        drawn(shop, small)
    assert [drawn(shop, large).left for _ in range(3)] == [2, 1, 0]
    with refused(Code.NO_TICKET):
        drawn(shop, large)
    late = shop.sold("1 x PHỞ @ 100000; member Lan")
    shop.on("2026-03-03")
    with refused(Code.NO_TICKET):
        drawn(shop, late)
    assert shop.books().tie


def test_a_ticket_is_of_the_member_who_bought_and_of_what_was_not_returned(shop):
    opened(shop, POINTS)
    sale = shop.sold("2 x PHỞ @ 100000; member Lan")
    with refused(Code.UNKNOWN_MEMBER):
        drawn(shop, sale, "Minh")
    with refused(Code.UNKNOWN_SALE):
        shop.desk.wheels.draw(Draw("draw", "nothing", sale.account_id, None))
    shop.returned(sale, "1 x PHỞ")
    assert drawn(shop, sale).left == 0
    guest = shop.sold("1 x PHỞ @ 100000")
    assert shop.desk.wheels.tickets(guest.id) == ()


def test_stock_and_budget_are_never_exceeded_and_the_odds_say_what_is_left(shop):
    opened(shop, POINTS, budget=5_000)
    sales = [shop.sold("1 x PHỞ @ 300000; member Lan") for _ in range(2)]
    told = [drawn(shop, sale) for sale in sales for _ in range(3)]
    assert [one.points for one in told] == [20, 20, 0, 0, 0, 0]
    assert told[2].odds == (Chance("20 điểm", 0, 1_000_001), Chance("Chúc may mắn", 1_000_001, 1_000_001))
    assert shop.rows("SELECT sum(cost) FROM wheel_draw") == [(4_000,)]
    closed(shop)
    shop.desk.wheels.open_round(OpenRound("again", "lucky", shop.person(MANAGER).id))
    assert drawn(shop, shop.sold("1 x PHỞ @ 100000; member Lan")).points == 0, "a new round has no new budget"
    assert shop.books().tie


def test_a_gift_is_told_in_words_and_a_voucher_is_issued(shop):
    opened(shop, MUG)
    assert drawn(shop, shop.sold("1 x PHỞ @ 100000; member Lan")).gift == "Ly sứ"
    closed(shop)
    shop.under(wheels=(wheel(OFF),))
    shop.desk.wheels.open_round(OpenRound("second", "lucky", shop.person(MANAGER).id))
    sale = shop.sold("1 x PHỞ @ 100000; member Lan")
    told = drawn(shop, sale)
    (held,) = shop.desk.vouchers.of_member(shop.member("Lan").row.account_id)
    assert (held.id, held.name) == (told.voucher_id, "Giảm 10.000")
    shop.returned(sale)
    assert shop.desk.vouchers.of_member(shop.member("Lan").row.account_id) == ()
    assert shop.books().tie


def test_points_go_back_with_the_whole_sale(shop):
    opened(shop, POINTS)
    sale = shop.sold("2 x PHỞ @ 100000; member Lan")
    drawn(shop, sale)
    shop.returned(sale, "1 x PHỞ")
    assert shop.member("Lan").balance.available == 10 + 20
    shop.returned(sale)
    assert shop.member("Lan").balance.available == 0
    assert shop.books().tie


def test_a_resent_draw_is_the_first_draw(shop):
    opened(shop, POINTS)
    sale = shop.sold("1 x PHỞ @ 300000; member Lan")
    first, second = (drawn(shop, sale, id="same") for _ in range(2))
    assert first == second
    assert shop.count("wheel_draw") == 1
    with refused(Code.ID_REUSED):
        drawn(shop, sale, id="same", wheel="lucky")


def test_only_who_may_change_the_programme_opens_and_closes_and_never_twice(shop):
    with refused(Code.UNKNOWN_WHEEL):
        shop.desk.wheels.open_round(OpenRound("none", "lucky", shop.person(MANAGER).id))
    opened(shop, POINTS)
    with refused(Code.WHEEL_OPEN):
        shop.desk.wheels.open_round(OpenRound("two", "lucky", shop.person(MANAGER).id))
    with refused(Code.NOT_ALLOWED):
        shop.desk.wheels.close_round(CloseRound("three", "lucky", shop.person(CASHIER).id))
    closed(shop)
    with refused(Code.UNKNOWN_WHEEL):
        closed(shop)
    with refused(Code.NO_TICKET):
        drawn(shop, shop.sold("1 x PHỞ @ 100000; member Lan"))


def test_the_database_itself_refuses_a_second_draw_of_a_turn(shop):
    opened(shop, POINTS)
    drawn(shop, shop.sold("1 x PHỞ @ 100000; member Lan"))
    columns = "round_id, account_id, sale_id, prize, points, cost, voucher_id, at, business_date, register_id, staff_id"
    copy = (
        f"INSERT INTO wheel_draw (id, ticket, turn, {columns}) SELECT 'x', ticket + 1, turn, {columns} FROM wheel_draw"
    )
    with pytest.raises(IntegrityError, match=r"sale_id, wheel_draw\.turn"), shop.till.db.write() as tx:
        tx.exec_driver_sql(copy)


def test_a_part_that_comes_back_takes_what_its_tickets_drew(shop):
    opened(shop, POINTS, per_spend=100_000, most_tickets=2)
    sale = shop.sold("2 x PHỞ @ 100000; 1 x KẸO @ 1000; member Lan")
    for _ in range(2):
        drawn(shop, sale)
    shop.returned(sale, "1 x PHỞ")
    assert shop.member("Lan").balance.available == 10 + 20
    shop.returned(sale, "1 x PHỞ")
    assert shop.member("Lan").balance.available == 0
    shop.returned(sale)
    assert shop.books().tie


def test_what_a_moved_sale_drew_goes_back_from_who_drew_it(shop):
    opened(shop, POINTS)
    sale = shop.sold("1 x PHỞ @ 100000; member Lan")
    drawn(shop, sale)
    to_id = shop.member("Bình").row.account_id
    shop.desk.attaching.move(Move("move", "K1-000001", to_id, "nhầm thẻ", shop.person(MANAGER).id))
    shop.returned(sale)
    assert [shop.member(name).balance.available for name in ("Lan", "Bình")] == [0, 0]
    assert [shop.member(name).balance.debt for name in ("Lan", "Bình")] == [0, 0]
    assert shop.books().tie
