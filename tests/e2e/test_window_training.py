"""A lesson at the real window: everything can be done in it, and nothing of it is there afterwards."""

import signal
import subprocess
import sys

import pytest
from PySide6.QtTest import QTest
from shiboken6 import isValid

from pos_desktop.app.hands import wait, wait_until
from pos_desktop.cli.cards import write_card
from pos_desktop.selling.permissions import Role
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.services.office.proofs.verification import Verification
from pos_desktop.services.shop.opening import open_till
from pos_desktop.services.shop.people import People
from pos_desktop.ui.login.screen import LoginScreen
from pos_desktop.ui.models.views import ToastKind, ToastView
from pos_desktop.ui.receipts.screen import ReceiptsScreen
from pos_desktop.ui.shift.drawer_screen import DrawerScreen
from pos_desktop.ui.shift.screen import ShiftScreen
from pos_desktop.ui.shift.view import Step
from printing.paper import thermal
from printing.paper.document import Mark
from printing.virtual.machine import VirtualPrinter
from tests.support.live_till import F5, F9, F12, read_rows
from tests.support.shop import QUICK
from tests.support.whole_file import everything

PHONE = "0900000003"
MARK = Mark("TẬP HUẤN")


@pytest.fixture
def paper():
    with VirtualPrinter() as printer:
        yield printer


@pytest.fixture
def documents(monkeypatch):
    """What was drawn for the printer."""
    drawn, render = [], thermal.render

    def keep(document, profile):
        drawn.append(document)
        return render(document, profile)

    monkeypatch.setattr(thermal, "render", keep)
    return drawn


def sell_in_lesson(till):
    """Take the till into a lesson, as who is signed in."""
    till.window.menu.training.trigger()
    till.window._confirm.verb.click()
    wait_until(till.window.training.isVisible, "the lesson")
    till.wait_for_sale()


def end(till):
    till.window.menu.training.trigger()
    till.window._confirm.verb.click()
    wait_until(lambda: not till.program.lessons.is_on, "the end")
    wait_until(lambda: till.is_on(LoginScreen) and till.program.flow.login.view.people, "login")


def sell_to_member(till):
    desk = till.desk
    till.scan(*till.codes())
    till.scan_member(desk.members.card_of(desk.members.find(PHONE).row.id))
    till.hands.key(F5)
    wait_until(lambda: till.sale.basket.order.redeem, "the points")
    till.pay()
    return desk.sales.last()


def give_back(till):
    till.window.menu.offices["receipts"].trigger()
    wait_until(lambda: till.is_on(ReceiptsScreen), "receipts")
    screen = till.window.area.currentWidget()
    giving = screen._controller.giving
    wait_until(lambda: giving.detail, "the receipt")
    giving.take_all()
    giving.write_reason("tap")
    wait_until(lambda: giving.preview, "both legs")
    screen._controller.refund()
    till.window._confirm.verb.click()
    wait_until(lambda: lesson_rows(till, "SELECT 1 FROM refund"), "the refund")
    wait_until(lambda: not giving.is_busy, "the answer")
    screen.leave.click()
    till.wait_for_sale()


def close_shift(till):
    till.window.menu.offices["shift"].trigger()
    wait_until(lambda: till.is_on(DrawerScreen), "the shift")
    screen = till.window.area.currentWidget()
    wait_until(lambda: screen._controller.view.told, "what the shift is")
    screen.pages[Step.OVERVIEW].close_shift.click()
    panel = screen.pages[Step.COUNT].panel
    wait_until(panel.isVisible, "the count")
    QTest.keyClicks(panel.fields[500_000], "2")
    screen.pages[Step.COUNT].verb.click()
    wait_until(lambda: screen._controller.view.step is Step.COMPARE, "the comparison")
    assert screen._controller.view.variance.amount == "0\u00a0₫"
    screen.pages[Step.COMPARE].verb.click()
    wait_until(lambda: screen._controller.view.step is Step.DONE, "the Z")
    screen.pages[Step.DONE].verb.click()
    wait_until(lambda: till.is_on(ShiftScreen), "the next shift")


def lesson_rows(till, statement):
    return read_rows(till.folder / "training", statement)


def test_a_whole_lesson_is_gone_afterwards_but_for_two_rows_of_the_journal(start, paper, documents):
    till = start(printer=paper.uri)
    till.sign_in("Mộc")
    till.wait_for_sale()
    till.scan(*till.codes(2))
    kept, before = till.order, everything(till.folder / "shop.db")
    phones = [row["e164"] for row in till.rows("SELECT e164 FROM member_phone")]

    sell_in_lesson(till)
    assert till.order.is_empty
    sale = sell_to_member(till)
    give_back(till)
    close_shift(till)
    wait_until(lambda: len(documents) == 3, "receipt, refund and Z")
    paper.wait_for_jobs(3)
    assert sale.number == "TH-000001"
    assert Verification(till.desk.till).run().problems == ()
    raw = b"".join(path.read_bytes() for path in (till.folder / "training").iterdir())
    end(till)

    assert all(paper_.elements[0] == paper_.elements[-2] == MARK for paper_ in documents)
    assert paper.printed().drawer_pulses == []
    assert len(phones) > 20
    assert not [phone for phone in phones if phone.encode() in raw or phone[3:].encode() in raw]
    after = everything(till.folder / "shop.db")
    assert {table for table in after if after[table] != before[table]} == {"journal"}
    assert [row["kind"] for row in after["journal"][len(before["journal"]) :]] == ["training_begun", "training_ended"]
    assert not (till.folder / "training").exists()
    assert not till.window.training.isVisible()

    till.sign_in("Mộc")
    till.wait_for_sale()
    wait_until(lambda: till.order.lines, "the order")
    assert (till.order.id, till.order.lines) == (kept.id, kept.lines)
    documents.clear()
    till.pay()
    wait_until(lambda: documents, "a receipt")
    assert MARK not in documents[0].elements
    wait_until(lambda: paper.printed().drawer_pulses, "the drawer of the real till")
    assert Verification(till.desk.till).run().problems == ()


def test_jobs_of_the_shop_wait_while_a_lesson_prints(start, paper, documents):
    till = start(printer=paper.uri)
    till.begin()
    real = till.desk
    sell_in_lesson(till)
    sale = real.sales.last()
    real.outbox.reprint(sale.id, "receipt", "vi", real.people.by_name("Mộc").id)
    till.scan(*till.codes(1))
    till.pay()
    paper.wait_for_jobs(1)
    assert [job.state for job in real.outbox.jobs_of(sale.id) if job.kind == "receipt"][-1] == "queued"
    assert documents[0].title == "TH-000001"
    end(till)
    paper.wait_for_jobs(2)
    assert documents[1].title == sale.number


def test_nothing_of_the_one_is_left_while_the_other_is_on(start):
    till = start()
    till.begin()
    for _round in range(2):
        real, area = till.program.flow, till.window.area
        sell_in_lesson(till)
        lesson = till.program.flow
        wait_until(lambda real=real: not isValid(real), "the end of the real till's screens")
        assert area.count() == 1
        end(till)
        wait_until(lambda lesson=lesson: not isValid(lesson), "the end of the lesson's screens")
        till.sign_in()
        till.wait_for_sale()
        assert area.count() == 1
    assert till.window.top.search.isEnabled()


def test_a_card_that_was_waited_for_is_asked_about_again(start):
    till = start()
    till.begin()
    till.scan(*till.codes(1))
    till.hands.key(F9)
    till.payment.choose(TenderKind.CARD)
    till.hands.enter()
    wait_until(lambda: till.payment.state.waiting, "the card")
    sell_in_lesson(till)
    till.scan(*till.codes(1))
    till.pay()
    end(till)
    till.sign_in()
    wait_until(lambda: till.program.flow.selling and till.payment.state.waiting, "the question")
    assert till.sale.step == "payment"


def test_what_a_toast_of_the_till_offers_is_not_done_in_a_lesson(start):
    till = start()
    till.begin()
    done = []
    till.window.toast(ToastView(ToastKind.WARN, "x", "y"), lambda: done.append(1))
    offered = till.window.toasts.toast
    sell_in_lesson(till)
    assert till.window.toasts.toast is not offered
    end(till)
    assert done == []


def test_the_bar_is_on_the_login_too_and_whoever_comes_may_end_the_lesson(start):
    till = start(language="en")
    till.begin()
    sell_in_lesson(till)
    till.hands.key(F12)
    wait_until(lambda: till.is_on(LoginScreen), "login")
    assert till.window.training.isVisible()
    assert till.window.training.text.text() == "TRAINING – no money and no points count"
    end(till)
    people = {person.id: person.name for person in till.program.flow.login.view.people}
    assert people[till.program.flow.login.view.chosen] == "Lan"
    assert not till.window.menu.training.isEnabled()


def test_somebody_else_ends_the_lesson_and_is_named(start):
    till = start()
    till.begin()
    sell_in_lesson(till)
    till.hands.key(F12)
    till.sign_in("Hoa")
    till.wait_for_sale()
    end(till)
    people = {person.id: person.name for person in till.program.flow.login.view.people}
    assert people[till.program.flow.login.view.chosen] == "Hoa"
    told = till.rows("SELECT kind, staff_id FROM journal WHERE kind LIKE 'training_%' ORDER BY seq")
    assert [(row["kind"], people[row["staff_id"]]) for row in told] == [
        ("training_begun", "Lan"), ("training_ended", "Hoa"),
    ]  # fmt: skip


def test_staying_is_the_safe_answer_at_both_doors(start):
    till = start()
    till.begin()
    till.window.menu.training.trigger()
    till.window._confirm.keep.click()
    assert not till.program.lessons.is_on
    sell_in_lesson(till)
    till.window.menu.training.trigger()
    till.window._confirm.keep.click()
    till.scan(*till.codes(1))
    assert till.program.lessons.is_on
    assert till.order.lines


def test_who_keeps_the_books_does_not_enter(start, shop_folder):
    till = open_till(shop_folder)
    with till.db.write() as tx:
        People(till, QUICK).add(tx, "Ke toan", Role.ACCOUNTANT, "604815", position=-1)
    till.db.close()
    live = start()
    live.sign_in("Ke toan", "604815")
    wait(1)
    live.window.menu.training.trigger()
    assert not live.window.is_asking
    assert live.toast
    assert not live.program.lessons.is_on
    assert not live.rows("SELECT 1 FROM journal WHERE kind = 'training_begun'")


def test_a_window_that_is_closed_ends_its_lesson(start):
    till = start()
    till.begin()
    sell_in_lesson(till)
    assert (till.folder / "training" / "shop.db").exists()
    till.close()
    assert not (till.folder / "training").exists()
    assert till.rows("SELECT staff_id FROM journal WHERE kind = 'training_ended'")[0]["staff_id"]


def test_a_card_of_a_lesson_says_so(start, tmp_path, monkeypatch):
    drawn = []
    monkeypatch.setattr("pos_desktop.cli.cards.card_pdf", lambda holder, _terms: drawn.append(holder) or b"")
    till = start()
    till.begin()
    sell_in_lesson(till)
    write_card(till.desk, PHONE, pdf=tmp_path / "card.pdf")
    assert drawn[0].shop == "TẬP HUẤN · Cà phê Mộc"


_CRASH = """
import os, signal, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from tests.e2e.test_window_training import sell_in_lesson
from tests.support.live_till import LiveTill
till = LiveTill(Path(sys.argv[1]))
till.begin()
till.scan(*till.codes())
sell_in_lesson(till)
till.scan(till.codes()[0])
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.crash
def test_after_a_kill_in_a_lesson_the_real_till_starts_with_its_order(start, shop_folder):
    killed = subprocess.run([sys.executable, "-c", _CRASH, str(shop_folder)], check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL, "the fault must have fired"
    assert (shop_folder / "training" / "shop.db").exists()

    till = start()
    till.begin()
    wait_until(lambda: till.order.lines, "the order")
    assert not till.window.training.isVisible()
    assert [line.qty for line in till.order.lines] == [1000] * 3
    assert not (shop_folder / "training").exists()
    told = [row["kind"] for row in till.rows("SELECT kind FROM journal WHERE kind LIKE 'training_%' ORDER BY seq")]
    assert told == ["training_begun", "training_ended"]
    till.pay()
