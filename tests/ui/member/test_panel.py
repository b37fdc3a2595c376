"""The member panel: what may be taken, what may not and why, and what there is to know."""

import pytest

from pos_desktop.core.quantity import ONE
from pos_desktop.loyalty.tiers import TierState
from pos_desktop.selling.lines import Ware
from pos_desktop.ui.member import standing
from pos_desktop.ui.member.standing import PlanId
from tests.support.loyal_cafe import wallet
from tests.support.shop import OWNER


@pytest.fixture
def panel(loyal, anh):
    """Her panel with 142.000 ₫ of goods on the order."""
    wallet(loyal.shop, anh, 90_000)
    loyal.scan("CFSD", "CFSD", "TS", "BM")
    loyal.sale.attach(loyal.shop.member(anh).row.account_id)
    loyal.member.open()
    return loyal.member


def facts(panel):
    return {row.label: row.amount for row in panel.view.details.rows}


def test_all_usable_ones_are_there_best_first(panel):
    details = panel.view.details

    assert details.usable_title == "Ưu đãi dùng được (4)"
    assert [chip.title for chip in details.usable] == [
        "Giảm 71.000\u00a0₫", "Giảm 49.000\u00a0₫", "Ly sứ Mộc", "Phiếu giảm 30.000 ₫ lần sau",
    ]  # fmt: skip


def test_every_other_one_says_why_not(panel):
    why = {reason.name: reason.reason for reason in panel.view.details.refused}

    assert why == {
        "Giảm 40.000 ₫ cho đơn lớn": "Thêm 258.000\u00a0₫ nữa mới dùng được ưu đãi này.",
        "Ly cà phê thứ 11": "Thẻ tích tem của khách chưa đủ tem.",
        "Sinh nhật giảm 20%": "Ưu đãi này chỉ dùng trong dịp sinh nhật của khách.",
        "Bình giữ nhiệt giảm nửa giá": "Ưu đãi này cần quét thẻ thành viên hoặc nhập mã PIN của khách.",
    }
    assert panel.view.details.refused_title == "Chưa dùng được (4)"


def test_a_chip_of_the_panel_takes_it_and_the_panel_stays(panel, loyal):
    panel.take(panel.view.details.usable[1].id)

    assert (loyal.sale.basket.order.rewards, panel.is_open) == (("tea",), True)


def test_stamps_wallet_and_lots_are_told(panel, loyal):
    assert (facts(panel)["Thẻ 10 ly cà phê"], facts(panel)["Ví trả trước"]) == ("0/10", "90.000\u00a0₫")
    loyal.payment.open()
    loyal.payment.primary()
    loyal.sale.next_sale()
    loyal.sale.attach(loyal.shop.member("Nguyễn Thị Ngọc Ánh").row.account_id)
    panel.open()

    assert facts(panel)["Thẻ 10 ly cà phê"] == "2/10"
    assert panel.view.details.lots[0].label == "Hết hạn 31/03/2027"


def test_points_that_expire_soon_name_the_first_day(loyal, anh):
    loyal.shop.on("2027-03-10")
    told = standing.expiring(loyal.shop.member(anh))

    assert told == "1.240\u00a0điểm sắp hết hạn, sớm nhất ngày 31/03/2027"


def test_a_plan_is_one_tap_and_then_it_is_told(panel, loyal, anh):
    (chip,) = panel.view.details.plans
    assert (chip.title, chip.detail) == ("Vào gói Mộc Xanh", "299.000\u00a0₫")
    panel.sell_plan(chip.id)
    line = loyal.sale.basket.order.lines[-1]
    assert (line.ware, line.target, loyal.sale.basket.due) == (Ware.MEMBERSHIP, "green", 441_000)
    loyal.payment.open()
    loyal.payment.primary()

    held = standing.membership(loyal.shop.member(anh))
    assert (held.label, held.amount) == ("Gói Mộc Xanh", "đến 01/03/2027")
    assert standing.plans(loyal.shop.member(anh)) == ()


@pytest.mark.parametrize(("day", "title"), [("2027-02-10", "Gia hạn Mộc Xanh"), ("2027-04-01", "Gia hạn Mộc Xanh")])
def test_a_plan_that_ends_or_ended_is_renewed(panel, loyal, anh, day, title):
    panel.sell_plan(PlanId("green"))
    loyal.payment.open()
    loyal.payment.primary()
    loyal.shop.on(day)
    picture = loyal.shop.member(anh)

    assert [chip.title for chip in standing.plans(picture)] == [title]
    is_over = day > "2027-03-01"
    assert standing.membership(picture).amount == ("đã hết hạn" if is_over else "đến 01/03/2027")


def test_a_plan_is_one_piece(panel, loyal):
    panel.sell_plan(PlanId("green"))
    loyal.sale.step_qty(1)

    assert (loyal.sale.basket.order.lines[-1].qty, "Số lượng này" in loyal.said) == (ONE, True)


def test_a_tier_in_danger_says_what_keeps_it(loyal, anh):
    loyal.sale.attach(loyal.shop.member(anh).row.account_id)
    loyal.scan(*["BG"] * 8)
    loyal.payment.open()
    loyal.payment.primary()
    assert loyal.shop.member(anh).account.tier == TierState("silver", loyal.shop.member(anh).account.tier.stands_until)
    loyal.shop.on("2027-03-15")
    told = standing.warnings(loyal.shop.member(anh))

    assert told == ("Cần thêm 2.000.000\u00a0₫ đến hết 31/03/2027 để giữ hạng Bạc",)


def test_points_owed_are_told(panel, loyal, anh):
    with loyal.shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE account SET debt = 30")

    assert "Còn nợ 30\u00a0điểm: điểm tích được trả phần nợ trước" in standing.warnings(loyal.shop.member(anh))


def test_a_blocked_member_gets_nothing_offered(panel, loyal, anh):
    with loyal.shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE member SET blocked = 1")
    loyal.sale.reread()
    panel.open()
    details = panel.view.details

    assert (details.usable, details.plans, details.top_up) == ((), (), "")
    assert "đang bị khoá" in details.warnings[0]
    assert {reason.reason for reason in details.refused if reason.name == "Ly sứ Mộc"} == {
        "Thẻ thành viên này đang bị khoá."
    }
    assert loyal.shop.person(OWNER)
