"""The monthly statements in the books: month by month, in sums, each with its paper."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.loyalty.giving import Cause, CauseMonth
from pos_desktop.loyalty.partners import Tally
from pos_desktop.services.members.benefits.giving import CauseStatement
from pos_desktop.services.members.benefits.partners import PartnerMonth
from pos_desktop.ui.books.statements import StatementPorts, StatementsController
from pos_desktop.ui.ops import InlineOps
from pos_desktop.wording import set_language
from tests.ui.books.test_books import TODAY, Office, raise_again

MONTH = date(2026, 11, 1)
CAUSE = CauseStatement(Cause("school", "Sách", "Quỹ"), CauseMonth("school", 20_000, 120, 12_000, 25_000, 7_000))
BAKERY = PartnerMonth("bakery", "Bánh Mì Sáu", MONTH, Tally(3, 60_000), Tally(1, 20_000), 16_000, has_key=True)


@dataclass
class FakeMonths:
    """Causes and partners of any month, and what was asked and promised."""

    causes_: tuple = (CAUSE,)
    partners_: tuple = (BAKERY,)
    refusal: Exception | None = None
    asked: list = field(default_factory=list)
    promised: list = field(default_factory=list)

    def statement(self, month):
        self.asked.append(month)
        if self.refusal:
            raise self.refusal
        return self.causes_

    def months(self, month):
        return self.partners_

    def promise(self, subject, language):
        self.promised.append((subject, language))


@dataclass
class Statements:
    """The controller and what it told."""

    found: FakeMonths = field(default_factory=FakeMonths)
    printer: str = "lp"
    said: list = field(default_factory=list)

    def __post_init__(self):
        ops = InlineOps(bug=raise_again)
        ports = StatementPorts(self.found, self.found, self.found.promise, self.printer)
        self.controller = StatementsController(ports, ops, ops, TODAY)
        self.controller.toast.connect(lambda view, _act: self.said.append(view.text))

    @property
    def view(self):
        return self.controller.view


def flat(rows):
    return {row.label.replace("\u00a0", " "): row.amount.replace("\u00a0", " ") for row in rows}


def test_a_month_tells_causes_and_neighbours_in_sums(qapp):
    told = Statements()
    told.controller.open(date(2026, 11, 9))
    assert told.view.title == "Bản kê tháng 11/2026"
    cause, partner = told.view.parties
    assert flat(cause.rows) == {
        "Tháng trước chuyển sang": "20.000 ₫", "Khách quyên góp 120 điểm": "12.000 ₫",
        "Đã chuyển trong tháng": "−25.000 ₫", "Còn phải chuyển": "7.000 ₫",
    }  # fmt: skip
    assert flat(partner.rows) == {
        "Phiếu mình phát, dùng ở bên đó: 3 phiếu": "60.000 ₫", "Phiếu bên đó, mình đã nhận: 1 phiếu": "20.000 ₫",
        "Bên đó phải trả": "16.000 ₫",
    }  # fmt: skip


def test_months_go_back_and_never_beyond_today(qapp):
    told = Statements()
    told.controller.open(TODAY)
    assert not told.view.may_go_on
    told.controller.go(1)
    told.controller.go(-2)
    assert told.view.title == "Bản kê tháng 09/2026"
    assert told.view.may_go_on
    assert told.found.asked == [MONTH, MONTH, date(2026, 9, 1)]


def test_a_statement_is_promised_by_party_and_month(qapp):
    told = Statements()
    told.controller.open(TODAY)
    for party in told.view.parties:
        told.controller.print(party.key)
    assert told.found.promised == [("cause-month:2026-11:school", "vi"), ("partner-month:2026-11:bakery", "vi")]
    assert told.said == ["Đang in bản kê"] * 2


def test_without_a_printer_it_says_so(qapp):
    told = Statements(printer="")
    told.controller.open(TODAY)
    told.controller.print(told.view.parties[0].key)
    assert told.found.promised == []
    assert told.said == ["Chưa chọn máy in nên không in được"]


def test_an_empty_month_and_a_refusal_say_why(qapp):
    told = Statements(FakeMonths((), ()))
    told.controller.open(TODAY)
    assert told.view.told == "Tháng này chưa có quỹ hay đối tác nào."
    told.found.refusal = EnvironmentProblem(Trouble.DATABASE_LOCKED)
    told.controller.go(-1)
    assert told.view.parties == ()
    assert told.view.told not in ("", "Tháng này chưa có quỹ hay đối tác nào.")


@pytest.fixture
def screen(dressed, qtbot):
    from pos_desktop.ui.books.screen import BooksScreen

    office, told = Office(), Statements()
    made = BooksScreen(office.controller, office.proof, told.controller)
    qtbot.addWidget(made)
    made.resize(1024, 708)
    office.controller.load()
    made.show()
    made.told = told
    return made


def test_the_books_open_the_month_on_show_and_print_from_the_sheet(screen):
    screen.months.click()
    sheet = screen.statements
    assert sheet.isVisible()
    assert [party.verb.accessibleName() for party in sheet.parties] == ["In bản kê Sách", "In bản kê Bánh Mì Sáu"]
    sheet.parties[1].verb.click()
    assert screen.told.found.promised == [("partner-month:2026-11:bakery", "vi")]
    QTest.keyClick(sheet, Qt.Key.Key_Left)
    assert screen.told.view.title == "Bản kê tháng 10/2026"
    sheet.earlier.click()
    assert screen.told.view.title == "Bản kê tháng 09/2026"
    sheet.later.click()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_the_sheet_speaks_the_language_in_force(screen):
    screen.months.click()
    before = screen.statements.parties[0].verb.text()
    set_language("en")
    try:
        screen.statements.retranslate()
        screen.told.controller.refresh()
        assert screen.statements.parties[0].verb.text() != before
    finally:
        set_language("vi")


def test_a_statement_is_drawn_and_handed_to_who_asks_where(qapp):
    found, drawn, saved, ops = FakeMonths(), [], [], InlineOps(bug=raise_again)
    ports = StatementPorts(
        found, found, found.promise, "", lambda key, language: drawn.append((key, language)) or key, saved.append
    )
    controller = StatementsController(ports, ops, ops, TODAY)
    controller.open(TODAY)
    controller.save(controller.view.parties[0].key)
    assert drawn == [("cause-month:2026-11:school", "vi")]
    assert saved == ["cause-month:2026-11:school"]
