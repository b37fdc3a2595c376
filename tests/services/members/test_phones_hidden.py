"""Whole phone numbers leave the services for nobody without the right `phones`, and cost no question more."""

import json

import pytest

from pos_desktop.selling.permissions import RIGHTS, Rights, Role, rights_of
from pos_desktop.services.members.exporting import Export
from pos_desktop.services.members.roster import Roster
from pos_desktop.services.selling.receipts import Sought
from pos_desktop.storage.queries.member_pages import Wanted
from tests.support.shop import OWNER

NAME, PHONE, DOUBLE = "Trịnh Hoài Thương", "0977112233", "0977112244"
BLIND = Rights(sell=True)
SEES = RIGHTS[Role.MANAGER]


@pytest.fixture
def account(shop):
    enrolled = shop.enrolled(NAME, PHONE)
    shop.enrolled("Thương Hai", DOUBLE)
    shop.sold(f"1 x PHỞ @ 100000; member {NAME}")
    return enrolled.account_id


def everything(shop, account_id, rights):
    """Whatever a person may read of members, as one text of digits."""
    members, roster = shop.desk.members, Roster(shop.till, rights)
    sale = shop.desk.receipts.page(Sought(PHONE)).rows[0]
    told = (
        members.search("thuong"), members.search("2233"), members.find(PHONE, rights=rights),
        members.find(members.card_of(roster.row(account_id).id), rights=rights),
        members.picture(account_id, rights=rights), roster.page(Wanted()), roster.page(Wanted(PHONE)).rows,
        roster.some(PHONE, 5), roster.row(account_id), roster.detail(account_id), sale,
        shop.desk.receipts.detail(sale.id), shop.desk.merging.preview(_other(shop), account_id),
        shop.desk.explaining.account(account_id),
    )  # fmt: skip
    return repr(told).replace(" ", "")


def _other(shop):
    return shop.member("Thương Hai").row.account_id


def test_who_has_no_right_never_gets_the_number(shop, account):
    told = everything(shop, account, BLIND)
    assert PHONE[1:] not in told
    assert DOUBLE[1:] not in told
    assert f"••••{PHONE[-3:]}" in told


def test_a_whole_number_still_finds(shop, account):
    assert shop.desk.members.find(PHONE).row.name == NAME
    assert [row.name for row in shop.desk.members.search(PHONE)] == [NAME]
    assert [row.name for row in Roster(shop.till).page(Wanted(PHONE)).rows] == [NAME]


def test_who_has_the_right_gets_it_of_one_member_and_in_no_list(shop, account):
    roster = Roster(shop.till, SEES)
    assert roster.detail(account).phones == ("+84977112233",)
    assert shop.desk.members.find(PHONE, rights=SEES).row.phone == "+84977112233"
    assert PHONE[1:] not in repr((roster.page(Wanted()), roster.some(PHONE, 5), shop.desk.members.search("thuong")))


@pytest.mark.parametrize(("right", "shown"), [(True, PHONE), (False, "•••• 233")])
def test_the_record_shows_them_to_who_may_see_them(shop, account, right, shown):
    by = shop.person(OWNER).id
    with shop.till.db.write() as tx:
        own = json.dumps({"phones": right})
        tx.exec_driver_sql("UPDATE staff SET rights = ? WHERE id = ?", (own, by))
    exported = shop.desk.exporting.export(Export("x1", account, by))
    assert [row["phone"] for row in json.loads(exported.json)["phones"]] == [shown]


@pytest.mark.parametrize("role", list(Role))
def test_roles(role):
    assert RIGHTS[role].phones is (role in (Role.MANAGER, Role.OWNER))
    assert rights_of(role, {"phones": True}).phones


def test_hiding_asks_the_database_nothing(shop, account):
    asked = []
    for rights in (BLIND, SEES):
        with shop.statements() as sent:
            Roster(shop.till, rights).detail(account)
            shop.desk.members.find(PHONE, rights=rights)
        asked.append(sent)
    assert asked[0] == asked[1]
    assert asked[0]
