"""What belongs to a neighbour or a wheel beside the programme: keys, rounds, and the sheets that tell them."""

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.loyalty.partners import Partner
from pos_desktop.loyalty.wheel import Prize, Wheel
from pos_desktop.services.members.benefits.partner_keys import PartnerKeys
from pos_desktop.ui.ops import InlineOps
from pos_desktop.ui.programme.beside import BesideController, BesidePorts
from pos_desktop.ui.programme.beside_card import BesideCard, BesideSheet
from pos_desktop.ui.programme.screen import ProgrammeScreen
from tests.support.shop import CASHIER, MANAGER
from tests.ui.programme.conftest import raise_again

BAKERY = Partner("bakery", "Bánh Mì Sáu", 7, 12, "", 3, 100_000)
WHEEL = Wheel("lucky", "Vòng quay", (
    Prize("ten", "10 điểm", 1, points=10, stock=5, cost=1_000), Prize("nothing", "Chúc may mắn", 3),
), 50_000)  # fmt: skip


class Beside:
    """The controller on real services, and what it told; questions are answered yes."""

    def __init__(self, shop, *, name=MANAGER, printer="lp"):
        self.shop, self.toasts, self.questions, self.sheets = shop, [], [], []
        desk = shop.desk
        ports = BesidePorts(
            PartnerKeys(desk.till, lambda size: "0f" * size), desk.wheels,
            lambda: [wheel.id for wheel in desk.programmes.current().wheels], desk.till.ids,
            lambda subject, language: desk.outbox.reprint_slip(subject, printer, language, shop.person(name).id),
            shop.person(name).id, printer,
        )  # fmt: skip
        self.controller = BesideController(ports, InlineOps(bug=raise_again))
        self.controller.toast.connect(lambda view, _act: self.toasts.append(view.text))
        self.controller.ask.connect(lambda view, accept: (self.questions.append(view.title), accept()))
        self.controller.sheet.connect(self.sheets.append)
        self.controller.load()

    def at(self, page, entry):
        self.controller.show(page, entry)
        return self

    @property
    def view(self):
        return self.controller.view

    @property
    def deeds(self):
        return [chip.id for chip in self.view.deeds]

    @property
    def sheet(self):
        return self.sheets[-1]


@pytest.fixture
def beside(qapp, shop):
    shop.under(partners=(BAKERY,), wheels=(WHEEL,))
    return Beside(shop)


def test_nothing_stands_beside_other_pages_nor_without_a_definition(beside):
    for page, entry in (("causes", "school"), ("partners", ""), ("", "")):
        assert beside.at(page, entry).view is None


def test_what_is_not_in_force_yet_has_to_be_saved_first(beside):
    for page in ("partners", "wheels"):
        view = beside.at(page, "new-one").view
        assert view.deeds == ()
        assert "Lưu chương trình trước" in view.lines[0]


def test_a_key_is_made_told_once_and_then_only_its_mark(beside):
    assert beside.at("partners", "bakery").deeds == ["make", "enter"]
    assert "Chưa có khoá" in beside.view.lines[0]
    beside.controller.do("make")
    assert beside.sheet.big == " ".join(["0F0F"] * 8)
    mark = PartnerKeys(beside.shop.till).all()[0].mark
    assert mark in beside.sheet.lines[1]

    beside.controller.close()
    assert beside.sheet is None
    assert mark in beside.view.lines[0]
    assert "0F0F" not in " ".join(beside.view.lines)
    assert beside.questions == []


def test_another_key_is_asked_about_first(beside):
    beside.at("partners", "bakery").controller.do("make")
    beside.controller.do("make")
    assert beside.questions == ["Thay khoá chung với Bánh Mì Sáu?"]


def test_a_key_is_typed_in_and_nonsense_is_told_under_the_line(beside):
    beside.at("partners", "bakery").controller.do("enter")
    assert (beside.sheet.label, beside.sheet.error) == ("Khoá chung", "")
    beside.controller.enter("không phải khoá")
    assert "32" in beside.sheet.error
    beside.controller.enter("0011 2233 4455 6677 8899 AABB CCDD EEFF")
    assert beside.sheet is None
    mark = PartnerKeys(beside.shop.till).all()[0].mark
    assert beside.toasts == [f"Đã lưu khoá. Mã đối chiếu: {mark}"]


def test_a_round_is_opened_shown_printed_again_and_closed_with_its_seed(beside):
    assert beside.at("wheels", "lucky").deeds == ["open"]
    beside.controller.do("open")
    assert beside.deeds == ["close", "again"]
    (running,) = beside.shop.desk.wheels.running()
    assert running.commitment in "".join(beside.view.lines[1].split())
    assert "50.000" in beside.view.lines[0]

    beside.controller.do("again")
    beside.controller.do("close")
    assert beside.questions == ["Đóng vòng quay?"]
    seed = beside.shop.rows("SELECT seed FROM wheel_round")[0].seed
    assert beside.sheet.big.replace(" ", "") == seed
    assert beside.deeds == ["open"]
    rows = beside.shop.rows("SELECT subject_id, copy FROM outbox WHERE kind = 'slip' ORDER BY at, subject_id, copy")
    assert [(row.subject_id.partition(":")[0], row.copy) for row in rows] == [("round", 0), ("round", 1), ("seed", 0)]


def test_without_a_printer_rounds_go_on_and_nothing_is_promised(qapp, shop):
    shop.under(wheels=(WHEEL,))
    beside = Beside(shop, printer="").at("wheels", "lucky")
    beside.controller.do("open")
    assert (beside.deeds, beside.toasts) == (["close"], ["Đã mở vòng quay"])
    assert shop.count("outbox") == 0


def test_who_may_not_is_told_so_and_nothing_changes(qapp, shop):
    shop.under(partners=(BAKERY,), wheels=(WHEEL,))
    beside = Beside(shop, name=CASHIER).at("wheels", "lucky")
    beside.controller.do("open")
    beside.at("partners", "bakery").controller.do("make")
    assert len(beside.toasts) == 2
    assert shop.till.keys.partners == {}
    assert shop.desk.wheels.running() == ()
    assert not beside.view.busy
    assert Code.NOT_ALLOWED.value not in beside.toasts[0], "in words"


def test_the_sheet_goes_when_another_definition_is_chosen(beside):
    beside.at("partners", "bakery").controller.do("make")
    beside.at("wheels", "lucky")
    assert beside.sheet is None


def test_the_card_and_the_sheet_show_it(dressed, qtbot, beside, office):
    screen = ProgrammeScreen(office.controller, office.year, beside.controller)
    qtbot.addWidget(screen)
    screen.resize(1024, 708)
    screen.show()
    assert isinstance(screen.beside, BesideCard)
    assert isinstance(screen.beside_sheet, BesideSheet)
    beside.at("partners", "bakery")
    assert list(screen.beside.buttons) == ["make", "enter"]
    screen.beside.buttons["enter"].click()
    assert screen.beside_sheet.isVisible()
    screen.beside_sheet.line.edit.setText("00112233445566778899aabbccddeeff")
    screen.beside_sheet.verb.click()
    assert not screen.beside_sheet.isVisible()
    screen.beside.buttons["make"].click()
    assert screen.beside_sheet.big.text() == " ".join(["0F0F"] * 8)
    assert screen.beside_sheet.line.isHidden()
    screen.beside_sheet.close_sheet()
    assert screen.beside_sheet.big.text() == "" or not screen.beside_sheet.isVisible()


def test_choosing_a_definition_in_the_settings_chooses_what_stands_beside_it(dressed, qtbot, shop, office, qapp):
    beside = Beside(shop)
    screen = ProgrammeScreen(office.controller, office.year, beside.controller)
    qtbot.addWidget(screen)
    office.controller.choose_part("partners")
    assert screen.beside.isHidden()
    office.controller.add_entry()
    assert "Lưu chương trình trước" in beside.view.lines[0]
    office.controller.choose_part("points")
    assert beside.view is None
