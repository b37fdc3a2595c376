"""People who share one card."""

import dataclasses

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.services.members.households import AddHolder, ChangeHolder, HolderCard, Households
from pos_desktop.services.members.members import Enrol
from pos_desktop.storage.queries import holders
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER

PHONE = "0977000111"


def households(shop):
    return Households(shop.till)


def add(shop, name="Con gái", by=MANAGER, operation="h1", **more):
    owner = shop.member("Lan").row.id
    return households(shop).add(AddHolder(operation, owner, name, shop.person(by).id, **more))


def redeemed(shop, holder_id, points, day):
    """A sale on which the person redeemed; completing keeps who it was."""
    shop.on(day)
    sale = shop.sold(f"1 x PHỞ @ {points * 200}; member Lan by card; redeem {points}")
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("DROP TRIGGER IF EXISTS tr_sale_update")
        tx.exec_driver_sql("UPDATE sale SET holder_id = ? WHERE id = ?", (holder_id, sale.id))


def test_a_card_of_ones_own_opens_the_shared_account(shop):
    got = add(shop, points_per_month=200)
    found = shop.desk.members.find(got.card)
    assert (found.row.name, found.holder.name, found.holder.points_per_month) == ("Lan", "Con gái", 200)
    assert found.holder.id == got.holder_id
    own = shop.desk.members.find(shop.desk.members.card_of(found.row.id))
    assert (own.row.id, own.holder) == (found.row.id, None)
    assert [one.name for one in households(shop).all(found.row.id)] == ["Con gái"]
    assert shop.books().tie


def test_a_phone_of_ones_own_too(shop):
    add(shop, phone=PHONE)
    found = shop.desk.members.find(PHONE)
    assert (found.row.name, found.holder.name) == ("Lan", "Con gái")
    assert found.row.phone != "+84977000111", "the member's own number stays"
    assert [row.name for row in shop.desk.members.search("Lan")] == ["Lan"]
    with refused(Code.PHONE_TAKEN):
        shop.desk.members.enrol(Enrol("e9", PHONE, "Ai đó"))


def test_adding_twice_gives_the_first_answer_and_keeps_no_signature(shop):
    first, again = add(shop), add(shop)
    assert (first.card, first.is_repeat, again.is_repeat) == (again.card, False, True)
    assert shop.count("holder") == 1
    assert first.card[-19:] not in str(shop.rows("SELECT answer FROM operation"))


def test_the_journal_does_not_name_anybody(shop):
    add(shop, name="Nguyễn Bé Ba", phone=PHONE)
    told = str(shop.rows("SELECT body FROM journal"))
    assert "Bé Ba" not in told
    assert "977000111" not in told


def test_name_limit_and_phone_change(shop):
    got = add(shop, phone=PHONE, points_per_month=100)
    manager = shop.person(MANAGER).id
    households(shop).change(ChangeHolder("h2", got.holder_id, "Con út", manager, None, PHONE))
    found = shop.desk.members.find(PHONE).holder
    assert (found.name, found.points_per_month) == ("Con út", None)
    households(shop).change(ChangeHolder("h3", got.holder_id, "Con út", manager, 50))
    with refused(Code.UNKNOWN_MEMBER):
        shop.desk.members.find(PHONE)


def test_who_is_taken_off_opens_nothing(shop):
    got = add(shop, phone=PHONE)
    gone = HolderCard("h2", got.holder_id, shop.person(MANAGER).id)
    households(shop).retire(gone)
    assert households(shop).retire(gone).is_repeat
    with refused(Code.CARD_REVOKED):
        shop.desk.members.find(got.card)
    with refused(Code.UNKNOWN_MEMBER):
        shop.desk.members.find(PHONE)
    assert households(shop).all(shop.member("Lan").row.id) == []
    assert left(shop, got.holder_id) == 0
    with refused(Code.UNKNOWN_HOLDER):
        households(shop).change(ChangeHolder("h3", got.holder_id, "Con út", shop.person(MANAGER).id))
    assert shop.books().tie


def test_a_lost_card_of_a_person_leaves_the_others_alone(shop):
    got = add(shop)
    own = shop.desk.members.card_of(shop.member("Lan").row.id)
    newer = households(shop).reissue(HolderCard("h2", got.holder_id, shop.person(MANAGER).id))
    with refused(Code.CARD_REVOKED):
        shop.desk.members.find(got.card)
    assert shop.desk.members.find(newer.card).holder.name == "Con gái"
    renewed = shop.desk.members.reissue_card(shop.member("Lan").row.id, shop.person(MANAGER).id)
    with refused(Code.CARD_REVOKED):
        shop.desk.members.find(own)
    assert shop.desk.members.find(newer.card).holder.name == "Con gái"
    assert shop.desk.members.card_of(shop.member("Lan").row.id) == renewed
    assert shop.books().tie


def left(shop, holder_id):
    with shop.till.db.read() as tx:
        return holders.left_of(tx, holder_id, shop.till.today())


def test_a_limit_holds_for_a_calendar_month(shop):
    shop.granted("Lan", 1000)
    got = add(shop, points_per_month=200)
    redeemed(shop, got.holder_id, 60, "2026-03-02")
    redeemed(shop, got.holder_id, 50, "2026-03-03")
    shop.on("2026-03-31")
    assert left(shop, got.holder_id) == 90
    shop.on("2026-04-01")
    assert left(shop, got.holder_id) == 200


@pytest.mark.parametrize("limit", [None, 0])
def test_no_limit_and_none_at_all(shop, limit):
    assert left(shop, add(shop, points_per_month=limit).holder_id) == limit


def test_what_is_refused(shop):
    shop.member("Bình")
    taken = shop.rows("SELECT e164 FROM member_phone")[0][0]
    before = shop.count("journal")
    for code, more in (
        (Code.NOT_ALLOWED, {"by": CASHIER}), (Code.INVALID_NAME, {"name": "!"}), (Code.PHONE_TAKEN, {"phone": taken}),
        (Code.INVALID_AMOUNT, {"points_per_month": -1}), (Code.INVALID_PHONE, {"phone": "12"}),
    ):  # fmt: skip
        shop.member("Lan")
        with refused(code):
            add(shop, **more)
    with refused(Code.UNKNOWN_MEMBER):
        households(shop).add(AddHolder("h1", "nobody", "Con", shop.person(MANAGER).id))
    assert (shop.count("holder"), shop.count("journal")) == (0, before + 1), "Lan alone was written"


def test_a_person_s_limit_holds_at_the_till(shop):
    shop.granted("Lan", 500)
    mine = add(shop, points_per_month=60)
    found = shop.desk.members.find(mine.card)
    assert (found.holder.name, found.account.holder_left) == ("Con gái", 60)

    def buying(points: int, **more):
        command = shop.command("1 x PHỞ @ 100000", **more)
        order = command.order.with_member(found.row.account_id, found.identified, found.holder.id).redeeming(points)
        return shop.desk.sales.complete(dataclasses.replace(command, order=order)).sale

    with refused(Code.HOLDER_LIMIT, left=60):
        buying(70)
    assert buying(60).points == 60
    with refused(Code.HOLDER_LIMIT, left=0):
        buying(50)
    assert shop.rows("SELECT DISTINCT holder_id FROM sale") == [(found.holder.id,)]
    assert shop.books().tie
