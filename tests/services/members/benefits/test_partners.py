"""Two neighbours on real shops: vouchers issued here and taken there, cheating of every kind, the month's accounts."""

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from pos_desktop.core.errors import Code
from pos_desktop.gateways.keys import load_keys
from pos_desktop.loyalty.partners import Partner, Tally, own_code
from pos_desktop.selling.order import Identified
from pos_desktop.services.members.benefits.partners import IssueForPartner, ReadStatement
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, Shop, copy_of

KEY = "00112233445566778899aabbccddeeff"
BAKERY = Partner("bakery", "Bánh Mì Sáu", 7, 12, "", 3, 100_000, 8_000)
"""The bakery as the café knows it; the café as the bakery knows it."""
CAFE = Partner("cafe", "Cà phê Thử", 12, 7, "", 3, 100_000, 8_000)
MARCH = date(2026, 3, 1)


def neighbour(shop: Shop, partner: Partner, key: str = KEY) -> Shop:
    shop.under(partners=(partner,))
    if key:
        shop.desk.partners.keep_key(partner.id, key, shop.person(MANAGER).id)
    return shop


@pytest.fixture
def cafe(shop):
    neighbour(shop, BAKERY)
    shop.granted("Lan", 3_000)
    return shop


@pytest.fixture
def bakery(template, tmp_path):
    other = Shop(copy_of(template, tmp_path / "bakery"), seed=2)
    yield neighbour(other, CAFE)
    other.close()


def issued(shop, value=20_000, name="Lan", **more):
    known = {"id": f"issue-{shop.till.ids()}", "staff_id": shop.person().id, "proof": Identified.CARD}
    partner = shop.desk.programmes.current().partners[0].id
    account_id = shop.member(name).row.account_id
    return shop.desk.partners.issue(IssueForPartner(
        account_id=account_id, partner=partner, value=value, **{**known, **more},
    ))  # fmt: skip


def with_held(shop, held, text="1 x BÁNH @ 50000"):
    """Sell what the text wants with a voucher that was scanned before."""
    command = shop.command(text)
    return shop.desk.sales.complete(replace(command, order=command.order.with_voucher(held))).sale


def taking(shop, code, text="1 x BÁNH @ 50000"):
    return with_held(shop, shop.desk.partners.hold(code), text)


def read(shop, text, **more):
    known = {"id": f"read-{shop.till.ids()}", "staff_id": shop.person(MANAGER).id}
    partner = shop.desk.programmes.current().partners[0].id
    return shop.desk.partners.read_in(ReadStatement(partner=partner, text=text, **{**known, **more}))


# issued here, taken there


def test_points_become_a_voucher_that_the_neighbour_takes(cafe, bakery):
    voucher = issued(cafe)
    assert (voucher.partner, voucher.value, voucher.points) == ("Bánh Mì Sáu", 20_000, 200)
    assert voucher.expires_on == date(2026, 3, 31)
    assert cafe.member("Lan").balance.available == 2_800
    held = bakery.desk.partners.hold(f" {voucher.code}\r\n")
    assert (held.partner, held.name, held.benefit.amount) == ("cafe", "Cà phê Thử", 20_000)
    sale = taking(bakery, voucher.code, "1 x BÁNH @ 50000; member Minh")
    assert (sale.due, sale.discount, sale.basis) == (30_000, 20_000, 30_000)
    assert cafe.books().tie
    assert bakery.books().tie


def test_a_resent_issue_is_the_first_one(cafe):
    first, second = (issued(cafe, id="same") for _ in range(2))
    assert first == second
    assert cafe.count("partner_voucher") == 1


def test_the_database_holds_neither_key_nor_signature_of_what_it_issued(cafe, bakery):
    voucher = issued(cafe)
    raw = b"".join(path.read_bytes() for path in cafe.folder.glob("shop.db*"))
    assert voucher.code[:18].encode() in raw
    assert voucher.code.encode() not in raw
    assert KEY.encode() not in raw
    assert bytes.fromhex(KEY) not in raw
    kept = json.loads((cafe.folder / "keys.json").read_text("utf-8"))
    assert kept["partners"] == {"7": KEY}
    assert load_keys(cafe.folder).partners == {7: bytes.fromhex(KEY)}


@pytest.mark.parametrize("value", [0, 999, 1_500, 1_000_000])
def test_a_value_that_the_digits_cannot_say_is_refused(cafe, value):
    with refused(Code.INVALID_AMOUNT):
        issued(cafe, value)
    assert cafe.member("Lan").balance.available == 3_000


def test_a_voucher_is_paid_for_with_points_that_are_there_and_proved(cafe):
    with refused(Code.INSUFFICIENT_POINTS):
        issued(cafe, 20_000, "Minh")
    with refused(Code.CARD_REQUIRED):
        cafe.under(free_value_per_day=10_000)
        issued(cafe, 20_000, proof=Identified.SEARCH)
    assert cafe.count("partner_voucher") == 0


# cheating


def test_a_forged_code_is_refused(cafe, bakery):
    stranger = replace(CAFE, number=7, own_number=12, key="ff" * 16)
    with refused(Code.PARTNER_FORGED):
        bakery.desk.partners.hold(own_code(stranger, issued(cafe).code[:18]))


@pytest.mark.parametrize("place", [0, 2, 4, 6, 9, 14, 17, 20, 31])
def test_an_altered_code_is_refused(cafe, bakery, place):
    code = issued(cafe).code
    altered = code[:place] + str((int(code[place]) + 1) % 10) + code[place + 1 :]
    with refused(Code.PARTNER_FORGED):
        bakery.desk.partners.hold(altered)


def test_a_snapshot_that_says_more_than_its_code_is_refused_with_the_sale(cafe, bakery):
    held = bakery.desk.partners.hold(issued(cafe).code)
    lie = replace(held, benefit=replace(held.benefit, amount=50_000))
    with refused(Code.PARTNER_FORGED):
        with_held(bakery, lie, "1 x BÁNH @ 90000")
    assert bakery.count("sale") == 0


def test_a_code_is_taken_once(cafe, bakery):
    code = issued(cafe).code
    held = bakery.desk.partners.hold(code)
    taking(bakery, code)
    with refused(Code.PARTNER_REPLAYED):
        bakery.desk.partners.hold(code)
    with refused(Code.PARTNER_REPLAYED):
        with_held(bakery, held)
    assert bakery.count("sale") == 1
    columns = "partner, kind, code, value, sale_id, business_date, at, register_id, serial, turn"
    copy = f"INSERT INTO partner_voucher (id, {columns}) SELECT 'x', {columns} FROM partner_voucher"
    with pytest.raises(IntegrityError, match="UNIQUE"), bakery.till.db.write() as tx:
        tx.exec_driver_sql(copy)


def test_a_code_taken_between_the_look_and_the_row_is_refused_as_a_replay(cafe, bakery, monkeypatch):
    code = issued(cafe).code
    held = bakery.desk.partners.hold(code)
    taking(bakery, code)
    looks = []

    def blind(_tx, looked):
        looks.append(looked)
        return 0, 0

    monkeypatch.setattr("pos_desktop.storage.queries.partners.turns", blind)
    with refused(Code.PARTNER_REPLAYED):
        with_held(bakery, held)
    assert looks, "the fault must have fired"
    assert bakery.count("sale") == 1


def test_an_expired_code_is_refused_also_when_it_was_scanned_in_time(cafe, bakery):
    code = issued(cafe, days=2).code
    held = bakery.desk.partners.hold(code)
    bakery.on("2026-03-04")
    with refused(Code.PARTNER_EXPIRED, day="2026-03-03"):
        bakery.desk.partners.hold(code)
    with refused(Code.VOUCHER_EXPIRED):
        with_held(bakery, held)


def test_a_code_is_worth_nothing_at_home_or_without_the_shared_key(cafe, bakery):
    code = issued(cafe).code
    with refused(Code.PARTNER_FORGED):
        cafe.desk.partners.hold(code)
    bakery.till.keys.partners.clear()
    with refused(Code.PARTNER_FORGED):
        bakery.desk.partners.hold(code)
    cafe.till.keys.partners.clear()
    with refused(Code.PARTNER_KEY, name="Bánh Mì Sáu"):
        issued(cafe)


def test_a_month_has_its_limits_both_ways(cafe, bakery):
    codes = [issued(cafe, 40_000).code for _ in range(2)]
    with refused(Code.PARTNER_LIMIT, name="Bánh Mì Sáu"):
        issued(cafe, 21_000)
    codes.append(issued(cafe, 20_000).code)
    with refused(Code.PARTNER_LIMIT):
        issued(cafe, 1_000)
    bakery.under(partners=(replace(CAFE, most_per_month=2),))
    for code in codes[:2]:
        taking(bakery, code)
    with refused(Code.PARTNER_LIMIT):
        bakery.desk.partners.hold(codes[2])
    cafe.on("2026-04-01")
    issued(cafe, 40_000)


# back again


def test_a_voucher_comes_back_with_the_whole_sale_and_may_be_used_again(cafe, bakery):
    code = issued(cafe).code
    sale = taking(bakery, code, "2 x BÁNH @ 50000")
    bakery.returned(sale, "1 x BÁNH")
    with refused(Code.PARTNER_REPLAYED):
        bakery.desk.partners.hold(code)
    bakery.returned(sale)
    again = taking(bakery, code)
    with refused(Code.PARTNER_REPLAYED):
        bakery.desk.partners.hold(code)
    assert bakery.rows("SELECT kind, turn FROM partner_voucher ORDER BY id") == [
        ("taken", 1), ("returned", 1), ("taken", 2)
    ]  # fmt: skip
    assert bakery.desk.partners.months(MARCH)[0].taken == Tally(1, 20_000)
    bakery.on("2026-04-01")
    bakery.returned(again)
    assert bakery.count("partner_voucher") == 3, "the month is over, and the neighbour pays for it"
    assert bakery.books().tie


# the month


def test_statements_go_both_ways_and_come_to_the_same(cafe, bakery):
    bakery.granted("Minh", 3_000)
    ours = [issued(cafe, value).code for value in (20_000, 35_000, 10_000)]
    theirs = issued(bakery, 15_000, "Minh").code
    for code in ours[:2]:
        taking(bakery, code, "1 x BÁNH @ 90000")
    taking(cafe, theirs)
    (month,) = cafe.desk.partners.months(MARCH)
    assert (month.issued, month.taken, month.due) == (Tally(3, 65_000), Tally(1, 15_000), 12_000)
    at_cafe = read(cafe, bakery.desk.partners.statement("cafe", MARCH))
    at_bakery = read(bakery, cafe.desk.partners.statement("bakery", MARCH))
    assert (at_cafe.we_owe, at_cafe.they_owe, at_cafe.net) == (44_000, 12_000, -32_000)
    assert at_bakery.net == 32_000
    assert at_cafe.disputes == at_bakery.disputes == ()
    assert cafe.books().tie
    assert bakery.books().tie


def test_a_statement_is_read_once_and_only_as_it_was_signed(cafe, bakery):
    taking(bakery, issued(cafe).code)
    text = bakery.desk.partners.statement("cafe", MARCH)
    for lie in (text.replace("20000", "20001"), text[:-10], "", "[]", cafe.desk.partners.statement("bakery", MARCH)):
        with refused(Code.PARTNER_STATEMENT, name="Bánh Mì Sáu"):
            read(cafe, lie)
    with refused(Code.NOT_ALLOWED):
        read(cafe, text, staff_id=cafe.person(CASHIER).id)
    first, second = (read(cafe, text, id="same") for _ in range(2))
    assert first == second
    with refused(Code.ALREADY_IMPORTED, day="2026-03-02"):
        read(cafe, text)
    assert cafe.count("imported_file") == 1


def test_a_line_that_was_settled_before_or_never_issued_is_disputed(cafe, bakery, template, tmp_path):
    good, stray = issued(cafe).code, own_code(replace(BAKERY, key=KEY), "241202099999902281")
    taking(bakery, good)
    read(cafe, bakery.desk.partners.statement("cafe", MARCH))
    twin = neighbour(Shop(copy_of(template, tmp_path / "twin"), seed=3), CAFE)
    twin.on("2026-03-31")
    for code in (good, stray):
        taking(twin, code)
    told = json.loads(twin.desk.partners.statement("cafe", MARCH))
    assert told["taken"][0]["value"] == 20_000
    with cafe.till.db.write() as tx:
        tx.exec_driver_sql("DROP TRIGGER tr_imported_file_update")
        tx.exec_driver_sql("UPDATE imported_file SET summary = replace(summary, '2026-03-01', '2026-02-01')")
    again = read(cafe, twin.desk.partners.statement("cafe", MARCH))
    assert [(code, doubt) for code, _, _, doubt in again.disputes] == [(good, "twice"), (stray, "not_ours")]
    assert (again.we_owe, again.net) == (0, 0)
    twin.close()


def test_only_who_may_change_the_programme_keeps_keys_and_only_real_ones(cafe):
    for key, code in (("00", Code.MALFORMED), ("zz" * 16, Code.MALFORMED)):
        with refused(code):
            cafe.desk.partners.keep_key("bakery", key, cafe.person(MANAGER).id)
    with refused(Code.NOT_ALLOWED):
        cafe.desk.partners.keep_key("bakery", KEY, cafe.person(CASHIER).id)
    with refused(Code.UNKNOWN_PARTNER):
        cafe.desk.partners.keep_key("flowers", KEY, cafe.person(MANAGER).id)
    cafe.desk.partners.keep_key("bakery", "FF " * 16, cafe.person(MANAGER).id)
    assert load_keys(cafe.folder).partners == {7: b"\xff" * 16}
    assert cafe.books().tie


def test_a_programme_with_a_key_in_it_is_refused(shop):
    with refused(Code.BAD_PROGRAMME, field="partners"):
        shop.under(partners=(replace(BAKERY, key=KEY),))
