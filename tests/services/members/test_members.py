"""Enrolment, look-up and cards."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pos_desktop.core import codes
from pos_desktop.core.codes import CardCode
from pos_desktop.core.errors import Code
from pos_desktop.selling.order import Identified
from pos_desktop.selling.permissions import RIGHTS, Role
from pos_desktop.services.members.members import Enrol
from pos_desktop.services.pins import PinHash
from tests.support.refusals import refused
from tests.support.shop import QUICK

PHONE = "0901234567"


def enrol(shop, phone=PHONE, name="", **more):
    return shop.desk.members.enrol(Enrol(more.pop("id", f"e-{phone}-{name}"), phone, name, **more))


def nobody_came(shop, code, **wrong):
    before = [shop.count(table) for table in ("member", "operation")]
    with refused(code):
        enrol(shop, **wrong)
    assert [shop.count(table) for table in ("member", "operation")] == before
    assert shop.books().tie


def test_a_phone_is_enough(shop):
    got = enrol(shop)
    assert (got.code, got.is_doubtful) == ("TV000001", False)
    picture = shop.desk.members.picture(got.account_id, rights=RIGHTS[Role.MANAGER])
    assert (picture.row.name, picture.row.phone, picture.row.tier, picture.balance.available) == (
        "", "+84901234567", "member", 0,
    )  # fmt: skip
    assert enrol(shop, "0911111111").code == "TV000002"
    assert shop.books().tie


def test_everything_that_is_known_is_kept(shop):
    first = enrol(shop)
    got = enrol(
        shop, "0911111111", "  Trần Thị  Quỳnh ", birthday=date(1990, 2, 28), gender=" Nữ", referrer="090 123 4567",
        marketing=True, staff_id=shop.person().id,
    )  # fmt: skip
    row = shop.desk.members.picture(got.account_id).row
    assert (row.name, row.birthday, row.gender) == ("Trần Thị Quỳnh", date(1990, 2, 28), "female")
    assert shop.rows("SELECT referrer_id, source FROM member WHERE id = ?", got.member_id) == [
        (first.member_id, "till")
    ]
    assert shop.rows("SELECT purpose, given, text_version FROM consent") == [("marketing", 1, "2026-1")]


@pytest.mark.parametrize(("said", "rows"), [(None, []), (True, [(1,)]), (False, [(0,)])])
def test_consent_is_what_was_said(shop, said, rows):
    enrol(shop, marketing=said)
    assert shop.rows("SELECT given FROM consent") == rows


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        (Code.INVALID_PHONE, {"phone": "٠٩٠١٢٣٤٥٦٧"}), (Code.INVALID_PHONE, {"phone": ""}),
        (Code.INVALID_NAME, {"name": "   "}), (Code.INVALID_NAME, {"name": "\u3000"}),
        (Code.INVALID_NAME, {"name": "ab\0cd"}), (Code.INVALID_NAME, {"name": "\ud83d", "id": "e"}),
        (Code.INVALID_NAME, {"name": "x" * 81}),
        (Code.INVALID_BIRTHDAY, {"birthday": date(1899, 12, 31)}),
        (Code.INVALID_BIRTHDAY, {"birthday": date(2026, 3, 3)}),
        (Code.INVALID_GENDER, {"gender": "x"}), (Code.UNKNOWN_MEMBER, {"referrer": "0999999999"}),
        (Code.INVALID_PHONE, {"referrer": "x"}),
    ],
)  # fmt: skip
def test_what_is_refused_makes_nobody(shop, code, wrong):
    nobody_came(shop, code, **wrong)


def test_one_phone_is_one_member(shop):
    enrol(shop, name="Lan")
    for spelling in ("+84 90 123 4567", "84901234567", "０９０１２３４５６７"):
        with refused(Code.PHONE_TAKEN, member="TV000001", name="Lan"):
            enrol(shop, spelling, "Khác")
    assert shop.count("member") == 1


@pytest.mark.parametrize(
    "name", ["'; DROP TABLE entry;--", "O'Brien", '=HYPERLINK("http://x","y")', "Аn", "茶 ☕", "x" * 80, "%_a\\"]
)
def test_names_are_kept_as_they_are(shop, name):
    got = enrol(shop, name=name)
    assert shop.desk.members.picture(got.account_id).row.name == name
    assert [row.name for row in shop.desk.members.search(name)] == [name]


def test_a_doubtful_phone_is_kept_with_a_mark(shop):
    assert enrol(shop, "0112345678").is_doubtful
    assert shop.rows("SELECT is_doubtful FROM member_phone") == [(1,)]


def test_sending_it_twice_makes_one_member(shop):
    command = Enrol("e1", PHONE, "Lan")
    first = shop.desk.members.enrol(command)
    before = shop.count("journal")
    again = shop.desk.members.enrol(command)
    assert replace(again, topics=first.topics) == first
    assert again.topics == ()
    assert (shop.count("member"), shop.count("journal")) == (1, before)
    with refused(Code.ID_REUSED, id="e1"):
        shop.desk.members.enrol(replace(command, name="Mai"))


def test_an_enrolments_id_is_no_sales_id(shop):
    enrol(shop, id="x1")
    with refused(Code.ID_REUSED):
        shop.completed("1 x PHỞ @ 50000", id="x1")


def test_what_was_begun_and_given_up_is_kept(shop):
    members, staff = shop.desk.members, shop.person().id
    members.begin_enrolment("e1", staff)
    members.enrol(Enrol("e1", PHONE, staff_id=staff))
    members.begin_enrolment("e2", staff)
    members.abandon_enrolment("e2", staff, "không  muốn")
    steps = shop.rows("SELECT enrolment_id, step, reason FROM enrolment_step ORDER BY enrolment_id, step")
    assert steps == [
        ("e1", "begun", ""), ("e1", "finished", ""), ("e2", "abandoned", "không muốn"), ("e2", "begun", ""),
    ]  # fmt: skip


# --- finding ---


@pytest.fixture
def crowd(shop):
    for name, phone in (("Nguyễn Văn Đá", "0901111234"), ("Trần Đá Bạc", "0902222234"), ("Lê 100%_x", "0283822222")):
        enrol(shop, phone, name)
    return shop


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("da", {"Nguyễn Văn Đá", "Trần Đá Bạc"}), ("ĐÁ", {"Nguyễn Văn Đá", "Trần Đá Bạc"}), ("bac da", {"Trần Đá Bạc"}),
        ("1234", {"Nguyễn Văn Đá"}), ("234", {"Nguyễn Văn Đá", "Trần Đá Bạc"}), ("0901 111", {"Nguyễn Văn Đá"}),
        ("0902", {"Trần Đá Bạc"}), ("+84902", {"Trần Đá Bạc"}), ("34", set()),
        ("%", {"Lê 100%_x"}), ("_", {"Lê 100%_x"}),
        ("\\", set()), ('"', set()), ("da AND bac", set()), ("NEAR(", set()), ("*", set()), ("", set()), ("  ", set()),
        ("'; DROP TABLE member;--", set()),
    ],
)  # fmt: skip
def test_search(crowd, typed, names):
    assert {row.name for row in crowd.desk.members.search(typed)} == names


def test_whose_phone_ends_in_the_digits_comes_first(shop):
    """A list shows the last digits alone: who has them in the middle would look like a mistake."""
    for name, phone in (("An", "0901534650"), ("Bình", "0846705153"), ("Chi", "0901530000")):
        enrol(shop, phone, name)

    assert [row.name for row in shop.desk.members.search("153")] == ["Bình", "An", "Chi"]


def test_a_pasted_megabyte_is_cut(crowd):
    assert crowd.desk.members.search("da " * 400_000) != []
    assert crowd.desk.members.search("9" * 1_000_000) == []


@pytest.mark.parametrize(
    "text", ["0901234567", "+84901234567", "84 901 234 567", "0084901234567", "０９０１２３４５６７"]
)
def test_a_phone_in_any_spelling_finds_the_one_member(shop, text):
    got = enrol(shop)
    found = shop.desk.members.find(text)
    assert (found.row.id, found.identified) == (got.member_id, Identified.SEARCH)


def test_a_card_finds_and_proves(shop):
    got = enrol(shop)
    found = shop.desk.members.find(f" {got.card}\n")
    assert (found.row.id, found.identified) == (got.member_id, Identified.CARD)


def test_who_is_not_there(shop):
    with refused(Code.UNKNOWN_MEMBER):
        shop.desk.members.find("0999999999")
    with refused(Code.INVALID_PHONE):
        shop.desk.members.find("Lan")
    with refused(Code.UNKNOWN_MEMBER):
        shop.desk.members.picture("nobody")


def test_a_card_of_ours_that_was_never_issued(shop):
    with refused(Code.INVALID_CARD):
        shop.desk.members.find(codes.card_token(CardCode(1, "00000000", 1), shop.till.keys.codes))


def test_a_picture_tells_what_the_strip_shows(shop):
    shop.granted("Lan", 100)
    sale = shop.sold("1 x TIỆC @ 2500000; member Lan")
    shop.on("2027-03-05")
    picture = shop.member("Lan")
    assert (picture.balance.available, picture.balance.expiring) == (350, 350)
    assert [lot.left for lot in picture.lots] == [100, 250]
    assert picture.numbers == {sale.id: "K1-000001"}
    assert (picture.lifetime_earned, picture.standing.before_name, picture.qualifying) == (250, "Bạc", 0)


# --- cards ---


def test_a_lost_card_opens_nothing_any_more(shop):
    got = enrol(shop)
    newer = shop.desk.members.reissue_card(got.member_id, shop.person().id)
    assert newer != got.card
    assert codes.read_card(newer, shop.till.keys.codes).serial == 2
    with refused(Code.CARD_REVOKED):
        shop.desk.members.find(got.card)
    assert shop.desk.members.find(newer).row.id == got.member_id
    assert shop.desk.members.card_of(got.member_id) == newer
    assert shop.books().tie


def test_a_card_is_read_without_writing(shop):
    got = enrol(shop)
    before = shop.count("journal")
    assert shop.desk.members.card_of(got.member_id) == got.card
    assert shop.count("journal") == before


def test_the_hundredth_card_gets_another_number(shop):
    got = enrol(shop)
    first = codes.read_card(got.card, shop.till.keys.codes)
    for _ in range(98):
        shop.desk.members.reissue_card(got.member_id)
    last = codes.read_card(shop.desk.members.card_of(got.member_id), shop.till.keys.codes)
    assert (last.number, last.serial) == (first.number, 99)
    newest = codes.read_card(shop.desk.members.reissue_card(got.member_id), shop.till.keys.codes)
    assert (newest.number != first.number, newest.serial) == (True, 1)


def test_no_signature_lies_in_the_database(shop):
    got = enrol(shop)
    shop.close()
    stored = (shop.folder / "shop.db").read_bytes()
    assert got.card[-codes.MAC_LENGTH :].encode() not in stored
    assert got.card[3:11].encode() in stored, "the number alone is there"


# --- the member's own PIN ---


def test_a_members_pin(shop):
    got = enrol(shop)
    with refused(Code.WRONG_PIN):
        shop.desk.members.fits_pin(got.member_id, "2580")
    hashed = PinHash(shop.till.keys.pepper, QUICK).hash("2580", "m1")
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE person SET pin_hash = ?", (hashed,))
    assert shop.desk.members.fits_pin(got.member_id, "2580")
    with refused(Code.WRONG_PIN):
        shop.desk.members.fits_pin(got.member_id, "2581")


def test_a_birthday_may_be_today(shop):
    assert enrol(shop, birthday=shop.till.today()).code
    nobody_came(shop, Code.INVALID_BIRTHDAY, phone="0911111111", birthday=shop.till.today() + timedelta(days=1))
