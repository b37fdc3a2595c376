"""People taken on, changed, let go; who may do it to whom; PINs that are refused; badges."""

from dataclasses import replace
from datetime import date

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.selling.permissions import Role
from pos_desktop.services.members.points.adjusting import Revive
from pos_desktop.services.members.points.attaching import Attach
from pos_desktop.services.shop.approvals import Approve
from pos_desktop.services.shop.drawer.opening import TakeOver
from pos_desktop.services.shop.people import People
from pos_desktop.services.shop.staffing import Change, Hire, LinkMember, SetPin, Staffing
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, OWNER, PINS, QUICK


@pytest.fixture
def staffing(shop):
    return Staffing(shop.till, QUICK)


def hiring(shop, by=MANAGER, **more):
    known = {"id": "h1", "name": "Tú", "role": Role.CASHIER, "pin": "930517"}
    return Hire(by=shop.person(by).id, **{**known, **more})


def changing(shop, who, by=MANAGER, **more):
    person = shop.person(who)
    known = {"id": f"change {sorted(more)}", "name": person.name, "role": person.role}
    return Change(staff_id=person.id, by=shop.person(by).id, **{**known, **more})


def page(shop, staffing, name):
    return next(one for one in staffing.all(shop.person(OWNER).id) if one.name == name)


def test_a_new_person_signs_in(shop, staffing):
    staff_id = staffing.hire(hiring(shop, own={"discount": 500, "drawer": True}))
    assert staffing.hire(hiring(shop, own={"discount": 500, "drawer": True})) == staff_id
    person = People(shop.till, QUICK).sign_in(staff_id, "930517")
    assert (person.name, person.rights.discount, person.rights.drawer) == ("Tú", 500, True)
    assert (
        shop.rows("SELECT body FROM journal WHERE kind = 'staff_added' AND subject_id = ?", staff_id)[0][0].count("Tú")
        == 0
    )
    assert shop.books().tie


def test_a_name_once(shop, staffing):
    for name in (MANAGER, MANAGER.upper()):
        with refused(Code.STAFF_NAME_TAKEN):
            staffing.hire(hiring(shop, name=name))
    with refused(Code.INVALID_NAME):
        staffing.hire(hiring(shop, name="!"))


@pytest.mark.parametrize("pin", ["0000", "1234", "12"])
def test_pins_that_everybody_tries(shop, staffing, pin):
    with refused(Code.WEAK_PIN):
        staffing.hire(hiring(shop, pin=pin))


def test_a_pin_that_somebody_has_is_refused_and_counts_as_a_guess(shop, staffing):
    with refused(Code.PIN_TAKEN):
        staffing.hire(hiring(shop, pin=PINS[OWNER]))
    assert shop.rows("SELECT failed_pins FROM register") == [(1,)]
    for _ in range(19):
        with refused(Code.PIN_TAKEN):
            staffing.hire(hiring(shop, pin=PINS[OWNER]))
    with refused(Code.TILL_LOCKED):
        staffing.hire(hiring(shop))


@pytest.mark.parametrize("pin", ["1908", "0819", "190890", "19081990", "1990"])
def test_ones_own_birthday_is_refused(shop, staffing, pin):
    member = shop.enrolled("Lan Anh").member_id
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE person SET birthday = '1990-08-19' WHERE member_id = ?", (member,))
        tx.exec_driver_sql("UPDATE staff SET member_id = ? WHERE id = ?", (member, shop.person().id))
    with refused(Code.PIN_TAKEN):
        staffing.set_pin(SetPin("p1", shop.person().id, pin, shop.person(MANAGER).id))


def test_who_sets_their_own_pin_says_the_old_one(shop, staffing):
    lan = shop.person().id
    with refused(Code.WRONG_PIN):
        staffing.set_pin(SetPin("p1", lan, "930517", lan, "739182"))
    staffing.set_pin(SetPin("p2", lan, "930517", lan, PINS[CASHIER]))
    assert People(shop.till, QUICK).sign_in(lan, "930517").id == lan
    with refused(Code.NOT_ALLOWED, right="people"):
        staffing.set_pin(SetPin("p3", shop.person(MANAGER).id, "4826", lan))
    assert shop.books().tie


def test_nobody_gives_what_they_have_not(shop, staffing):
    for own in ({"restore": True}, {"opening_points": True}, {"alone": True}):
        with refused(Code.NOT_ALLOWED, right=next(iter(own))):
            staffing.hire(hiring(shop, own=own))
    staffing.change(changing(shop, MANAGER, by=OWNER, own={"refund_most": 500_000}))
    with refused(Code.NOT_ALLOWED, right="refund_most"):
        staffing.hire(hiring(shop, role=Role.MANAGER))
    with refused(Code.NOT_ALLOWED, right="refund_most"):
        staffing.change(changing(shop, MANAGER))
    staffing.hire(hiring(shop, role=Role.MANAGER, own={"refund_most": 500_000}))
    with refused(Code.NOT_ALLOWED, right="people"):
        staffing.hire(hiring(shop, by=CASHIER))
    with refused(Code.BAD_RIGHT):
        staffing.hire(hiring(shop, id="h2", pin="615283", own={"fly": True}))


def test_only_an_owner_touches_an_owner(shop, staffing):
    owner, manager = shop.person(OWNER).id, shop.person(MANAGER).id
    with refused(Code.OWNER_ONLY):
        staffing.change(changing(shop, OWNER, role=Role.CASHIER))
    with refused(Code.OWNER_ONLY):
        staffing.change(changing(shop, CASHIER, role=Role.OWNER))
    with refused(Code.OWNER_ONLY):
        staffing.set_pin(SetPin("p1", owner, "930517", manager))
    with refused(Code.OWNER_ONLY):
        shop.desk.badges.issue("b1", owner, manager)
    with refused(Code.OWNER_ONLY):
        staffing.unlock("u1", owner, manager)


def test_somebody_stays(shop, staffing):
    with refused(Code.LAST_OWNER):
        staffing.change(changing(shop, OWNER, by=OWNER, active=False))
    staffing.change(changing(shop, MANAGER, by=OWNER, role=Role.SUPERVISOR))
    with refused(Code.LAST_PEOPLE):
        staffing.change(changing(shop, OWNER, by=OWNER, own={"people": False}))


def test_nobody_leaves_with_their_shift_open(shop, staffing):
    leaving = changing(shop, CASHIER, active=False)
    with refused(Code.PERSON_ON_SHIFT):
        staffing.change(leaving)
    shop.desk.shifts.take_over(TakeOver("t1", shop.person(OWNER).id))
    staffing.change(leaving)
    assert page(shop, staffing, OWNER).shift_number == 1
    assert CASHIER not in [person.name for person in shop.desk.people.all()]
    with refused(Code.UNKNOWN_USER):
        People(shop.till, QUICK).sign_in(leaving.staff_id, PINS[CASHIER])
    staffing.change(replace(leaving, id="back", active=True))
    assert People(shop.till, QUICK).sign_in(leaving.staff_id, PINS[CASHIER]).name == CASHIER


def test_a_badge_signs_in_until_another_takes_its_place(shop, staffing):
    manager, lan, badges = shop.person(MANAGER).id, shop.person().id, shop.desk.badges
    people = People(shop.till, QUICK)
    first = badges.issue("b1", lan, manager)
    assert badges.issue("b1", lan, manager) == first
    assert len(first) == 32
    assert first.startswith("26")
    assert people.sign_in_by_badge(first).id == lan
    second = badges.issue("b2", lan, manager)
    with refused(Code.UNKNOWN_BADGE):
        people.sign_in_by_badge(first)
    assert people.sign_in_by_badge(second).id == lan
    for wrong in (second[:-1] + str((int(second[-1]) + 1) % 10), "", "29" + second[2:], "x"):
        with refused(Code.UNKNOWN_BADGE):
            people.sign_in_by_badge(wrong)
    badges.revoke("b3", lan, manager)
    with refused(Code.UNKNOWN_BADGE):
        people.sign_in_by_badge(second)
    with refused(Code.UNKNOWN_BADGE):
        badges.revoke("b4", lan, manager)
    with refused(Code.NOT_ALLOWED, right="people"):
        badges.issue("b5", lan, lan)
    assert shop.books().tie


def test_changes_are_in_the_journal_without_names(shop, staffing):
    staffing.change(changing(shop, CASHIER, name="Lan Mới", own={"drawer": True}))
    staffing.set_pin(SetPin("p1", page(shop, staffing, "Lan Mới").id, "930517", shop.person(MANAGER).id))
    told = shop.rows("SELECT kind, body FROM journal WHERE kind LIKE 'staff_%' ORDER BY seq DESC LIMIT 2")
    assert [kind for kind, _body in told] == ["staff_pin_set", "staff_changed"]
    assert not any(secret in body for _kind, body in told for secret in ("Lan", "930517"))
    assert shop.books().tie


def link(shop, staffing, name, account_id, by=MANAGER, operation="l1"):
    staffing.link(LinkMember(operation, shop.person(name).id, account_id, shop.person(by).id))


def test_one_s_own_card_earns_nothing_on_one_s_own_shift(shop, staffing):
    account_id = shop.enrolled("Lan", "0901234567").account_id
    assert shop.sold("1 x PHỞ @ 100000; member Lan; by " + CASHIER).earned > 0
    link(shop, staffing, CASHIER, account_id)
    (page,) = [one for one in staffing.all(shop.person(MANAGER).id) if one.name == CASHIER]
    assert page.member == "Lan"
    assert shop.sold("1 x PHỞ @ 100000; member Lan; by " + CASHIER).earned == 0
    with refused(Code.OWN_ACCOUNT):
        shop.desk.attaching.attach(_attach(shop, account_id))
    link(shop, staffing, CASHIER, "", operation="l2")
    assert shop.sold("1 x PHỞ @ 100000; member Lan; by " + CASHIER).earned > 0
    assert shop.books().tie


def test_nobody_brings_points_of_their_own_card_back_or_lets_others_add_some(shop, staffing):
    manager, cashier = shop.person(MANAGER), shop.person(CASHIER)
    shop.granted("Hoa thẻ", 500)
    account_id = shop.member("Hoa thẻ").row.account_id
    link(shop, staffing, MANAGER, account_id, by=OWNER)
    (lot,) = shop.member("Hoa thẻ").lots
    with refused(Code.OWN_ACCOUNT):
        shop.desk.adjusting.extend(Revive("x", lot.id, date(2030, 1, 1), "quen", manager.id))
    shop.on("2027-06-01")
    shop.desk.days.begin(confirmed=True)
    with refused(Code.OWN_ACCOUNT):
        shop.desk.adjusting.reinstate(Revive("r", lot.id, date(2030, 1, 1), "quen", manager.id))
    with refused(Code.OWN_ACCOUNT):
        shop.desk.approvals.by_pin(Approve("a", "points", account_id, cashier.id, manager.id, 100), PINS[MANAGER])
    back = Revive("r", lot.id, date(2030, 1, 1), "quen", shop.person(OWNER).id)
    assert shop.desk.adjusting.reinstate(back).available == 500
    other = Approve("b", "points", account_id, cashier.id, shop.person(OWNER).id, 100)
    assert shop.desk.approvals.by_pin(other, PINS[OWNER]).approver == OWNER


def _attach(shop, account_id):
    sale = shop.sold("1 x PHỞ @ 50000")
    return Attach("a1", sale.number, account_id, shop.person().id)


def test_a_card_is_of_one_person_and_nobody_takes_their_own_off(shop, staffing):
    account_id = shop.enrolled("Lan", "0901234567").account_id
    link(shop, staffing, MANAGER, account_id)
    with refused(Code.CARD_OF_OTHER):
        link(shop, staffing, CASHIER, account_id, operation="l2")
    with refused(Code.SAME_PERSON):
        link(shop, staffing, MANAGER, "", operation="l3")
    with refused(Code.OWNER_ONLY):
        link(shop, staffing, OWNER, "", operation="l4")
    with refused(Code.NOT_ALLOWED, right="people"):
        link(shop, staffing, MANAGER, "", by=CASHIER, operation="l5")
    with refused(Code.UNKNOWN_MEMBER):
        link(shop, staffing, CASHIER, "nobody", operation="l6")
    link(shop, staffing, MANAGER, "", by=OWNER, operation="l7")
    assert shop.books().tie
