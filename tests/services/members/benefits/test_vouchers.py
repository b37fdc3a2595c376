"""Vouchers on a real shop: issued, used once, given with a sale, given back and revoked with its return."""

from dataclasses import replace
from datetime import date

import pytest

from pos_desktop.core.codes import Keyring, VoucherCode, voucher_token
from pos_desktop.core.errors import Code
from pos_desktop.loyalty.vouchers import VoucherKind, VoucherTemplate
from pos_desktop.selling.benefits import Benefit
from pos_desktop.selling.conditions import When
from pos_desktop.services.members.benefits.vouchers import IssueVouchers
from tests.support.refusals import refused
from tests.support.shop import CASHIER, Shop
from tests.support.talk import PHONE, Talk

OFF = Benefit(amount=10_000)
SINGLE = VoucherTemplate("off10", "Giảm 10.000", OFF)
MULTI = VoucherTemplate("tet", "Tết", OFF, VoucherKind.MULTI, uses=2, code="TET2026")
EACH = VoucherTemplate("each", "Mỗi khách một lần", OFF, VoucherKind.PER_MEMBER, per_member=1, code="CHAO")
NEXT = VoucherTemplate("next", "Lần sau", OFF, VoucherKind.NEXT_ORDER, starts_after_days=1, days_valid=7)
PHO = {"code": "PHO"}


@pytest.fixture
def talk(sample_shop: Shop) -> Talk:
    return Talk(sample_shop, vouchers=(SINGLE, MULTI, EACH))


def issued(talk: Talk, **more: object) -> str:
    answer = talk.done(op="voucher", template="off10", **more)
    return str(answer["vouchers"][0]["code"])


# issuing and finding


def test_vouchers_are_issued_with_codes_of_their_own(talk: Talk) -> None:
    made = talk.done(op="voucher", template="off10", count=3, member=PHONE)["vouchers"]

    assert len({one["code"] for one in made}) == 3
    assert made[0].items() <= talk.done(op="voucher", find=made[0]["code"]).items()
    assert (made[0]["name"], made[0]["valid_from"], made[0]["expires_on"], made[0]["uses_left"]) == (
        "Giảm 10.000", "2026-03-02", "2026-03-31", 1,
    )  # fmt: skip
    assert [one["code"] for one in talk.member()["vouchers"]] == [one["code"] for one in made]
    talk.prove()


def test_the_same_request_issues_once(talk: Talk) -> None:
    body = {"id": "once", "op": "voucher", "template": "off10"}
    assert talk.done(**body) == talk.done(**body)
    assert talk.shop.count("voucher") == 1


def test_who_may_issue_what(talk: Talk) -> None:
    wrong = [
        (Code.NOT_ALLOWED, IssueVouchers("1", "off10", talk.shop.person(CASHIER).id)),
        (Code.INVALID_VOUCHER, IssueVouchers("2", "nothing", talk.owner.id)),
        (Code.INVALID_VOUCHER, IssueVouchers("3", "tet", talk.owner.id)),
        (Code.INVALID_QUANTITY, IssueVouchers("4", "off10", talk.owner.id, count=0)),
        (Code.INVALID_QUANTITY, IssueVouchers("5", "off10", talk.owner.id, count=1_001)),
    ]
    for code, command in wrong:
        with refused(code):
            talk.desk.vouchers.issue(command)


@pytest.mark.parametrize("code", ["27" + "1" * 30, "QUEN2026", "", "24" + "1" * 30, "TET20266"])
def test_a_code_that_is_not_ours_stands_for_nothing(talk: Talk, code: str) -> None:
    with refused(Code.INVALID_VOUCHER):
        talk.desk.vouchers.hold(code)


def test_a_code_that_another_shop_signed_stands_for_nothing(talk: Talk) -> None:
    foreign = voucher_token(VoucherCode(1, "0123456789"), Keyring({1: b"another shop" * 3}))
    with refused(Code.INVALID_VOUCHER):
        talk.desk.vouchers.hold(foreign)


# using


def test_a_voucher_takes_its_amount_once(talk: Talk) -> None:
    code = issued(talk)
    answer = talk.done(lines=[PHO], vouchers=[code])

    assert (answer["due"], answer["discount"], answer["basis"]) == (90_000, 10_000, 90_000)
    assert answer["vouchers"]["used"] == [{"code": code, "name": "Giảm 10.000", "amount": 10_000}]
    assert talk.code(lines=[PHO], vouchers=[code]) == "VOUCHER_USED"
    talk.prove()


def test_of_two_orders_that_hold_it_the_second_is_refused(talk: Talk) -> None:
    held = talk.desk.vouchers.hold(issued(talk))
    first, second = (talk.shop.command("1 x PHO @ 100000") for _ in range(2))
    version = talk.desk.programmes.current().version

    def holding(command):
        order = replace(command.order.with_voucher(held), programme_version=version)
        return replace(command, order=order, tenders=None)

    assert talk.desk.sales.complete(holding(first)).sale.due == 90_000
    with refused(Code.VOUCHER_USED):
        talk.desk.sales.complete(holding(second))
    talk.prove()


def test_one_that_was_revoked_meanwhile_is_refused(sample_shop: Shop) -> None:
    talk = Talk(sample_shop, vouchers=(NEXT,))
    sold = talk.done(lines=[PHO])
    talk.on("2026-03-03")
    held = talk.desk.vouchers.hold(sold["vouchers"]["issued"][0]["code"])
    talk.done(op="refund", sale=sold["number"])
    command = talk.shop.command("1 x PHO @ 100000")
    order = replace(command.order.with_voucher(held), programme_version=talk.desk.programmes.current().version)

    with refused(Code.VOUCHER_USED):
        talk.desk.sales.complete(replace(command, order=order, tenders=None))
    talk.prove()


def test_a_bound_voucher_is_for_its_member_alone(talk: Talk) -> None:
    code = issued(talk, member=PHONE)
    assert talk.code(lines=[PHO], vouchers=[code]) == "VOUCHER_MEMBER"
    assert talk.done(lines=[PHO], vouchers=[code], member=PHONE)["due"] == 90_000
    assert talk.member()["vouchers"] == []


def test_a_shared_code_counts_for_everybody(talk: Talk) -> None:
    for _ in range(2):
        assert talk.done(lines=[PHO], vouchers=["tet2026"])["due"] == 90_000
    assert talk.code(lines=[PHO], vouchers=["TET2026"]) == "VOUCHER_USED"
    assert talk.shop.rows("SELECT code, used FROM voucher") == [("TET2026", 2)]
    talk.change(vouchers=(replace(MULTI, uses=3),))
    talk.sell = type(talk.sell)(talk.desk, talk.owner, talk.clock)
    assert talk.done(lines=[PHO], vouchers=["TET2026"])["due"] == 90_000
    talk.prove()


def test_a_code_for_each_member_counts_by_member(talk: Talk) -> None:
    other = talk.done(op="enrol", phone="0987654321")["card"]
    assert talk.code(lines=[PHO], vouchers=["CHAO"]) == "VOUCHER_MEMBER"
    assert talk.done(lines=[PHO], vouchers=["CHAO"], member=PHONE)["due"] == 90_000
    assert talk.code(lines=[PHO], vouchers=["CHAO"], member=PHONE) == "VOUCHER_USED"
    assert talk.done(lines=[PHO], vouchers=["CHAO"], member=other)["due"] == 90_000
    talk.prove()


# given with a sale, and money back


def test_a_sale_gives_a_voucher_for_the_next_one(sample_shop: Shop) -> None:
    talk = Talk(sample_shop, vouchers=(NEXT,))
    given = talk.done(lines=[PHO], member=PHONE)["vouchers"]["issued"]

    assert [(one["name"], one["valid_from"], one["expires_on"]) for one in given] == [
        ("Lần sau", "2026-03-03", "2026-03-09")
    ]
    assert talk.code(lines=[PHO], vouchers=[given[0]["code"]], member=PHONE) == "VOUCHER_NOT_YET"
    talk.on("2026-03-09")
    assert talk.done(lines=[PHO], vouchers=[given[0]["code"]], member=PHONE)["due"] == 90_000
    assert talk.done(lines=[{"top_up": 50_000}], member=PHONE)["vouchers"]["issued"] == []
    talk.prove()


def test_none_is_given_that_could_only_be_used_after_its_campaign(sample_shop: Shop) -> None:
    over = replace(NEXT, when=When(ends_on=date(2026, 3, 2)))
    talk = Talk(sample_shop, vouchers=(over,))
    assert talk.done(lines=[PHO])["vouchers"]["issued"] == []


def test_the_whole_return_gives_a_voucher_back_and_revokes_what_was_given(sample_shop: Shop) -> None:
    talk = Talk(sample_shop, vouchers=(SINGLE, NEXT))
    code = issued(talk)
    sold = talk.done(lines=[PHO, PHO], vouchers=[code])
    given = sold["vouchers"]["issued"][0]["code"]

    talk.done(op="refund", sale=sold["number"], lines=[{"line": 1}])
    assert talk.code(lines=[PHO], vouchers=[code]) == "VOUCHER_USED"
    talk.done(op="refund", sale=sold["number"])

    assert talk.code(op="voucher", find=given) == "INVALID_VOUCHER"
    assert talk.done(lines=[PHO], vouchers=[code])["due"] == 90_000
    talk.prove()


def test_what_is_over_does_not_come_back_and_what_was_used_stays_used(sample_shop: Shop) -> None:
    talk = Talk(sample_shop, vouchers=(SINGLE, NEXT))
    code = issued(talk)
    sold = talk.done(lines=[PHO], vouchers=[code])
    given = sold["vouchers"]["issued"][0]["code"]
    talk.on("2026-03-05")
    talk.done(lines=[PHO], vouchers=[given])
    talk.on("2026-04-01")

    talk.done(op="refund", sale=sold["number"])

    told = "SELECT used, blocked FROM voucher WHERE code IN (?, ?)"
    assert talk.shop.rows(told, code, given) == [(1, 0), (1, 0)]
    assert talk.shop.count("voucher_use", "uses = -1") == 0
    talk.prove()
