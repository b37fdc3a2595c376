"""The first fault of an edited programme is told by part, definition and field, and one tap leads to it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pos_desktop.ui.programme.faults import place_of, told
from pos_desktop.ui.programme.parts.every import PARTS
from tests.ui.programme.fakes import FULL


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.fixture
def full(office, screen):
    """The settings with something of every kind."""
    office.programmes.versions.append(FULL)
    office.controller.load()
    office.pass_time()
    return screen


def words(office, text):
    """A fault at a path, in words."""
    return told(place_of(PARTS, office.at(text)), office.controller.draft.plain, "sai")


def test_a_fault_is_told_by_part_definition_and_field(full, office):
    plain = office.controller.draft.plain["programme"]
    rule, wheel, voucher = plain["rules"][0]["name"], plain["wheels"][0]["name"], plain["vouchers"][0]["name"]

    assert words(office, "earn.per") == "Điểm · Cho mỗi: sai"
    assert words(office, "rules.0.name") == f"Luật tích điểm · {rule} · Tên luật: sai"
    assert words(office, "wheels.0.prizes.1.name") == f"Trò chơi · {wheel} · Các ô trên vòng quay · Tên: sai"
    assert words(office, "vouchers.0.code") == f"Phiếu, trả trước · {voucher} · Mã chung: sai"
    assert words(office, "tiers") == "Hạng · Bảng hạng: sai"
    assert words(office, "wheels") == "Trò chơi · Vòng quay: sai"


def test_one_tap_leads_into_the_field_that_is_wrong(full, office):
    office.controller.choose_part("rules")
    office.controller.add_entry()
    office.controller.choose_entry(0)
    office.controller.choose_part("limits")
    assert full.foot.fault.text() == "Luật tích điểm · Chưa đặt tên · Tên luật: Đặt tên để khách và thu ngân nhận ra."

    click(full.foot.go)
    last = len(office.controller.draft.plain["programme"]["rules"]) - 1
    edit = full.form.editor(office.at(f"rules.{last}.name")).edit
    assert (office.view.part, office.view.entries.chosen) == ("rules", last)
    assert QApplication.focusWidget() is edit

    QTest.keyClicks(edit, "Ngay ram")
    assert not full.foot.go.isVisible()
    assert full.foot.result.isVisible()


def test_a_fault_deep_in_a_form_is_brought_into_sight(full, office):
    office.controller.choose_part("games")
    office.controller.choose_page("wheels")
    last = len(office.controller.draft.plain["programme"]["wheels"][0]["prizes"]) - 1
    office.controller.pick(office.at(f"wheels.0.prizes.{last}.name"), "")
    office.controller.choose_part("points")

    click(full.foot.go)
    edit = full.form.editor(office.at(f"wheels.0.prizes.{last}.name")).edit
    QApplication.processEvents()
    assert QApplication.focusWidget() is edit
    assert edit.visibleRegion().boundingRect() == edit.rect()


def test_nowhere_to_go_where_nothing_is_wrong(full, office):
    assert office.controller.show_fault() == ()
    assert not full.foot.go.isVisible()
