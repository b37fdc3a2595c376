"""Birthdays, days of joining, signing up and reviews on a real shop: given once, whoever asks first."""

from datetime import date

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.core.rates import WHOLE
from pos_desktop.loyalty.anniversaries import Anniversary, AnniversaryKind
from pos_desktop.loyalty.rewards import Reward, RewardKind
from pos_desktop.loyalty.rules import Group, Ratio, Rule, Trigger
from pos_desktop.loyalty.vouchers import VoucherTemplate
from pos_desktop.selling.benefits import Benefit
from pos_desktop.services.calendars.lunar import lunar_birthdays, lunar_day
from pos_desktop.services.members.members import Enrol
from pos_desktop.services.members.merging import Merge
from pos_desktop.services.members.points.attaching import Attach, Move
from pos_desktop.services.members.points.bonuses import Review
from pos_desktop.services.members.points.occasions import _origins
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER

BIRTHDAY = Anniversary("cake", "Quà sinh nhật", AnniversaryKind.BIRTHDAY, points=100)
MOON = Anniversary("moon", "Sinh nhật âm", AnniversaryKind.BIRTHDAY, points=70, lunar=True)
JOINING = Anniversary("year", "Tròn năm", AnniversaryKind.JOINING, before=0, after=1, points=30)
DOUBLE = Rule("birthday", "Sinh nhật nhân đôi", Trigger.BIRTHDAY, multiplier=Ratio(2), group=Group.BIRTHDAY)
SIGN_UP = Rule("hello", "Chào mừng", Trigger.SIGN_UP, flat=15)
REVIEW = Rule("review", "Đánh giá", Trigger.REVIEW, flat=5)
YEARS = Rule("years", "Kỷ niệm", Trigger.ANNIVERSARY, flat=8)
TEMPLATE = VoucherTemplate("cake", "Bánh sinh nhật", Benefit(percent=WHOLE))
CAKE = Reward("cake", "Bánh", 0, RewardKind.VOUCHER, voucher="cake", only_birthday=True, per_year=1)


def born(shop, name, birthday, *, lunar=False):
    enrolled = shop.desk.members.enrol(Enrol(
        shop.till.ids(), _phone(name), name, birthday=date.fromisoformat(birthday), staff_id=shop.person().id,
    ))  # fmt: skip
    if lunar:
        with shop.till.db.write() as tx:
            tx.exec_driver_sql("UPDATE person SET is_lunar = 1 WHERE name = ?", (name,))
    return enrolled.account_id


def _phone(name):
    return f"0903{sum(name.encode()) % 10**6:06d}"


def begun(shop, day):
    shop.on(day)
    return shop.desk.days.begin(confirmed=True)


def gifts(shop):
    return shop.rows(
        "SELECT p.name, e.points, e.business_date FROM entry e JOIN account a ON a.id = e.account_id "
        "JOIN person p ON p.member_id = a.member_id WHERE e.occasion LIKE '%:gift' ORDER BY e.id"
    )


# the job of the day


def test_the_day_s_job_gives_when_the_window_opens_and_once_a_year(shop):
    shop.under(anniversaries=(BIRTHDAY,))
    born(shop, "Lan", "1990-03-20")
    assert begun(shop, "2026-03-16") == 0
    assert begun(shop, "2026-03-17") == 1
    assert gifts(shop) == [("Lan", 100, "2026-03-17")]
    for day in ("2026-03-18", "2026-03-20", "2026-03-23", "2026-03-24"):
        assert begun(shop, day) == 0
    begun(shop, "2027-03-19")
    assert [row[2] for row in gifts(shop)] == ["2026-03-17", "2027-03-19"]
    assert shop.books().tie


def test_who_enrols_within_the_window_gets_it_when_they_come(shop):
    shop.under(anniversaries=(BIRTHDAY,))
    begun(shop, "2026-03-19")
    lan, minh = born(shop, "Lan", "1990-03-20"), born(shop, "Minh", "1990-04-20")
    assert (shop.desk.bonuses.greet(lan), shop.desk.bonuses.greet(minh)) == (100, 0)
    assert shop.desk.bonuses.greet(lan) == 0
    assert shop.member("Lan").balance.available == 100
    assert shop.books().tie


@pytest.mark.parametrize(
    ("birthday", "day"),
    [("2024-02-29", "2027-02-25"), ("1992-02-29", "2028-02-26"), ("1990-01-01", "2026-12-29"),
     ("1990-12-31", "2026-12-28"), ("1990-12-31", "2027-01-03")],
)  # fmt: skip
def test_leap_days_and_turns_of_the_year(shop, birthday, day):
    shop.under(anniversaries=(BIRTHDAY,))
    born(shop, "Lan", birthday)
    begun(shop, day)
    assert gifts(shop) == [("Lan", 100, day)]


def test_the_days_that_are_asked_for_are_those_of_the_window():
    days = _origins(BIRTHDAY, date(2026, 2, 27), 2020)
    assert date(2024, 2, 29) in days
    assert date(2020, 2, 24) in days
    assert {day.isoformat()[5:] for day in days} == {
        "02-24", "02-25", "02-26", "02-27", "02-28", "02-29", "03-01", "03-02"
    }  # fmt: skip
    assert len(_origins(BIRTHDAY, date(2026, 6, 15), 1900)) <= 7 * 127


def test_a_birthday_by_the_moon_is_kept_by_the_moon(shop):
    shop.under(anniversaries=(MOON, BIRTHDAY))
    birthday = date(1990, 3, 20)
    born(shop, "Lan", birthday.isoformat(), lunar=True)
    born(shop, "Minh", birthday.isoformat())
    moon = lunar_day(birthday)
    assert moon
    kept = lunar_birthdays(moon.month, moon.day, 2026)
    assert kept != date(2026, 3, 20)
    day = min(kept, date(2026, 3, 20))
    later = max(kept, date(2026, 3, 20))
    begun(shop, day.isoformat())
    begun(shop, later.isoformat())
    assert sorted(gifts(shop))[0][:2] == ("Lan", 70)
    assert {row[0]: row[1] for row in gifts(shop)} == {"Lan": 70, "Minh": 100}


def test_a_corrected_birthday_shuts_this_year_out(shop):
    shop.under(anniversaries=(BIRTHDAY,))
    for name, changes in (("Lan", 1), ("Minh", 2)):
        born(shop, name, "1990-03-20")
        with shop.till.db.write() as tx:
            tx.exec_driver_sql(
                "UPDATE person SET birthday_changes = ?, birthday_changed_on = '2026-01-05' WHERE name = ?",
                (changes, name),
            )
    begun(shop, "2026-03-20")
    assert [row[0] for row in gifts(shop)] == ["Lan"], "the first change is free"


def test_a_blocked_member_gets_nothing(shop):
    shop.under(anniversaries=(BIRTHDAY,))
    lan = born(shop, "Lan", "1990-03-20")
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE member SET blocked = 1")
    begun(shop, "2026-03-20")
    assert (gifts(shop), shop.desk.bonuses.greet(lan)) == ([], 0)


def test_the_day_of_joining_is_kept_with_the_rules_for_it(shop):
    shop.under(anniversaries=(JOINING,), rules=(YEARS,))
    shop.member("Lan")
    begun(shop, "2026-03-03")
    begun(shop, "2027-03-01")
    assert gifts(shop) == []
    begun(shop, "2027-03-02")
    begun(shop, "2027-03-03")
    assert gifts(shop) == [("Lan", 38, "2027-03-02")]
    shop.under(anniversaries=())
    begun(shop, "2028-03-05")
    assert gifts(shop)[1:] == [("Lan", 8, "2028-03-05")], "a rule alone has the window of birthdays"


def test_a_voucher_is_a_gift_too_and_comes_once(shop):
    gift = Anniversary("cake", "Bánh", AnniversaryKind.BIRTHDAY, reward="cake")
    shop.under(anniversaries=(gift,), rewards=(CAKE,), vouchers=(TEMPLATE,))
    lan = born(shop, "Lan", "1990-03-20")
    begun(shop, "2026-03-18")
    begun(shop, "2026-03-19")
    shop.desk.bonuses.greet(lan)
    assert [held.name for held in shop.desk.vouchers.of_member(lan)] == ["Bánh sinh nhật"]
    begun(shop, "2027-03-20")
    assert shop.count("voucher") == 2
    assert shop.books().tie


# the picture


def test_the_bonus_on_an_order_comes_once_a_year_beside_the_gift(shop):
    shop.under(anniversaries=(BIRTHDAY,), rules=(DOUBLE,))
    born(shop, "Lan", "1990-03-20")
    begun(shop, "2026-03-18")
    assert shop.member("Lan").account.birthday == date(2026, 3, 20)
    assert shop.sold("1 x PHỞ @ 100000; member Lan").earned == 20
    assert shop.member("Lan").account.birthday is None
    assert shop.sold("1 x PHỞ @ 100000; member Lan").earned == 10
    assert shop.member("Lan").balance.available == 100 + 30
    assert shop.books().tie


def birthday_sales(shop, times):
    return [shop.sold("2 x PHỞ @ 50000; member Lan") for _ in range(times)]


@pytest.fixture
def birthday_shop(shop):
    shop.under(rules=(DOUBLE,))
    born(shop, "Lan", "1990-03-20")
    begun(shop, "2026-03-18")
    return shop


def test_an_order_that_is_void_gives_the_birthday_back(birthday_shop):
    shop = birthday_shop
    (sale,) = birthday_sales(shop, 1)
    shop.voided(sale)
    sale, second = birthday_sales(shop, 2)
    assert (sale.earned, second.earned) == (20, 10)
    keys = shop.rows("SELECT occasion FROM entry WHERE occasion IS NOT NULL ORDER BY occasion")
    assert [key.partition("#")[2] for (key,) in keys] == ["", "2"]
    shop.returned(sale, "1 x PHỞ")
    assert birthday_sales(shop, 1)[0].earned == 10, "a part of it is still there"
    shop.returned(sale)
    assert birthday_sales(shop, 1)[0].earned == 20
    assert shop.books().tie


def test_a_birthday_order_that_was_somebody_else_s_gives_the_birthday_back(birthday_shop):
    shop = birthday_shop
    (sale,) = birthday_sales(shop, 1)
    to = shop.member("Bình").row.account_id
    moved = shop.desk.attaching.move(Move("m", sale.number, to, "nhầm thẻ", shop.person(MANAGER).id))
    assert (moved.clawed, moved.earned) == (20, 10)
    assert [one.earned for one in birthday_sales(shop, 2)] == [20, 10]
    assert shop.books().tie


def test_receipts_that_are_claimed_have_one_birthday_among_them(birthday_shop):
    shop = birthday_shop
    lan = shop.member("Lan").row.account_id
    guests = [shop.sold("1 x PHỞ @ 100000") for _ in range(2)]
    claims = [
        shop.desk.attaching.attach(Attach(f"c{n}", sale.number, lan, shop.person().id)).earned
        for n, sale in enumerate(guests)
    ]
    assert claims == [20, 10]
    assert birthday_sales(shop, 1)[0].earned == 10
    assert shop.books().tie


def test_the_picture_knows_the_window_of_the_day_of_joining(shop):
    shop.under(rewards=(Reward("thanks", "Cảm ơn", 10, benefit=Benefit(amount=1_000), only_anniversary=True),))
    shop.member("Lan")
    assert not shop.member("Lan").account.anniversary
    shop.on("2027-02-27")
    assert shop.member("Lan").account.anniversary
    shop.on("2027-03-06")
    assert not shop.member("Lan").account.anniversary


# signing up and reviews


def test_signing_up_is_paid_in_the_enrolment_itself_once(shop):
    shop.under(rules=(SIGN_UP,))
    command = Enrol("enrol", "0903000001", "Lan", staff_id=shop.person().id)
    first, second = (shop.desk.members.enrol(command) for _ in range(2))
    assert first.account_id == second.account_id
    assert shop.rows("SELECT points, occasion FROM entry") == [(15, f"sign_up:{first.account_id}")]
    assert shop.books().tie


def test_a_review_is_paid_once_for_each_place(shop):
    shop.under(rules=(REVIEW,))
    lan = shop.member("Lan").row.account_id

    def reviewed(where, operation="", staff=MANAGER):
        command = Review(operation or shop.till.ids(), lan, where, shop.person(staff).id)
        return shop.desk.bonuses.review(command).points

    assert reviewed("Google Maps", "one") == reviewed("Google Maps", "one") == 5
    with refused(Code.BONUS_TAKEN):
        reviewed(" google  MAPS ")
    assert reviewed("Foody") == 5
    for where, staff, code in (("", MANAGER, Code.REASON_NEEDED), ("Zalo", CASHIER, Code.NOT_ALLOWED)):
        with refused(code):
            reviewed(where, staff=staff)
    shop.under(rules=())
    with refused(Code.NO_BONUS):
        reviewed("Zalo")
    assert shop.member("Lan").balance.available == 10
    assert shop.books().tie


def test_who_became_one_member_has_one_birthday_a_year(shop):
    shop.under(anniversaries=(BIRTHDAY,), rules=(DOUBLE,))
    gone = born(shop, "Lan", "1990-03-20")
    begun(shop, "2026-03-18")
    kept = born(shop, "Bình", "1990-03-20")
    assert shop.sold("1 x PHỞ @ 100000; member Lan").earned == 20
    shop.desk.merging.merge(Merge("m", gone, kept, "một người", shop.person(MANAGER).id))
    assert shop.sold("1 x PHỞ @ 100000; member Bình").earned == 10
    assert shop.desk.bonuses.greet(kept) == 0
    begun(shop, "2026-03-19")
    assert gifts(shop) == [("Lan", 100, "2026-03-18")]
    assert shop.books().tie
