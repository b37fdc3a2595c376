"""Consent at the screen: the text is there to be read out, nothing is chosen beforehand, the answer shows at once."""

import pytest

from pos_desktop.ui.models.views import Tone
from pos_desktop.wording import consents
from tests.ui.members.conftest import ANH

TITLE = "Khách đồng ý cho cửa hàng"


def lines(desk):
    return {line.title: line for line in desk.section("more", TITLE).lines}


def test_every_purpose_stands_there_and_none_is_given(desk):
    shown = lines(desk.show(ANH))
    assert list(shown) == [consents.purpose_name(purpose) for purpose in consents.PURPOSES]
    assert {line.amount for line in shown.values()} == {"chưa hỏi"}


def test_the_text_is_read_out_and_the_answer_is_the_member_s(cashier):
    view = cashier.show(ANH).fill(("consent", "partners"))
    assert consents.consent_text("partners") in view.notes[0]
    assert [field.chosen for field in view.fields] == [""]
    cashier.deeds.confirm()
    assert cashier.errors() == {"given": "Hỏi khách rồi chọn câu trả lời."}
    assert cashier.shop.count("consent") == 0

    cashier.deeds.type("given", "yes")
    cashier.deeds.confirm()
    line = lines(cashier)["Chia sẻ với đối tác"]
    assert (line.amount, line.tone, line.deed.id) == ("đồng ý", Tone.PAY, ("withdraw", "partners"))
    assert line.below == (f"02/03/2026 09:00 · {cashier.name} · K1", f"bản {consents.NEWEST}")


def test_a_no_is_kept_too(desk):
    desk.show(ANH).fill(("consent", "profiling"), given="no")
    desk.deeds.confirm()
    assert lines(desk)["Chọn ưu đãi theo món đã mua"].amount == "không đồng ý"
    assert desk.said == ["Đã ghi: khách không đồng ý"]


@pytest.mark.parametrize("times", [1, 2])
def test_withdrawing_asks_for_nothing(desk, times):
    for _time in range(times):
        desk.show(ANH).fill(("consent", "marketing"), given="yes")
        desk.deeds.confirm()
        view = desk.fill(("withdraw", "marketing"))
        assert view.fields == ()
        desk.deeds.confirm()
    assert lines(desk)["Nhận tin và ưu đãi"].amount == "không đồng ý"
    assert desk.shop.count("consent") == 2 * times
