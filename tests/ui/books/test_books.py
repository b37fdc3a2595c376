"""The books of points on screen: ranges, the mark, what is owed, ageing, and the proof."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble
from pos_desktop.loyalty.liability import Age, Breakage, Held, Movement
from pos_desktop.loyalty.rows import Problem
from pos_desktop.services.office.loyalty_books import PointBooks
from pos_desktop.services.office.owed import OwedBeside
from pos_desktop.services.office.proofs.verification import Verdict
from pos_desktop.ui.books.controller import BooksController
from pos_desktop.ui.books.proof import ProofController
from pos_desktop.ui.books.screen import BooksScreen
from pos_desktop.ui.ops import InlineOps
from pos_desktop.wording import set_language

NBSP = "\u00a0"
TODAY = date(2026, 11, 21)
MOVE = Movement(TODAY, TODAY, 441_600, 2_108, 40, 500, 1_240, 320, 29, 10, 442_649)
AGES = (
    Age(date(2026, 11, 1), 12_400, 1_240_000), Age(date(2026, 12, 1), 48_000, 4_800_000),
    Age(date(2027, 1, 1), 96_000, 9_600_000), Age(None, 1_200, 120_000),
)  # fmt: skip
BOOKS = PointBooks(MOVE, Held(440_000, 2_700, 51, 0), 100, AGES, Breakage(8_000, 40_000), (MOVE,))
OWED = OwedBeside(1_500_000, 2_350_000, 200_000, 84_000)
VERDICT = Verdict(18_221, 36_442, 20_111, 54_020, ())


def raise_again(error):
    raise error


@dataclass
class FakeBooks:
    """The books, and what was asked of them."""

    found: PointBooks = BOOKS
    refusal: Exception | None = None
    asked: list = field(default_factory=list)

    def range(self, first, last):
        self.asked.append((first, last))
        if self.refusal:
            raise self.refusal
        return self.found


@dataclass
class FakeOwed:
    """What is owed beside."""

    found: OwedBeside = OWED

    def on(self, day):
        return self.found


@dataclass
class FakeProof:
    """A proof of three checks; `between` is called before each."""

    verdict: Verdict = VERDICT
    refusal: Exception | None = None
    between: list = field(default_factory=list)

    def watched(self, on_progress):
        if self.refusal:
            raise self.refusal
        for done in range(3):
            for call in self.between:
                call(done)
            if not on_progress(done, 3):
                return None
        return self.verdict


class Office:
    """The controllers over stand-ins; work happens at once."""

    def __init__(self):
        self.books, self.owed, self.prover, self.left = FakeBooks(), FakeOwed(), FakeProof(), []
        ops = InlineOps(bug=raise_again)
        self.controller = BooksController(self.books, self.owed, ops, TODAY)
        self.proof = ProofController(self.prover, ops)
        self.proof._told.disconnect()
        self.proof._told.connect(self.proof.show_progress)
        self.controller.left.connect(lambda: self.left.append(True))

    @property
    def view(self):
        return self.controller.view


@pytest.fixture
def office(qapp):
    made = Office()
    made.controller.load()
    return made


@pytest.fixture
def screen(dressed, qtbot, office):
    made = BooksScreen(office.controller, office.proof)
    qtbot.addWidget(made)
    made.resize(1024, 708)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is made)
    return made


def rows(views):
    return {view.label: view.amount for view in views}


# what is told


def test_the_rows_lead_from_the_opening_to_the_closing(office):
    assert [view.amount for view in office.view.rows] == [
        f"441.600{NBSP}điểm", f"+2.108{NBSP}điểm", f"+40{NBSP}điểm", f"+500{NBSP}điểm", f"\u22121.240{NBSP}điểm",
        f"\u2212320{NBSP}điểm", f"\u221229{NBSP}điểm", f"\u221210{NBSP}điểm",
    ]  # fmt: skip
    assert office.view.closing.amount == f"442.649{NBSP}điểm"
    assert (office.view.ties, office.view.mark) == (True, "Khớp sổ đến từng điểm")


def test_books_that_do_not_tie_say_since_when(office):
    wrong = replace(MOVE, closing=MOVE.closing + 3)
    office.books.found = replace(BOOKS, movement=wrong, days=(wrong,))
    office.controller.load()

    assert (office.view.ties, office.view.mark) == (
        False, "Lệch sổ, ngày đầu tiên là 21/11/2026. Nhấn «Đối chiếu sổ».",
    )  # fmt: skip


def test_what_is_owed_is_told_with_debts_and_other_money_apart(office):
    view = office.view

    assert view.liability == f"44.270.000{NBSP}₫"
    assert view.worth == f"442.700{NBSP}điểm, mỗi điểm 100{NBSP}₫"
    assert rows(view.owed)["Khách còn nợ, tính riêng"] == f"51{NBSP}điểm · 5.100{NBSP}₫"
    assert rows(view.owed)["Dự tính khách sẽ dùng"] == f"35.416.000{NBSP}₫"
    assert rows(view.beside) == {
        "Thẻ quà chưa dùng": f"1.500.000{NBSP}₫", "Ví trả trước của khách": f"2.350.000{NBSP}₫",
        "Tiền tặng khi nạp": f"200.000{NBSP}₫", "Quyên góp phải chuyển": f"84.000{NBSP}₫",
    }  # fmt: skip


def test_breakage_is_the_shops_own_or_is_not_told(office):
    assert office.view.breakage == f"Điểm bỏ phí của quán: 20%, là 8.000{NBSP}điểm trong 40.000{NBSP}điểm đã kết thúc"
    office.books.found = replace(BOOKS, breakage=Breakage(3, 100))
    office.controller.load()

    assert office.view.breakage == "Điểm bỏ phí của quán: chưa đủ số liệu"
    assert "Dự tính khách sẽ dùng" not in rows(office.view.owed)


def test_ageing_is_drawn_against_the_largest_month(office):
    assert [(age.month, age.parts) for age in office.view.ages] == [
        ("11/2026", 129), ("12/2026", 500), ("01/2027", 1000), ("Không hết hạn", 12),
    ]  # fmt: skip
    office.books.found = replace(BOOKS, ageing=())
    office.controller.load()
    assert office.view.no_ages == "Không còn điểm nào của khách."


def test_everything_is_told_again_in_another_language(office):
    set_language("en")
    try:
        assert office.view.mark == "The books tie to the point"
        assert office.view.title == "Books of points"
    finally:
        set_language("vi")


# ranges


def test_days_go_back_and_on_but_never_beyond_today(office):
    office.controller.go(-1)
    office.controller.go(1)
    office.controller.go(1)

    yesterday = TODAY - timedelta(days=1)
    assert office.books.asked == [(TODAY, TODAY), (yesterday, yesterday), (TODAY, TODAY), (TODAY, TODAY)]
    assert not office.view.may_go_on


def test_a_longer_range_ends_with_the_same_day_and_moves_by_its_length(office):
    office.controller.choose_span(7)
    office.controller.go(-1)

    assert office.books.asked[1:] == [
        (date(2026, 11, 15), TODAY), (date(2026, 11, 8), date(2026, 11, 14)),
    ]  # fmt: skip
    assert office.view.days == "08/11 – 14/11/2026"
    assert office.view.may_go_on


def test_an_answer_to_an_older_question_is_dropped(office):
    office.controller._done(0, (replace(BOOKS, point_value=1), OWED))

    assert office.view.worth.endswith(f"100{NBSP}₫")


def test_what_cannot_be_read_is_said(office):
    office.books.refusal = EnvironmentProblem(Trouble.DATABASE_LOCKED)
    office.controller.load()

    assert office.view.rows == ()
    assert office.view.trouble.startswith("Dữ liệu đang bận")


# the proof


def test_the_proof_tells_its_progress_and_then_line_by_line(office):
    seen = []
    office.proof.changed.connect(seen.append)
    office.proof.start()

    assert [view.progress for view in seen] == [0, 0, 333, 666, None]
    assert seen[2].status == "Đã xong 1 trong 3 phần"
    final = office.proof.view
    assert final.status.startswith("Đã xem 18.221 hoá đơn, 36.442 bút toán điểm")
    assert len(final.lines) == 8
    assert all(line.is_right for line in final.lines)
    assert final.lines[0].text == "Tệp dữ liệu nguyên vẹn: đúng"


def test_what_is_wrong_stands_in_its_line_with_the_first_place(office):
    office.prover.verdict = replace(VERDICT, problems=(
        Problem("lot", "lot", "l1", "replayed 3, kept 5"), Problem("lot", "lot", "l2", "x"),
        Problem("rollup", "sale", "s1", "new kind"),
    ))  # fmt: skip
    office.proof.start()

    wrong = [line for line in office.proof.view.lines if not line.is_right]
    assert [(line.text, line.detail) for line in wrong] == [
        ("Từng lô điểm: 2 chỗ sai", "lot l1: replayed 3, kept 5"), ("rollup: 1 chỗ sai", "sale s1: new kind"),
    ]  # fmt: skip


def test_stopping_ends_it_without_a_verdict(office):
    office.prover.between.append(lambda done: office.proof.stop() if done == 1 else None)
    office.proof.start()

    assert (office.proof.view.status, office.proof.view.lines) == ("Đã dừng.", ())


def test_a_refused_proof_is_said(office):
    office.prover.refusal = Rejected(Code.NOT_ALLOWED)
    office.proof.start()

    assert office.proof.view.status
    assert office.proof.view.progress is None


# hands


def test_the_screen_shows_what_the_view_tells(screen, office):
    assert screen.days.text() == "21/11/2026"
    assert screen.liability.text() == f"44.270.000{NBSP}₫"
    assert screen.mark.text.text() == "Khớp sổ đến từng điểm"
    assert not screen.later.isEnabled()
    assert screen.ages._grid.rowCount() >= 4


def test_keys_go_through_the_days_and_out(screen, office):
    QTest.keyClick(screen, Qt.Key.Key_Left)
    assert screen.days.text() == "20/11/2026"
    QTest.keyClick(screen, Qt.Key.Key_Right)
    QTest.keyClick(screen, Qt.Key.Key_Escape)

    assert office.left == [True]


def test_buttons_do_the_same(screen, office):
    screen.earlier.click()
    screen.spans.chips()[2].click()
    assert office.books.asked[-1] == (date(2026, 10, 22), date(2026, 11, 20))
    screen.later.click()
    screen.back.click()

    assert office.left == [True]


def test_the_proof_opens_its_sheet_and_closing_it_stops_it(screen, office):
    screen.prove.click()
    assert screen.sheet.isVisible()
    assert len(screen.sheet.lines) == 8
    screen.sheet.close_sheet()

    assert office.proof._stop.is_set()


def test_waiting_shows_grey_bars_and_trouble_a_sentence(dressed, qtbot):
    bare = Office()
    made = BooksScreen(bare.controller, bare.proof)
    qtbot.addWidget(made)
    made.show()
    assert made._skeleton.isVisible()
    bare.books.refusal = EnvironmentProblem(Trouble.DATABASE_LOCKED)
    bare.controller.load()

    assert not made._skeleton.isVisible()
    assert made.trouble.isVisible()
