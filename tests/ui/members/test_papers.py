"""Papers about a member: the welcome on paper, the statement of points on paper and as a file."""

import pytest

from pos_desktop.services.office.outbox import SlipOf
from tests.ui.members.conftest import ANH
from tests.ui.members.test_paper_of_deeds import slips, without_printer


@pytest.fixture
def desk_(desk):
    desk.acts = []
    desk.controller.toast.connect(lambda view, act: desk.acts.append((view.action, act)))
    return desk.show(ANH)


def test_a_welcome_is_printed_once_as_it_is_and_then_as_a_copy(desk_):
    for _time in range(2):
        desk_.fill("welcome")
        desk_.deeds.confirm()
    assert slips(desk_) == [("welcome", 0, "lp"), ("welcome", 1, "lp")]
    assert desk_.said[-1] == "Đang in phiếu chào mừng"


def test_the_welcome_has_a_button_where_there_is_a_printer(desk_):
    def buttons():
        desk_.controller.choose_tab("card")
        return [chip.id for section in desk_.controller.view.sections for chip in section.deeds]

    assert "welcome" in buttons()
    without_printer(desk_)
    assert "welcome" not in buttons()


def test_a_new_member_is_offered_the_welcome_and_nothing_is_printed_by_itself(desk_):
    desk_.controller.enrol()
    desk_.deeds.type("phone", "0933444555")
    desk_.deeds.confirm()
    action, act = desk_.acts[-1]
    assert (action, slips(desk_)) == ("In phiếu chào mừng", [])
    act()
    (subject,) = [row.subject_id for row in desk_.shop.rows("SELECT subject_id FROM outbox WHERE kind = 'slip'")]
    assert subject == SlipOf.WELCOME.subject(desk_.controller.detail.picture.row.id)


def test_a_statement_is_printed_for_the_days_that_were_typed(desk_):
    desk_.fill("statement", first="01/02/2026", day="28/02/2026")
    assert desk_.deeds.view.verb == "In sao kê"
    desk_.deeds.confirm()
    (subject,) = [row.subject_id for row in desk_.shop.rows("SELECT subject_id FROM outbox WHERE kind = 'slip'")]
    assert subject == f"points:2026-02-01:2026-02-28:{desk_.controller.detail.account_id}"


def test_a_statement_is_saved_as_a_file(desk_, tmp_path):
    desk_.fill("statement", way="file", path=str(tmp_path / "s.pdf"))
    assert desk_.deeds.view.verb == "Lưu sao kê"
    desk_.deeds.confirm()
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF-")
    assert desk_.said[-1] == f"Đã lưu {tmp_path / 's.pdf'}"
    assert slips(desk_) == []


def test_without_a_printer_it_begins_as_a_file(desk_):
    without_printer(desk_)
    desk_.fill("statement")
    assert desk_.deeds.view.verb == "Lưu sao kê"
    desk_.deeds.type("way", "paper")
    desk_.deeds.confirm()
    assert {field.key: field.error for field in desk_.deeds.view.fields}["way"]


@pytest.mark.parametrize(("texts", "key"), [
    ({"first": "hôm qua"}, "first"), ({"first": "02/03/2026", "day": "01/03/2026"}, "day"),
    ({"way": "file", "path": "/tmp/s.png"}, "path"),
])  # fmt: skip
def test_what_cannot_be_is_said_under_its_field(desk_, texts, key):
    desk_.fill("statement", **texts)
    desk_.deeds.confirm()
    assert {field.key: field.error for field in desk_.deeds.view.fields}[key]
    assert slips(desk_) == []
