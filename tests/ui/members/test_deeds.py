"""Deeds: what happens is told before, a refusal stands under its field, and the services did it."""

from dataclasses import replace
from datetime import date

import pytest

from pos_desktop.loyalty.giving import Cause
from pos_desktop.loyalty.vouchers import VoucherTemplate
from pos_desktop.selling.benefits import Benefit
from pos_desktop.selling.tenders import Tender, TenderKind
from tests.support.shop import MANAGER, OWNER
from tests.ui.members.conftest import ANH, BINH, DAO, Desk


def available(desk, name):
    return desk.shop.member(name).balance.available


def test_points_are_added_with_the_sum_told_before(desk):
    desk.show(ANH).fill("adjust", points="60", reason="quên quét thẻ")
    assert desk.lines() == {
        "Điểm dùng được bây giờ": "1.240\u00a0điểm", "Điều chỉnh": "+60\u00a0điểm",
        "Điểm dùng được sau đó": "1.300\u00a0điểm",
    }  # fmt: skip
    assert desk.deeds.view.verb == "Cộng 60\u00a0điểm"

    desk.deeds.confirm()
    assert (available(desk, ANH), desk.deeds.deed) == (1_300, None)
    assert desk.controller.view.points == "1.300\u00a0điểm"
    assert desk.said == ["+60\u00a0điểm: còn 1.300\u00a0điểm"]


def test_points_are_taken(desk):
    desk.show(ANH).fill("adjust", way="down", points="240", reason="nhầm khách")
    desk.deeds.confirm()

    assert available(desk, ANH) == 1_000


@pytest.mark.parametrize(
    ("texts", "field", "said"),
    [
        ({"points": "10"}, "reason", "Ghi lý do"), ({"points": "mười", "reason": "x"}, "points", "chữ số"),
        ({"way": "down", "points": "999", "reason": "x"}, "points", "300"),
    ],
)  # fmt: skip
def test_a_refusal_stands_under_its_field(desk, texts, field, said):
    desk.show(BINH).fill("adjust", **texts)
    desk.deeds.confirm()

    assert list(desk.errors()) == [field]
    assert said in desk.errors()[field]
    assert (available(desk, BINH), desk.sounds) == (300, ["error"])


def test_much_needs_another_person_s_word(desk):
    desk.has_owner = False
    view = desk.show(ANH).fill("adjust", points="5000", reason="bù đợt lỗi máy")
    assert view.notes == ("Nhiều như vậy thì cần người khác duyệt.",)
    desk.deeds.confirm()
    assert [(wanted.right, wanted.amount) for wanted in desk.asked] == [("points", 5_000)]
    assert desk.asked[0].sentence == f"Cộng 5.000\u00a0điểm cho {ANH}"
    assert "cần người khác duyệt" in desk.deeds.view.problem, "the sheet stays, whatever the other person says"
    assert available(desk, ANH) == 1_240

    desk.has_owner = True
    desk.deeds.confirm()
    assert (available(desk, ANH), desk.deeds.deed) == (6_240, None)
    assert desk.shop.count("approval_use") == 1


def test_a_word_for_less_is_asked_for_again(desk):
    desk.show(ANH).fill("adjust", way="down", points="900", reason="nhầm")
    desk.shop.granted(BINH, 1)
    deed = desk.deeds.deed
    desk.has_owner = False
    deed.approval = "không có"
    desk.shop.under(adjust_points=100)
    desk.deeds.confirm()
    assert [wanted.amount for wanted in desk.asked] == [900]


def test_how_far_a_person_s_own_right_goes(desk):
    with desk.shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE staff SET rights = ? WHERE name = ?", ('{"points_most":50}', desk.name))
    desk.show(ANH).fill("adjust", points="60", reason="bù")
    desk.deeds.confirm()
    assert [wanted.amount for wanted in desk.asked] == [60]
    assert available(desk, ANH) == 1_300


def test_an_owner_stands_alone(qapp, people):
    desk = Desk(people, OWNER)
    desk.show(ANH).fill("adjust", points="5000", reason="bù")
    desk.deeds.confirm()

    assert available(desk, ANH) == 6_240


def test_a_lot_is_extended_from_its_row(desk):
    lot = next(line for line in desk.show(ANH).section("points", "Các lô điểm").lines if line.deed)
    desk.fill(lot.deed.id, day="31/12/2099", reason="khách đi công tác")
    assert desk.lines()["Hết hạn mới"] == "31/12/2099"

    desk.deeds.confirm()
    assert date(2099, 12, 31) in {one.expires_on for one in desk.shop.member(ANH).lots}


def test_a_merge_is_previewed_and_undone(desk, people):
    desk.show(ANH).fill("merge", other="van binh")
    assert not desk.deeds.view.can
    desk.deeds.pick(people.member(BINH).row.account_id)
    assert desk.lines()["Điểm chuyển sang"] == "300\u00a0điểm"
    assert desk.lines()["Điểm sau khi gộp"] == "1.540\u00a0điểm"

    desk.deeds.type("reason", "cùng một người")
    desk.deeds.confirm()
    assert available(desk, ANH) == 1_540
    (row,) = desk.section("card", "Hồ sơ đã gộp vào đây").lines
    desk.fill(row.deed.id, reason="nhầm")
    told = desk.lines()
    assert (told["Điểm trở về hồ sơ được tách"], told["Điểm còn lại ở đây"]) == ("300\u00a0điểm", "1.240\u00a0điểm")
    desk.deeds.confirm()
    assert (available(desk, ANH), available(desk, BINH)) == (1_240, 300)
    assert desk.controller.view.name == BINH


def test_a_scanned_card_is_the_other_one_of_a_merge(desk, people):
    desk.show(ANH).fill("merge")
    desk.controller.scan(people.desk.members.card_of(people.member(BINH).row.id))
    assert desk.deeds.deed.other.name == BINH

    desk.controller.scan(people.desk.members.card_of(people.member(ANH).row.id))
    assert desk.errors() == {"other": "Hai bên là cùng một thành viên."}
    assert not desk.deeds.view.can


def test_a_pin_is_typed_twice_and_not_weak(desk):
    desk.show(ANH).fill("pin", pin="7305", again="7306")
    desk.deeds.confirm()
    assert "again" in desk.errors()

    for pin in ("1234", "7305"):
        desk.deeds.type("pin", pin)
        desk.deeds.type("again", pin)
        desk.deeds.confirm()
        if pin == "1234":
            assert "pin" in desk.errors()
    assert desk.shop.desk.members.fits_pin(desk.shop.member(ANH).row.id, "7305")
    assert desk.controller.detail.person.has_pin


def test_a_tier_by_hand_and_its_end(desk):
    desk.show(DAO).fill("tier", tier="gold", reason="khách quý")
    assert desk.lines() == {"Hạng bây giờ": "Thành viên", "Hạng từ hôm nay": "Vàng"}
    desk.deeds.confirm()
    assert desk.controller.view.tier.name == "Vàng"
    assert next(row for row in desk.controller.roster.rows if row.name == DAO).tier.name == "Vàng"

    desk.fill("end-tier", reason="hết dịp")
    desk.deeds.confirm()
    assert desk.controller.view.tier.name == "Thành viên"


def test_a_person_shares_the_card_within_a_limit(desk):
    desk.show(ANH).fill("holder", name="Bé Na", points="200")
    desk.deeds.confirm()
    shared = desk.section("card", "Dùng chung thẻ")
    assert [(row.title, row.amount) for row in shared.lines] == [("Bé Na", "200\u00a0điểm/tháng")]

    desk.fill(shared.deeds[0].id, points="")
    desk.deeds.confirm()
    assert desk.section("card", "Dùng chung thẻ").lines[0].amount == "không giới hạn"


def test_a_birthday_is_put_right(desk):
    desk.show(ANH).fill("birthday", birthday="31/2/1990")
    desk.deeds.confirm()
    assert "birthday" in desk.errors()

    desk.deeds.type("birthday", "21/11/1990")
    desk.deeds.confirm()
    assert desk.controller.detail.person.birthday == date(1990, 11, 21)


def test_a_new_card_ends_the_old_one(desk):
    desk.show(ANH)
    old = desk.controller.detail.card
    desk.fill("reissue")
    desk.deeds.confirm()
    assert desk.controller.detail.card not in ("", old)

    desk.controller.scan(old)
    assert "thẻ" in desk.said[-1].lower()
    assert desk.sounds[-1] == "error"


def test_a_card_is_saved_where_one_says(desk, tmp_path):
    desk.show(ANH).fill(("save", "png"), path=str(tmp_path / "the.txt"))
    desk.deeds.confirm()
    assert "path" in desk.errors()

    desk.deeds.type("path", str(tmp_path / "the.png"))
    desk.deeds.confirm()
    assert (tmp_path / "the.png").read_bytes().startswith(b"\x89PNG")


def test_a_member_is_enrolled_by_what_was_searched_for(desk):
    desk.controller.search("0933 444 555")
    desk.controller.enrol()
    assert desk.deeds.view.fields[0].value == "0933 444 555"
    desk.deeds.type("name", "Trần Thu Cúc")
    desk.deeds.confirm()

    assert desk.controller.view.name == "Trần Thu Cúc"


def test_a_number_that_somebody_has_is_said_under_it(desk):
    desk.controller.enrol()
    desk.deeds.type("phone", "0912345234")
    desk.deeds.confirm()

    assert ANH in desk.errors()["phone"]


def test_a_deed_sent_twice_is_done_once(desk):
    desk.show(ANH).fill("adjust", points="60", reason="quên quét thẻ")
    deed = desk.deeds.deed
    work = deed.work()
    work()
    work()

    assert available(desk, ANH) == 1_300


def test_nobody_adjusts_their_own_card(desk, people):
    account = people.member(ANH).row
    with people.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE staff SET member_id = ? WHERE name = ?", (account.id, MANAGER))
    desk.show(ANH).fill("adjust", points="60", reason="tự thưởng")
    desk.deeds.confirm()

    assert "của chính mình" in desk.deeds.view.problem


def test_a_sale_of_the_wrong_member_is_moved(desk, people):
    sale = people.sold(f"1 x PHỞ @ 247000; member {ANH}")
    before = available(desk, ANH)
    desk.show(ANH)
    (row,) = desk.section("sales", "Hoá đơn gần đây").lines
    assert (row.title, row.amount) == (sale.number, "247.000\u00a0₫")

    desk.fill(row.deed.id, other="van binh", reason="quét nhầm thẻ")
    assert desk.lines()["Thu lại ở đây"] == "24\u00a0điểm"
    desk.deeds.confirm()
    assert "other" in desk.errors()
    desk.deeds.pick(people.member(BINH).row.account_id)
    desk.deeds.confirm()
    assert (available(desk, ANH), available(desk, BINH)) == (before - 24, 324)
    assert desk.section("sales", "Hoá đơn gần đây").lines == ()
    assert [line.title for line in desk.show(BINH).section("sales", "Hoá đơn gần đây").lines] == [sale.number]


def test_a_receipt_is_claimed_by_its_number(desk, people):
    sale = people.sold("1 x PHỞ @ 247000")
    desk.show(BINH).fill("claim", claim="K9-1")
    desk.deeds.confirm()
    assert "claim" in desk.errors()

    desk.deeds.type("claim", sale.number)
    desk.deeds.confirm()
    assert (available(desk, BINH), desk.said) == (324, ["Đã tích 24\u00a0điểm"])


def test_dead_points_come_back(desk, people):
    people.sold(f"1 x PHỞ @ 247000; member {DAO}")
    people.on("2029-01-05")
    people.desk.days.begin(confirmed=True)
    desk.show(DAO)
    (row,) = desk.section("points", "Đã hết hạn").lines
    assert row.amount == "24\u00a0điểm"

    desk.fill(row.deed.id, reason="khách nằm viện")
    desk.deeds.confirm()
    assert available(desk, DAO) == 24
    assert desk.controller.detail.dead == ()


def test_points_go_to_a_cause(desk, people):
    people.under(causes=(Cause("school", "Trường làng", "Trường Hoa Sen, VCB 123"),))
    desk.show(ANH).fill("give", points="100")
    assert desk.lines()["Cửa hàng chuyển cho bên nhận"] == "10.000\u00a0₫"

    desk.deeds.confirm()
    assert available(desk, ANH) == 1_140
    assert "Trường làng" in desk.said[-1]


def test_vouchers_are_given_by_hand(desk, people):
    people.under(vouchers=(VoucherTemplate("tea", "Trà mời", Benefit(amount=20_000)),))
    desk.show(ANH).fill("voucher", count="2")
    desk.deeds.confirm()

    assert [line.title for line in desk.section("more", "Phiếu").lines] == ["Trà mời", "Trà mời"]
    assert people.count("outbox", "subject_id LIKE 'voucher:%'") == 2, "nobody could use them without their codes"
    assert desk.said[-1] == "Đang in 2 phiếu tặng"


def test_a_voucher_is_not_given_where_it_cannot_be_printed(desk, people):
    people.under(vouchers=(VoucherTemplate("tea", "Trà mời", Benefit(amount=20_000)),))
    desk.controller.office = replace(desk.controller.office, printer="")
    desk.show(ANH).fill("voucher")
    desk.deeds.confirm()

    assert desk.errors() == {"count": "Chưa chọn máy in: phiếu này phải in ra giấy."}
    assert people.count("voucher") == 0


def test_a_tier_by_hand_is_shown_with_its_last_day_in_place_of_the_way_to_another(desk, people):
    desk.show(ANH).fill("tier", tier="gold", reason="khách quý")
    desk.deeds.confirm()

    view = desk.controller.view
    assert (view.tier.name, view.tier.colour, view.progress) == ("Vàng", "tierGold", None)
    assert view.progress_text.startswith("Hạng đặt bằng tay, đến hết ")


def test_a_limit_is_set_and_a_debt_given_up(people):
    desk, account_id = Desk(people), people.member(ANH).row.account_id
    desk.controller.choose(account_id)
    desk.controller.do("limit")
    desk.deeds.type("limit", "300000")
    desk.deeds.confirm()
    assert people.desk.credit.picture(account_id).limit == 300_000
    owed = (Tender(TenderKind.ON_CREDIT, 50_000),)
    people.sold(f"1 x PHỞ @ 50000; member {ANH}", tenders=owed)
    desk.controller.choose(account_id)
    desk.controller.do("write-off")
    desk.deeds.type("reason", "khách đi xa")
    desk.deeds.confirm()
    assert people.desk.credit.picture(account_id).owed == 0
