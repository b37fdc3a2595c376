"""The editors of a form: what a person does with each kind of field, and what it tells."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pos_desktop.ui.form.catalogue import PickSheet
from pos_desktop.ui.form.kinds import (
    SET,
    Amount,
    Choice,
    Date,
    Field,
    First,
    Flag,
    Maybe,
    Multiplier,
    Number,
    Picked,
    Recurring,
    Rows,
    Several,
    Skus,
    Switch,
    Words,
)
from pos_desktop.ui.form.pad import PadSheet
from pos_desktop.ui.form.recurring import joined, split
from pos_desktop.ui.form.state import Shelf

PER = Field("per", "Cho mỗi", Amount(least=1), hint="Tiền hàng")
SHELF = Shelf((("tea", "Trà"),), (("TD", "Trà đào"), ("BX", "Bạc xỉu")))


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_a_value_is_written_and_what_is_typed_is_told_letter_by_letter(told):
    told.show({"per": 10_000}, PER)
    edit = told.editor("per").edit
    assert (edit.text(), edit.accessibleName()) == ("10.000", "Cho mỗi ₫")

    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "50")
    assert told.typed == [(("per",), "5"), (("per",), "50")]


def test_what_is_being_typed_is_left_alone_until_the_field_is_left(told, stage):
    told.show({"per": 10_000}, PER)
    edit = told.editor("per").edit
    edit.setFocus()
    edit.setText("5000")
    told.show({"per": 5_000}, PER)
    assert edit.text() == "5000"

    edit.clearFocus()
    assert edit.text() == "5.000"


def test_an_error_stands_under_its_field_and_marks_it(told):
    told.show({"per": 10_000}, PER, drafts={("per",): "x"}, errors={("per",): "Chỉ nhập chữ số."})
    editor = told.editor("per")
    assert (editor.edit.text(), editor.error, editor.edit.property("error")) == ("x", "Chỉ nhập chữ số.", True)
    assert editor.edit.accessibleDescription() == "Chỉ nhập chữ số."

    told.show({"per": 10_000}, PER)
    assert (editor.edit.text(), editor.error, editor.edit.property("error")) == ("10.000", "", False)


def test_a_tick_tells_its_state_and_is_not_told_of_its_own(told):
    field = Field("vip", "Chỉ mời", Flag())
    told.show({"vip": True}, field)
    assert told.chosen == []

    click(told.editor("vip").check)
    assert told.chosen == [(("vip",), False)]


@pytest.mark.parametrize("count", [3, 7])
def test_a_few_choices_are_chips_and_many_are_a_menu(told, count):
    options = tuple((str(at), f"Cách {at}") for at in range(count))
    told.show({"way": "1"}, Field("way", "Cách", Choice(options)))
    editor = told.editor("way")
    if editor.menu is None:
        assert [chip.isChecked() for chip in editor.chips.values()] == [False, True, False]
        click(editor.chips["2"])
    else:
        assert editor.menu.text() == "Cách 1"
        editor.menu.menu_of().actions()[2].trigger()

    assert told.chosen == [(("way",), "2")]


def test_the_chosen_chip_cannot_be_let_go(told):
    told.show({"way": "a"}, Field("way", "Cách", Choice((("a", "Một"), ("b", "Hai")))))
    chip = told.editor("way").chips["a"]
    click(chip)

    assert chip.isChecked()


def test_several_may_be_chosen_and_none_says_what_it_means(told):
    field = Field("days", "Thứ", Several(((0, "T2"), (1, "T3"), (2, "T4")), none="Ngày nào cũng được"))
    told.show({"days": []}, field)
    editor = told.editor("days")
    assert editor._none.isVisible()

    click(editor.chips[2])
    click(editor.chips[0])
    assert told.chosen == [(("days",), [2]), (("days",), [0, 2])]


def test_fields_come_and_go_with_what_they_depend_on(told):
    fields = (Field("kind", "Loại", Choice((("a", "A"), ("b", "B")))),
              Field("gift", "Quà", Words(), only=(("kind", ("b",)),)),
              Field("most", "Nhiều nhất", Number(), only=(("gift", SET),)))  # fmt: skip
    told.show({"kind": "a", "gift": "", "most": 0}, *fields)
    assert [editor.path for editor in told.form.editors()] == [("kind",)]

    told.show({"kind": "b", "gift": "Cốc", "most": 0}, *fields)
    assert [editor.path for editor in told.form.editors()] == [("kind",), ("gift",), ("most",)]
    assert all(editor.isVisible() for editor in told.form.editors())


def test_a_switch_sets_all_that_belongs_to_a_way(told):
    switch = Switch((("Giảm %", {"percent": 1_000, "amount": 0}), ("Giảm tiền", {"percent": 0, "amount": 5_000})),
                    by=("percent", "amount"))  # fmt: skip
    told.show({"percent": 500, "amount": 0, "most": 7}, Field("", "Cách", switch))
    (editor,) = told.form.editors()
    assert [button.isChecked() for button in editor.buttons] == [True, False]

    click(editor.buttons[0])
    assert told.chosen == []
    click(editor.buttons[1])
    assert told.chosen == [((), {"percent": 0, "amount": 5_000, "most": 7})]


def test_a_way_that_needs_something_is_closed_while_there_is_none(told):
    switch = Switch((("Điểm", {"voucher": ""}), ("Phiếu", {"voucher": First("vouchers")})), by=("voucher",))
    told.show({"voucher": ""}, Field("", "Trúng gì", switch))
    assert [button.isEnabled() for button in told.form.editors()[0].buttons] == [True, False]

    told.form.wires.offers = {"vouchers": (("v1", "Giảm 10%"),)}
    told.show({"voucher": ""}, Field("", "Trúng gì", switch))
    click(told.form.editors()[0].buttons[1])
    assert told.chosen == [((), {"voucher": "v1"})]


def test_rows_are_added_and_thrown_away(told):
    field = Field("hours", "Khung giờ", Rows((Field("start", "Từ", Number()),), {"start": 420}, "Thêm khung giờ"))
    told.show({"hours": [{"start": 1}, {"start": 2}]}, field)
    editor = told.editor("hours")
    assert told.editor("hours", 1, "start").edit.text() == "2"

    click(editor.add)
    click(editor.bins[0])
    assert (told.added, told.removed) == ([(("hours",), {"start": 420})], [("hours", 0)])
    told.show({"hours": [{"start": 2}]}, field)
    assert (len(editor.grids), told.editor("hours", 0, "start").edit.text()) == (1, "2")


def test_a_part_that_may_be_missing_begins_with_its_blank(told):
    field = Field("base", "Tỷ lệ riêng", Maybe((PER,), {"per": 10_000}))
    told.show({"base": None}, field)
    editor = told.editor("base")
    assert not editor.grid.isVisible()

    click(editor.check)
    assert told.chosen == [(("base",), {"per": 10_000})]
    told.show({"base": {"per": 10_000}}, field)
    assert told.editor("base", "per").edit.text() == "10.000"


def test_picked_items_are_chips_with_their_names(told):
    told.form.wires.names = SHELF.names
    value = {"skus": ["BX"], "categories": ["tea"], "not_skus": ["TD"], "not_categories": []}
    told.show({"picks": value}, Field("picks", "Món", Picked(), wide=True))
    editor = told.editor("picks")
    chips = [
        chip for line in (editor.taken, editor.left_out) for chip in line.flow.findChildren(type(editor.taken.verb))
    ]
    assert [chip.text() for chip in chips] == ["Trà", "Bạc xỉu", "Trà đào"]

    click(chips[1])
    click(chips[2])
    assert told.chosen == [(("picks", "skus"), []), (("picks", "not_skus"), [])]
    click(editor.left_out.verb)
    assert (told.asked[0].skus, told.asked[0].categories) == (("picks", "not_skus"), ("picks", "not_categories"))


@pytest.fixture
def sheet(told):
    made = PickSheet(told.form)
    made.chosen.connect(lambda path, value: told.chosen.append((path, value)))
    return made


def test_the_catalogue_is_searched_and_ticked(told, sheet):
    plain = {"picks": {"skus": ["BX"], "categories": [], "not_skus": [], "not_categories": []}}
    told.show(plain, Field("picks", "Món", Picked()))
    click(told.editor("picks").taken.verb)
    sheet.ask(told.asked[0], plain, SHELF)
    assert [check.isChecked() for check in sheet.checks.values()] == [False, True, False]

    sheet.search.setText("tra")
    sheet._fill()
    assert list(sheet.checks) == [("category", "tea"), ("item", "TD")]
    click(sheet.checks["category", "tea"])
    click(sheet.checks["item", "TD"])
    assert told.chosen == [(("picks", "categories"), ["tea"]), (("picks", "skus"), ["BX", "TD"])]
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    assert not sheet.isVisible()


def test_one_item_alone_closes_the_catalogue(told, sheet):
    told.show({"free": ""}, Field("free", "Món tặng", Skus(single=True)))
    click(told.editor("free").line.verb)
    sheet.ask(told.asked[0], {"free": ""}, SHELF)
    click(sheet.checks["item", "TD"])

    assert (told.chosen, sheet.isVisible()) == ([(("free",), "TD")], False)


@pytest.mark.parametrize(
    ("rule", "shape", "part"),
    [
        ("", "", ""),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "monthly", "15"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "last", ""),
        ("FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=2", "yearly", "2/9"),
        ("FREQ=MONTHLY;BYDAY=1MO", "first", "MO"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "lastday", "FR"),
        ("FREQ=WEEKLY;INTERVAL=2", "own", "FREQ=WEEKLY;INTERVAL=2"),
    ],
)
def test_recurrences_are_told_in_words(rule, shape, part):
    assert split(rule) == (shape, part)
    assert joined(shape, part) == rule


def test_a_recurrence_is_chosen_from_a_menu_and_filled_in(told):
    told.show({"recurrence": ""}, Field("recurrence", "Lặp lại", Recurring()))
    editor = told.editor("recurrence")
    editor.shape.menu_of().actions()[1].trigger()
    assert told.chosen[-1] == (("recurrence",), "FREQ=MONTHLY;BYMONTHDAY=15")

    told.show({"recurrence": "FREQ=MONTHLY;BYMONTHDAY=15"}, Field("recurrence", "Lặp lại", Recurring()))
    assert (editor.edit.isVisible(), editor.weekday.isVisible(), editor.edit.text()) == (True, False, "15")
    editor.edit.setFocus()
    QTest.keyClick(editor.edit, Qt.Key.Key_Backspace)
    assert told.chosen[-1] == (("recurrence",), "FREQ=MONTHLY;BYMONTHDAY=1")


def test_a_pad_types_where_there_is_no_keyboard(told, stage):
    told.show({"per": 10_000}, PER)
    pad = PadSheet(told.form.window())
    told.form.wires.keypad_wanted.connect(pad.ask)
    click(told.editor("per").pad)
    for key in ("5", "000"):
        click(pad.pad.keys[key])
    assert told.typed == [(("per",), "5"), (("per",), "5000")]
    assert pad.number.view.value == "5000"

    click(pad.pad.backspace)
    QTest.keyClick(pad, Qt.Key.Key_Return)
    assert (told.typed[-1], pad.isVisible()) == ((("per",), "500"), False)


def test_a_pad_has_the_sign_that_the_field_needs(told):
    for kind, sign in ((Amount(), ","), (Multiplier(), ","), (Date(), "/")):
        told.show({"x": None}, Field("x", "Ô", kind))
        pad = PadSheet(told.form.window())
        pad.ask(told.editor("x"))
        assert pad.comma.text() == sign
        pad.dismiss()


@pytest.mark.parametrize(("width", "columns"), [(300, 1), (520, 2), (760, 3), (1400, 3)])
def test_fields_use_the_room_there_is(qapp, told, width, columns):
    told.show({"a": 1, "b": 2, "c": 3}, *(Field(name, name, Number()) for name in "abc"))
    told.form.window().resize(width, 500)
    qapp.processEvents()
    tops = {editor.y() for editor in told.form.editors()}

    assert len(tops) == -(-3 // columns)


def test_a_name_of_the_shops_own_does_not_change_which_way_is_in_force():
    """A text that one way alone sets is written as the shop likes; texts that tell the ways apart are compared."""
    prize = Switch((("Điểm", {"points": 10, "gift": ""}), ("Quà", {"points": 0, "gift": "Món quà"})),
                   by=("points", "gift"))  # fmt: skip
    assert prize.way({"points": 0, "gift": "Ly sứ Mộc"}) == 1
    assert prize.way({"points": 20, "gift": ""}) == 0

    reach = Switch((("Cả đơn", {"reach": "order"}), ("Từng món", {"reach": "items"})), by=("reach",))
    assert [reach.way({"reach": each}) for each in ("order", "items", "")] == [0, 1, None]
