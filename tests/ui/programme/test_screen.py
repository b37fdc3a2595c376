"""The settings screen by keyboard and by touch: keys, the walk of Tab, sheets, and what stays where it is."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from pos_desktop.ui import theme
from pos_desktop.ui.language import switch_language
from pos_desktop.ui.programme.foot import Foot
from pos_desktop.ui.programme.master import EntryRow
from pos_desktop.ui.programme.parts.every import PARTS
from pos_desktop.wording import in_language
from tests.ui.programme.fakes import FULL


def focus():
    return QApplication.focusWidget()


def tab(times=1, *, back=False):
    for _ in range(times):
        QTest.keyClick(focus(), Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def type_over(edit, text):
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


def test_changing_the_rate_takes_three_steps(screen, office):
    """Design: «change earn rate = 3»: open, type, save."""
    type_over(screen.form.editor(office.at("earn.per")).edit, "5000")
    assert office.view.trial.result.startswith("tích 80 điểm")
    assert screen.foot.result.text() == office.view.trial.result

    QTest.keyClick(focus(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert [saved.earn.per for saved, _day, _staff in office.programmes.saved] == [5_000]


def test_escape_asks_where_something_changed(screen, office):
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert office.left == [True]

    type_over(screen.form.editor(office.at("earn.per")).edit, "5000")
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert (len(office.questions), office.left) == (1, [True])


def test_tab_walks_from_the_parts_through_the_form_to_the_foot_and_round(screen, office):
    office.controller.choose_part("tiers")
    stops = []
    for _ in range(120):
        tab()
        if stops and focus() is stops[0]:
            break
        stops.append(focus())
    else:
        pytest.fail("Tab never came round")

    rooms = [room_of(stop, screen) for stop in stops]
    assert [room for at, room in enumerate(rooms) if at == 0 or rooms[at - 1] != room] == [
        "parts", "head", "list", "form", "foot",
    ]  # fmt: skip
    assert {edit for edit in screen.findChildren(QLineEdit) if edit.isVisible()} <= set(stops)
    tab(back=True)
    assert focus() is stops[-1]


def room_of(widget, screen):
    rooms = (("parts", screen.parts), ("list", screen.master), ("form", screen.form), ("foot", screen.foot))
    return next((name for name, room in rooms if room.isAncestorOf(widget)), "head")


def test_what_tab_reaches_is_brought_into_sight(screen, office):
    last = screen.form.editors()[-1]
    assert last.visibleRegion().isEmpty()
    for _ in range(60):
        tab()
        if last.isAncestorOf(focus()):
            break

    assert last.isAncestorOf(focus())
    assert not focus().visibleRegion().isEmpty()


def test_touch_moves_no_focus_and_a_tap_changes_the_part(screen, office):
    edit = screen.form.editor(office.at("earn.per")).edit
    edit.setFocus()
    click(screen.foot.leave)
    click(screen.parts.row("tiers"))

    assert office.view.part == "tiers"
    assert not isinstance(focus(), EntryRow)


def test_arrows_walk_through_a_list(screen, office):
    screen.parts.row("points").setFocus()
    QTest.keyClick(focus(), Qt.Key.Key_Down)
    assert focus() is screen.parts.row("tiers")
    QTest.keyClick(focus(), Qt.Key.Key_Return)

    assert office.view.part == "tiers"


def test_a_new_entry_waits_for_its_name(screen, office):
    office.controller.choose_part("rules")
    click(screen.master.add)
    QTest.keyClicks(focus(), "Thu Ba vui")  # QTest types ASCII alone

    assert office.controller.draft.plain["programme"]["rules"][0]["name"] == "Thu Ba vui"
    assert screen.master.list.rows()[0].view.title == "Thu Ba vui"


def test_typing_keeps_its_field_while_the_list_beside_it_changes(screen, office):
    office.controller.choose_part("tiers")
    edit = screen.form.editor(office.at("tiers.0.name")).edit
    type_over(edit, "Hoi vien")

    assert focus() is edit
    assert (edit.text(), screen.master.list.rows()[0].view.title) == ("Hoi vien", "Hoi vien")


def test_the_error_is_under_the_field_and_the_part_is_marked(screen, office):
    editor = screen.form.editor(office.at("cap"))
    type_over(editor.edit, "500")

    assert editor.error == "Từ 0% đến 100%."
    assert screen.parts.row("points").view.wrong
    assert not screen.foot.save.isEnabled()


def test_a_wrong_text_is_still_there_after_looking_elsewhere(screen, office):
    type_over(screen.form.editor(office.at("cap")).edit, "mot nua")
    office.controller.choose_part("limits")
    office.controller.choose_part("points")

    editor = screen.form.editor(office.at("cap"))
    assert (editor.edit.text(), editor.error) == ("mot nua", "Nhập một số như 1,5.")


def test_goods_are_picked_for_a_rule(screen, office):
    office.controller.choose_part("rules")
    office.controller.add_entry()
    click(screen.form.editor(office.at("rules.0.picks")).taken.verb)
    click(screen.picking.checks["category", "coffee"])
    click(screen.picking.done)

    assert office.controller.draft.plain["programme"]["rules"][0]["picks"]["categories"] == ["coffee"]


def test_who_moves_is_listed(screen, office):
    office.controller.choose_part("tiers")
    office.controller.choose_entry(2)
    type_over(screen.form.editor(office.at("tiers.2.threshold")).edit, "4000000")
    office.pass_time()
    click(screen.foot.movers)

    assert screen.movers.isVisible()
    assert screen.movers.names.text().splitlines()[0] == "Nguyễn Thị Ngọc Ánh: từ Bạc sang Vàng"
    QTest.keyClick(screen.movers, Qt.Key.Key_Escape)
    assert (screen.movers.isVisible(), office.questions) == (False, [])


def test_escape_in_the_foot_closes_the_sheet_and_not_the_settings(screen, office):
    click(screen.year)
    QTest.keyClick(screen.foot.day, Qt.Key.Key_Escape)
    assert (screen.year_sheet.isVisible(), office.left) == (False, [])

    QTest.keyClick(screen.foot.day, Qt.Key.Key_Escape)
    assert office.left == [True]


def test_the_last_year_is_shown_in_a_sheet(screen, office):
    click(screen.year)

    assert screen.year_sheet.isVisible()
    assert office.year_test.asked[0].version == 7
    QTest.keyClick(screen.year_sheet, Qt.Key.Key_Escape)
    assert not screen.year_sheet.isVisible()


def test_a_newer_version_elsewhere_offers_two_ways(screen, office):
    office.controller.type(office.at("step"), screen.form.editor(office.at("step")).field.kind, "5")
    office.programmes.versions.append(FULL.__class__(version=7))
    click(screen.foot.save)
    assert screen.conflict.isVisible()

    click(screen.conflict.mine)
    assert (screen.conflict.isVisible(), screen.foot.save.text()) == (False, "Lưu bản 8")


def test_every_page_can_be_shown_and_told_in_the_other_language(qapp, screen, office):
    office.programmes.versions.append(FULL)
    office.controller.load()
    try:
        for language in ("en", "vi"):
            switch_language(qapp, language)
            for part in office.view.parts:
                office.controller.choose_part(part.key)
                for page in office.view.pages:
                    office.controller.choose_page(page.id)
                    assert screen.form.editors()
        assert screen.foot.save.text() == "Lưu bản 7"
    finally:
        switch_language(qapp, "vi")


class Windows(QObject):
    """Sees every window that comes up."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_no_widget_comes_up_as_a_window_of_its_own(qapp, screen, office):
    office.programmes.versions.append(FULL)
    office.controller.load()
    windows = Windows()
    qapp.installEventFilter(windows)
    try:
        for part in office.view.parts:
            office.controller.choose_part(part.key)
            for page in office.view.pages:
                office.controller.choose_page(page.id)
        stray = QWidget()
        stray.show()
    finally:
        qapp.removeEventFilter(windows)

    assert windows.seen == ["QWidget"], "the stray one is noticed, and no other"
    assert QApplication.activeWindow() is not None


def test_the_foot_tells_in_the_language_in_force(qapp, screen, office):
    try:
        switch_language(qapp, "en")
        assert isinstance(screen.foot, Foot)
        assert screen.foot.result.text() == "earns 40 điểm, redeems 1,240 điểm at most = \u2212124,000\u00a0₫"
    finally:
        switch_language(qapp, "vi")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_part_with_a_fault_has_room_for_its_name(screen, language):
    names = [in_language(language).gettext(part.label) for part in PARTS]
    row = screen.parts.row("points")
    # As EntryRow paints it: the icon, the name, the sign of a fault.
    room = row.width() - theme.current().px(2 * 12 + (20 + 10) + (20 + 6))
    metrics = QFontMetricsF(theme.current().font("body", theme.MEDIUM))
    assert room > 0
    assert [name for name in names if metrics.horizontalAdvance(name) > room] == []


def test_the_goods_of_the_order_on_trial_are_ticked_in_the_catalogue(screen, office):
    screen.foot.goods.click()
    screen.picking.checks["category", "tea"].click()

    assert office.view.trial.goods == "Trà"
    assert screen.foot.goods.text() == "Trà"
    assert not office.view.can_save


@pytest.mark.parametrize(("part", "page"), [("tiers", "test"), ("points", "points"), ("rules", "rules")])
def test_the_form_ends_where_its_last_field_ends(screen, office, part, page):
    office.programmes.versions.append(FULL)
    office.controller.load()
    office.controller.choose_part(part)
    office.controller.choose_page(page)
    for _ in range(3):
        QApplication.processEvents()
    last = max(editor.mapTo(screen.form, editor.rect().bottomLeft()).y() for editor in screen.form.editors())

    assert screen._body.widget().height() <= max(screen._body.viewport().height(), last + 20)


def test_a_wide_window_keeps_the_form_under_its_title(screen, office):
    screen.resize(1900, 900)
    QApplication.processEvents()
    left = screen.form.mapTo(screen, screen.form.rect().topLeft()).x()

    assert left - screen._title.mapTo(screen, screen._title.rect().topLeft()).x() < 20


def test_the_focus_does_not_jump_to_a_part_that_is_not_on_show(screen, office):
    screen.form.editor(office.at("earn.per")).edit.setFocus()
    click(screen.parts.rows()[-1])

    assert focus() is screen


def test_the_page_that_was_left_is_in_sight_again(qapp, screen, office):
    try:
        switch_language(qapp, "en")
        office.controller.choose_part("games")
        office.controller.choose_page("stamps")
        QApplication.processEvents()
        office.controller.choose_page("wheels")
        QApplication.processEvents()
        assert screen.pages.chips()[-1].visibleRegion().boundingRect() == screen.pages.chips()[-1].rect()
        office.controller.choose_part("points")
        office.controller.choose_part("games")
        QApplication.processEvents()
        chip = screen.pages.chips()[-1]
        assert screen.pages.back.isVisible(), "there are more pages than room"
        assert (chip.isChecked(), chip.visibleRegion().boundingRect()) == (True, chip.rect())
    finally:
        switch_language(qapp, "vi")
