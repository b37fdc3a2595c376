"""Deeds that hand out paper: slips of gifts and neighbours' vouchers, copies on request, cards of who shares one."""

from dataclasses import replace

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.loyalty.giving import Cause
from pos_desktop.loyalty.partners import Partner
from pos_desktop.loyalty.wheel import Prize, Wheel
from pos_desktop.services.members.benefits.wheels import OpenRound
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.ui.members.screen import MembersScreen
from tests.support.refusals import refused
from tests.support.shop import MANAGER
from tests.ui.members.conftest import ANH

KEY = "00112233445566778899aabbccddeeff"
WHEEL = Wheel("lucky", "Vòng quay", (
    Prize("ten", "10 điểm", 1_000_000, points=10, stock=5, cost=1), Prize("nothing", "Chúc may mắn", 1),
), 1_000_000)  # fmt: skip


@pytest.fixture
def giving(desk):
    """A manager before a member of a shop that has a cause, a neighbour and a wheel; `acts` is what toasts offer."""
    desk.shop.under(
        causes=(Cause("school", "Sách", "Quỹ Sách"),), wheels=(WHEEL,),
        partners=(Partner("bakery", "Bánh Mì Sáu", 7, 12, "", 3, 100_000),),
    )  # fmt: skip
    desk.shop.desk.partners.keep_key("bakery", KEY, desk.shop.person(MANAGER).id)
    desk.acts = []
    desk.controller.toast.connect(lambda view, act: desk.acts.append((view.action, act)))
    return desk.show(ANH)


def without_printer(desk):
    desk.controller.office = replace(desk.controller.office, printer="")


def slips(desk):
    rows = desk.shop.rows("SELECT subject_id, copy, printer FROM outbox WHERE kind = 'slip' ORDER BY at, copy")
    return [(row.subject_id.partition(":")[0], row.copy, row.printer) for row in rows]


def test_a_gift_prints_its_slip_and_the_toast_prints_a_copy(giving):
    giving.fill("give", points="50")
    giving.deeds.confirm()
    assert slips(giving) == [("gift", 0, "lp")]
    ((action, act),) = giving.acts
    assert action == "In lại phiếu"
    act()
    assert slips(giving) == [("gift", 0, "lp"), ("gift", 1, "lp")]
    assert giving.said[-1] == "Đang in lại phiếu"


def test_without_a_printer_a_gift_is_given_all_the_same(giving):
    without_printer(giving)
    giving.fill("give", points="50")
    giving.deeds.confirm()
    assert slips(giving) == []
    assert giving.acts == [("", None)]
    assert giving.shop.member(ANH).balance.available == 1_190


def test_points_become_a_neighbour_s_voucher_on_paper(giving):
    giving.fill("neighbour", points="20000")
    assert giving.lines() == {
        "Điểm dùng được bây giờ": "1.240\u00a0điểm", "Điểm phải đổi": "200\u00a0điểm",
        "Điểm dùng được sau đó": "1.040\u00a0điểm",
    }  # fmt: skip
    giving.deeds.confirm()
    assert slips(giving) == [("neighbour", 0, "lp")]
    assert giving.shop.member(ANH).balance.available == 1_040
    assert "Bánh Mì Sáu" in giving.said[-1]


@pytest.mark.parametrize("typed", ["20500", "0", "1000000", "mười"])
def test_a_value_that_no_voucher_can_say_is_refused_under_its_field(giving, typed):
    giving.fill("neighbour", points=typed)
    giving.deeds.confirm()
    assert list(giving.errors()) == ["points"]
    assert giving.shop.count("partner_voucher") == 0


def test_a_neighbour_s_voucher_is_not_issued_without_paper(giving):
    without_printer(giving)
    giving.fill("neighbour", points="20000")
    giving.deeds.confirm()
    assert "máy in" in giving.errors()["points"]
    assert giving.shop.member(ANH).balance.available == 1_240


def test_a_draw_prints_its_slip(giving):
    giving.shop.desk.wheels.open_round(OpenRound("open", "lucky", giving.shop.person(MANAGER).id))
    sale = giving.shop.sold(f"1 x PHỞ @ 100000; member {ANH}")
    giving.show(ANH).fill(("draw", sale.id, "lucky"))
    giving.deeds.confirm()
    assert slips(giving) == [("draw", 0, "lp")]
    assert giving.acts[-1][0] == "In lại phiếu"


def holder_of(desk):
    desk.fill("holder", name="Bé Na", points="200")
    desk.deeds.confirm()
    return desk.controller.detail.holders[0]


def test_a_person_gets_a_new_card_and_the_old_one_opens_nothing(giving):
    before = holder_of(giving)
    giving.fill(("holder-card", before.holder.id, "reissue"))
    assert giving.deeds.view.danger
    giving.deeds.confirm()
    (after,) = giving.controller.detail.holders
    assert after.card not in ("", before.card)
    assert giving.said[-1] == "Đã cấp thẻ mới cho Bé Na"
    with refused(Code.CARD_REVOKED):
        giving.shop.desk.members.find(before.card)


def test_a_person_is_taken_off_the_card(giving):
    before = holder_of(giving)
    giving.fill(("holder-card", before.holder.id, "retire"))
    giving.deeds.confirm()
    assert giving.controller.detail.holders == ()
    assert giving.said[-1] == "Đã bỏ Bé Na khỏi thẻ"
    with refused(Code.CARD_REVOKED):
        giving.shop.desk.members.find(before.card)


def test_every_deed_of_a_person_has_its_button_for_who_may(giving, cashier):
    who = holder_of(giving).holder.id
    deeds = [chip.id for chip in giving.section("card", "Dùng chung thẻ").deeds]
    assert deeds == [
        ("holder", who), ("save", "png", who), ("holder-card", who, "reissue"), ("holder-card", who, "retire"),
    ]  # fmt: skip
    assert cashier.show(ANH).section("card", "Dùng chung thẻ").deeds == ()


def test_the_card_of_a_person_is_saved_with_their_name_and_code(giving, tmp_path, monkeypatch):
    drawn = []
    monkeypatch.setattr("pos_desktop.cli.cards.card_png", lambda card: drawn.append(card) or b"picture")
    who = holder_of(giving)
    giving.fill(("save", "png", who.holder.id))
    code = giving.controller.detail.picture.row.code
    assert giving.deeds.view.fields[0].value.endswith(f"{code}-1.png")
    giving.deeds.type("path", str(tmp_path / "na.png"))
    giving.deeds.confirm()
    assert [(card.name, card.token) for card in drawn] == [("Bé Na", who.card)]
    assert (tmp_path / "na.png").read_bytes() == b"picture"


def test_a_deed_without_fields_shows_none_of_the_deed_before(giving, qtbot):
    screen = MembersScreen(giving.controller)
    qtbot.addWidget(screen)
    who = holder_of(giving).holder.id
    giving.fill("neighbour", points="20000")
    assert set(screen.sheet.fields) == {"partner", "points"}
    giving.deeds.close()
    giving.controller.do(("holder-card", who, "retire"))
    assert screen.sheet.fields == {}


def test_slips_are_named_by_what_they_are_about():
    assert {about.subject("x").partition(":")[0] for about in SlipOf} == {about.value for about in SlipOf}
