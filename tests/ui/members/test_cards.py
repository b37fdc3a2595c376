"""Cards from the screen of members: the list or picked ones, drawn beside the till, given once the journal knows."""

import pypdfium2
import pytest
import zxingcpp

from pos_desktop.cli.cards import hand_out
from pos_desktop.ui.members.cards import CardsController
from pos_desktop.ui.members.screen import MembersScreen
from tests.support.counter import inline
from tests.support.shop import CASHIER, MANAGER
from tests.ui.members.conftest import ANH, BINH, DAO, Desk


@pytest.fixture
def at(desk, tmp_path):
    return cards_of(desk, tmp_path / "cards.pdf")


def cards_of(desk, path):
    shop, person = desk.shop, desk.shop.person(desk.name)
    ops = inline()
    made = CardsController(
        desk.controller, shop.desk.card_sheets, person, ops, ops, lambda _name: str(path) if path else "",
        lambda batch, pdf, place: hand_out(shop.desk, person, batch, pdf, place),
    )  # fmt: skip
    made.path = path
    return made


def names_on(at):
    """Whose cards the file holds, by what their codes open."""
    page = pypdfium2.PdfDocument(at.path)[0]
    codes = zxingcpp.read_barcodes(page.render(scale=2.2).to_pil().convert("L"))
    members = at._members.office.desk.members
    return {members.find(code.text).row.name for code in codes}


def test_everybody_of_the_list(at, desk):
    at.open()
    at.start()

    assert names_on(at) == {ANH, BINH, DAO}
    assert at.view.status == f"Đã lưu 3 thẻ vào {at.path}."
    assert desk.shop.count("journal", "kind = 'export'") == 1


def test_whom_the_search_leaves(at, desk):
    desk.controller.search("van binh")
    at.open()
    at.start()

    assert names_on(at) == {BINH}


def test_picked_ones_and_one_taken_out_again(at, desk):
    desk.show(ANH)
    at.pick(desk.shop.member(DAO).row.account_id)
    at.open()
    at.choose("several")
    for name in (BINH, DAO):
        at.pick(desk.shop.member(name).row.account_id)
    assert [chip.label for chip in at.view.picked] == [ANH, BINH, DAO]
    at.drop(desk.shop.member(BINH).row.account_id)
    at.start()

    assert names_on(at) == {ANH, DAO}


def test_those_who_joined_lately(at, desk):
    desk.shop.rows("SELECT 1")
    with desk.shop.till.db.write() as tx:
        tx.exec_driver_sql("UPDATE member SET joined_on = '2020-01-01' WHERE code = 'TV000001'")
    at.open()
    at.type_since("31/02/2026")
    assert (at.view.can, bool(at.view.since_problem)) == (False, True)
    at.start()
    assert not at.path.exists()
    at.type_since("01/01/2021")
    at.start()

    assert names_on(at) == {BINH, DAO}


def test_nobody_is_said_and_nowhere_is_no_file(at, desk, tmp_path):
    desk.controller.search("khong co ai")
    at.open()
    at.start()
    assert "0 thẻ" in at.view.status
    nowhere = cards_of(desk, "")
    nowhere.start()
    assert list(tmp_path.glob("*.pdf")) == []
    assert desk.shop.count("journal", "kind = 'export'") == 0


def test_stopped_while_it_draws_there_is_no_file(at, desk, monkeypatch):
    monkeypatch.setattr(
        "pos_desktop.ui.members.cards.card_sheets_pdf",
        lambda holders, _terms, on_progress: at.stop() or (b"%PDF" if on_progress(1, len(holders)) else None),
    )
    at.open()
    at.start()

    assert at.view.status == "Đã dừng, không có tệp nào."
    assert not at.path.exists()
    assert desk.shop.count("journal", "kind = 'export'") == 0


@pytest.mark.parametrize(("name", "is_there"), [(MANAGER, True), (CASHIER, False)])
def test_the_button_is_there_for_who_may(qapp, dressed, qtbot, people, tmp_path, name, is_there):
    at = cards_of(Desk(people, name), tmp_path / "cards.pdf")
    screen = MembersScreen(at._members, at)
    qtbot.addWidget(screen)
    screen.resize(1024, 720)
    screen.show()

    assert screen.print_cards.isVisible() is is_there
    if is_there:
        screen.print_cards.click()
        assert screen.cards_sheet.isVisible()
        screen.cards_sheet.start.click()
        assert names_on(at) == {ANH, BINH, DAO}
    else:
        at.start()
        assert not at.path.exists()
