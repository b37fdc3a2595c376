"""The daily loyalty report on screen: cards as they are read, bars and rows that open, days by keys, every panel."""

import subprocess
import sys
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.insight.tables import Behind
from pos_desktop.services.office.reports.flows import DRAWN
from pos_desktop.services.office.reports.loyalty import LoyaltyFigures
from pos_desktop.ui.models.charts import ChartView, SeriesView, Stack, stacks
from pos_desktop.ui.reports.cards import CARDS, TABLES, TILES
from pos_desktop.ui.reports.controller import ReportController
from pos_desktop.ui.reports.days import CUSTOM
from pos_desktop.ui.reports.screen import ReportScreen
from pos_desktop.ui.reports.table import TableModel
from pos_desktop.wording import loyalty_report_words
from tests.support.counter import inline
from tests.support.shop import OWNER, SETTLED, Shop, copy_of
from tests.ui.tour import LONG, PANELS, EveryState, framed, on_panel, panel_name

ONE_DAY = timedelta(days=1)


def plant(shop):
    """Three who come every day and then stay away, a guest, a newcomer, points out, and a day that changed."""
    shop.granted("Minh", 500)
    first = None
    for day in range(6):
        shop.on(f"{SETTLED + day * ONE_DAY} 10:00")
        for name in (LONG, "Lan"):
            sale = shop.sold(f"1 x PHỞ @ 2500000; member {name}")
            first = first or sale
        shop.sold("1 x NƯỚC @ 40000")
    shop.on(f"{SETTLED + 9 * ONE_DAY} 15:00")
    shop.sold("1 x PHỞ @ 900000; member Minh; redeem 100")
    shop.returned(first)
    shop.sold("1 x BÚN @ 35000; member Minh")


def reads_of(shop):
    figures = LoyaltyFigures(shop.till)
    return {name: getattr(figures, name) for name in (TILES, *CARDS)}


def made_for(shop, reads=None):
    return ReportController(reads or reads_of(shop), inline(), shop.person(OWNER).id, shop.till.today)


@pytest.fixture
def controller(qapp, shop):
    plant(shop)
    made = made_for(shop)
    made.load()
    return made


def card(controller, key):
    return next(one for one in controller.view.cards if one.key == key)


def shown(qtbot, controller, width=1024, height=768):
    window = framed(ReportScreen(controller), OWNER)
    qtbot.addWidget(window)
    window.resize(width, height)
    window.show()
    window.activateWindow()
    window.go_home()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return window.findChild(ReportScreen)


def test_every_card_has_words_and_is_a_chart_or_a_table():
    assert set(CARDS) == {*DRAWN, *TABLES}
    for key in CARDS:
        assert loyalty_report_words.title(key)


def test_the_tiles_say_how_the_day_compares(controller):
    tiles = {tile.key: tile for tile in card(controller, TILES).tiles}
    assert tiles["active_members"].figure == "1"
    assert tiles["repeat"].figure == "-"
    assert tiles["active_members"].beside == "Giảm 50%"
    assert any("tạm tính" in note for note in card(controller, TILES).notes)


def test_a_day_that_changed_afterwards_is_named(controller):
    controller.choose_days(SETTLED, SETTLED + ONE_DAY)
    assert any(f"{SETTLED:%d/%m}" in note for note in card(controller, TILES).notes)


def test_who_stays_away_is_told_with_the_own_rhythm(controller):
    found = card(controller, "at_risk")
    assert found.count == "2"
    assert (LONG, "4 ngày", "1 ngày") in [(row[0], row[-2], row[-1]) for row in found.rows]


def test_pieces_stand_on_each_other_and_hang_under_zero():
    series = (SeriesView("a", "pay", (5, 2)), SeriesView("b", "warn", (-3, 0)), SeriesView("c", "danger", (-1, 4)))
    assert stacks(series) == [
        [Stack(0, 0, 5), Stack(1, 0, 2)], [Stack(0, 0, -3), Stack(1, 0, 0)], [Stack(0, -3, -1), Stack(1, 2, 4)],
    ]  # fmt: skip


def test_a_bar_is_told_in_words_and_opens_its_day(dressed, qtbot, controller):
    screen = shown(qtbot, controller)
    chart = screen.cards["sales_by_day"].chart
    assert "Thành viên" in chart.accessibleName()
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.tip.text() == chart.view.tips[0] != ""
    for _step in range(4):
        qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.pointed == 4
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert controller.first == controller.last == SETTLED
    assert screen.days.days.text() == f"{SETTLED:%d/%m/%Y}"


def test_the_pointer_finds_the_bar_under_it(dressed, qtbot, controller):
    chart = shown(qtbot, controller).cards["sales_by_day"].chart
    spot = chart.plot.getPlotItem().vb.mapViewToScene
    from pyqtgraph import Point

    chart.plot.scene().sigMouseMoved.emit(spot(Point(13, 1)))
    assert chart.tip.text() == chart.view.tips[13]
    chart.plot.scene().sigMouseMoved.emit(spot(Point(40, 1)))
    assert chart.pointed == -1


def test_axes_begin_at_zero_and_ticks_are_whole(dressed, qtbot, controller):
    chart = shown(qtbot, controller).cards["sales_by_day"].chart
    low, high = chart.plot.getPlotItem().vb.viewRange()[1]
    assert low <= 0 < high
    axis = chart.plot.getAxis("left")
    assert axis.tickStrings([0, 1500000, 0.5], 1, 1) == ["0", "1.500.000", ""]


def test_rows_open_members_and_a_tile_leads_to_its_table(dressed, qtbot, controller):
    screen, opened = shown(qtbot, controller), []
    controller.opening.connect(lambda behind, key: opened.append((behind, key)))
    screen.tiles.tiles[1].setFocus()
    qtbot.keyClick(screen.tiles.tiles[1], Qt.Key.Key_Return)
    assert screen.sheet.isVisible()
    assert screen.sheet.rows.model().rowCount() == len(controller.table("top_members").rows) == 1
    qtbot.keyClick(screen.sheet.rows, Qt.Key.Key_Return)
    assert opened == [(Behind.MEMBER, controller.table("top_members").rows[0].id)]
    assert not screen.sheet.isVisible()


def test_a_table_is_sorted_by_its_values(qapp, controller):
    model = TableModel(controller.table("sales_by_day"), loyalty_report_words)
    assert model.data(model.index(0, 1), Qt.ItemDataRole.UserRole) == controller.table("sales_by_day").rows[0].cells[1]


def test_days_by_keys_and_not_beyond_today(dressed, qtbot, controller):
    screen, today = shown(qtbot, controller), controller.last
    qtbot.keyClick(screen, Qt.Key.Key_Left)
    assert controller.last == today - ONE_DAY
    qtbot.keyClick(screen, Qt.Key.Key_Right)
    qtbot.keyClick(screen, Qt.Key.Key_Right)
    assert controller.last == today
    left = []
    controller.left.connect(lambda: left.append(True))
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert left == [True]


def test_other_days_in_either_order(dressed, qtbot, controller):
    screen = shown(qtbot, controller)
    screen.days.spans.chosen.emit(CUSTOM)
    assert screen.days.custom.isVisible()
    controller.choose_days(SETTLED + 3 * ONE_DAY, SETTLED)
    assert (controller.first, controller.last) == (SETTLED, SETTLED + 3 * ONE_DAY)
    controller.choose_days(SETTLED, controller._days._today() + 90 * ONE_DAY)
    assert controller.last == controller._days._today()


def test_a_chart_goes_to_the_clipboard_as_a_picture(dressed, qtbot, controller):
    screen = shown(qtbot, controller)
    QGuiApplication.clipboard().clear()
    screen.cards["sales_by_day"].copy.click()
    assert QGuiApplication.clipboard().pixmap().width() == screen.cards["sales_by_day"].picture().width() > 100


def test_one_card_that_cannot_be_read_hides_no_other(dressed, qtbot, shop):
    def fails(*_asked):
        raise EnvironmentProblem(Trouble.DATABASE_LOCKED, path="shop.db")

    made = made_for(shop, reads_of(shop) | {"at_risk": fails})
    screen = shown(qtbot, made)
    made.load()
    assert card(made, "at_risk").trouble
    assert screen.cards["at_risk"].word.text() == card(made, "at_risk").trouble
    assert card(made, "debts").empty


def test_answers_to_older_questions_are_dropped(qapp, shop):
    asked, waiting = [], []

    class Slow:
        def run(self, work, *given, then, failed):
            waiting.append((work, given, then))

    reads = {
        name: lambda first, last, _reader, name=name: asked.append((name, first, last)) for name in (TILES, *CARDS)
    }
    made = ReportController(reads, Slow(), "x", shop.till.today)
    made.load()
    old = list(waiting)
    made.go(-1)
    for work, given, _then in old:
        assert work(*given) is None
    assert asked == []
    told = []
    made.card.connect(told.append)
    old[1][2]("anything")
    assert told == []


def test_a_chart_without_bars_is_no_trouble(dressed, qtbot):
    from pos_desktop.ui.widgets.chart import Chart

    chart = Chart()
    qtbot.addWidget(chart)
    chart.show_view(ChartView((), (), (), ""))
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.pointed == -1


@pytest.fixture(scope="module")
def place(template, tmp_path_factory):
    shop = Shop(copy_of(template, tmp_path_factory.mktemp("reports") / "shop"))
    yield shop
    shop.close()


@pytest.fixture(scope="module", params=PANELS, ids=panel_name)
def tour(request, qapp, place):
    with on_panel(qapp, request.param) as show:
        controller = made_for(place)
        tour = show(framed(ReportScreen(controller), LONG))
        tour.look("being read")
        if place.till.today() == SETTLED:
            plant(place)
        controller.load()
        tour.look("read")
        screen = tour.window.findChild(ReportScreen)
        screen._body.verticalScrollBar().setValue(9_999)
        tour.look("below")
        controller.choose_span(30)
        screen.days.spans.chosen.emit(CUSTOM)
        tour.look("other days")
        screen.sheet.show_table("at_risk")
        tour.look("table")
        yield tour


class TestOnEveryPanel(EveryState):
    """UX-01, UX-02, UX-03, UX-19."""


def test_what_draws_is_not_read_in_before_the_worker_does_it():
    """Half a second of imports on the thread of the window would make the till stand still."""
    told = "import sys, pos_desktop.app.offices.reports; print(sorted({'numpy', 'pyqtgraph'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
