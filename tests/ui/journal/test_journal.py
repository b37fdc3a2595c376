"""The screen of the journal: rows in sentences, filters, one row whole, by keys alone, on every panel."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pos_desktop.services.office.exports import Exports
from pos_desktop.services.office.journal_pages import Group
from pos_desktop.ui.journal.controller import JournalController
from pos_desktop.ui.journal.export import ExportController
from pos_desktop.ui.journal.screen import JournalScreen
from tests.support.counter import inline
from tests.support.shop import MANAGER, Shop, copy_of
from tests.ui.tour import LONG, PANELS, EveryState, framed, on_panel, panel_name


@pytest.fixture
def sales(shop):
    shop.granted("Lan", 100)
    return [shop.sold("1 x PHỞ @ 55000"), shop.sold("3 x PHỞ @ 100000 -10%; member Lan")]


@pytest.fixture
def controller(qapp, shop, sales):
    made = JournalController(shop.desk, inline(), shop.person(MANAGER))
    made.load()
    return made


def sentences(controller):
    return [row.sentence.replace("\xa0", " ") for row in controller.list_view.rows]


def test_the_newest_row_comes_first_and_is_on_show(controller):
    assert sentences(controller)[:2] == ["Mộc bán K1-000002, 270.000 ₫", "Mộc bán K1-000001, 55.000 ₫"]
    shown = {row.label: row.amount.replace("\xa0", " ") for row in controller.detail.details}
    assert shown["3 × PHỞ"] == shown["Tiền mặt"] == "270.000 ₫"
    assert controller.detail.vouches.startswith("Dòng này giữ dấu của")


def test_filters_and_what_is_said_where_nothing_is(controller, shop, sales):
    controller.choose_group(Group.BY_HAND.value)
    assert sentences(controller) == ["Mộc bán K1-000002, 270.000 ₫"]
    controller.choose_person(shop.person(MANAGER).id)
    assert (controller.list_view.rows, controller.detail) == ((), None)
    assert controller.list_view.empty.action == "Xem tất cả"
    controller.search("K1-000777")
    assert controller.list_view.empty.hint == "Không tìm thấy hoá đơn này."
    assert controller.list_view.people[0].label == "Mọi người"


def exporting_of(shop, folder):
    ops = inline()
    return ExportController(Exports(shop.till), ops, ops, shop.person(MANAGER), folder)


@pytest.fixture
def exporting(qapp, shop, sales, tmp_path):
    return exporting_of(shop, tmp_path / "papers")


def test_a_file_is_written_told_and_kept_in_the_journal(exporting, controller, shop, tmp_path):
    exporting.ask(*controller.days)
    exporting.choose_form("jsonl")
    exporting.start()
    [path] = (tmp_path / "papers").iterdir()
    assert path.name == "nhat-ky-2026-03-02-2026-03-02.jsonl"
    lines = path.read_bytes().splitlines()
    assert exporting.view.status == f"Đã xuất {len(lines)} dòng vào {path}."
    assert (exporting.view.progress, shop.count("journal")) == (None, len(lines) + 1)
    assert shop.count("journal", "kind = 'export'") == 1


def test_a_stopped_export_leaves_nothing_and_is_no_row(exporting, controller, shop, tmp_path, monkeypatch):
    exporting.ask(None, controller.days[1])
    write = exporting._exports.write

    def stopped(*arguments):
        exporting.stop()
        return write(*arguments)

    monkeypatch.setattr(exporting._exports, "write", stopped)
    exporting.start()
    assert exporting.view.status == "Đã dừng, không có tệp nào."
    assert list((tmp_path / "papers").iterdir()) == []
    assert shop.count("journal", "kind = 'export'") == 0


def test_a_file_that_cannot_be_written_is_told(shop, sales, qapp, tmp_path):
    (tmp_path / "papers").write_text("no folder")
    made = exporting_of(shop, tmp_path / "papers" / "in")
    made.ask(None, shop.till.today())
    made.start()
    assert made.view.status.startswith("Không ghi được tệp")
    assert shop.count("journal", "kind = 'export'") == 0


@pytest.fixture
def screen(dressed, qtbot, controller, exporting):
    window = framed(JournalScreen(controller, exporting), "Hoa")
    window.resize(1024, 768)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.go_home()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return window.findChild(JournalScreen)


def test_by_keys_alone(screen, controller, qtbot):
    qtbot.keyClick(screen, Qt.Key.Key_Down)
    assert controller.detail.sentence.startswith("Mộc bán K1-000001")
    qtbot.keyClick(screen, Qt.Key.Key_Slash)
    qtbot.keyClicks(screen.search, "K1-000002")
    qtbot.waitUntil(lambda: len(controller.list_view.rows) == 1)
    left = []
    controller.left.connect(lambda: left.append(True))
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert (screen.search.text(), left) == ("", [])
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert left == [True]


def test_the_sheet_by_keys(screen, exporting, qtbot, tmp_path):
    qtbot.keyClick(screen, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is screen.sheet.start
    qtbot.keyClick(screen.sheet.start, Qt.Key.Key_Space)
    assert len(list((tmp_path / "papers").iterdir())) == 1
    qtbot.keyClick(screen.sheet, Qt.Key.Key_Escape)
    assert not screen.sheet.isVisible()


@pytest.fixture(scope="module")
def place(template, tmp_path_factory):
    shop = Shop(copy_of(template, tmp_path_factory.mktemp("journal") / "shop"))
    shop.granted(LONG, 100)
    for _n in range(12):
        shop.sold(f"3 x CÀ PHÊ SỮA ĐÁ RẤT NHIỀU ĐÁ @ 100000 -10%; member {LONG}")
    yield shop
    shop.close()


@pytest.fixture(scope="module", params=PANELS, ids=panel_name)
def tour(request, qapp, place, tmp_path_factory):
    with on_panel(qapp, request.param) as show:
        controller = JournalController(place.desk, inline(), place.person(MANAGER))
        exporting = exporting_of(place, tmp_path_factory.mktemp("papers"))
        tour = show(framed(JournalScreen(controller, exporting), LONG))
        controller.load()
        tour.look("the list")
        controller.choose_group(Group.OUT.value)
        tour.look("nothing")
        controller.search("K1-000777")
        tour.look("not found")
        exporting.ask(None, controller.days[1])
        tour.look("the export")
        exporting.start()
        tour.look("the file")
        yield tour


class TestOnEveryPanel(EveryState):
    """UX-01, UX-02, UX-03, UX-19."""
