"""The open order: codes, lines, quantities, discounts, and the way back."""

import pytest

from pos_desktop.core.codes import ean_check_digit
from pos_desktop.core.errors import Code
from pos_desktop.core.quantity import ONE
from pos_desktop.selling.catalogue import CatalogueIndex
from pos_desktop.services.shop.approvals import Approvals, Approve
from pos_desktop.services.shop.people import People
from pos_desktop.ui.keys import Action
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.ui.sale.entry import Scope, Unit
from tests.support.counter import SHARED, Counter, ean, inline
from tests.support.refusals import refused
from tests.support.shop import MANAGER, PINS, QUICK


def test_scanned_items_are_lines_and_the_same_item_counts_up(counter):
    counter.scan("CFSD", "CFSD", "BM")

    assert counter.lines() == [("Cà phê sữa đá", 2 * ONE), ("Bánh mì thịt nướng", ONE)]
    assert counter.sale.basket.due == 93_000
    assert counter.sale.view.cash == "93.000\u00a0₫"
    assert counter.sounds == ["item"] * 3


def test_a_scan_asks_the_database_for_nothing_but_the_save(counter):
    counter.scan("BM")
    with counter.shop.statements() as sent:
        counter.scan("CFSD")

    assert {words.split()[0] for words in sent} == {"SELECT", "UPDATE", "DELETE"}
    assert all("open_order" in words or "reservation" in words for words in sent)


def test_a_tile_says_how_many_the_order_holds(counter):
    counter.scan("CFSD", "CFSD")
    tile = next(tile for tile in counter.sale.view.tiles if tile.name == "Cà phê sữa đá")

    assert counter.sale.view.counts == {tile.id: "2"}


def test_tiles_are_the_same_object_until_others_are_on_show(counter):
    before = counter.sale.view.tiles
    counter.scan("CFSD")
    assert counter.sale.view.tiles is before

    counter.sale.search("banh")
    assert [tile.name for tile in counter.sale.view.tiles][:2] == ["Bánh mì thịt nướng", "Bánh tiramisu"]


def test_the_added_line_flashes_once(counter):
    seen = []
    counter.sale.changed.connect(lambda view: seen.append(view.cart.added))
    counter.scan("CFSD")
    counter.sale.select(1)

    assert seen == [1, None]


def test_more_fewer_and_none(counter):
    counter.scan("CFSD")
    counter.sale.step_qty(1)
    assert counter.lines() == [("Cà phê sữa đá", 2 * ONE)]

    counter.sale.step_qty(-1)
    counter.sale.step_qty(-1)
    assert counter.lines() == []
    assert counter.toasts[-1].kind is ToastKind.UNDO


def test_undo_brings_the_order_back_exactly(counter):
    counter.scan("CFSD", "BM", "HR")
    states = [counter.sale.basket.order]
    counter.sale.set_order_discount("10%")
    states.append(counter.sale.basket.order)
    counter.sale.select(2)
    counter.sale.remove_selected()
    assert counter.sale.basket.order != states[1]

    counter.sale.undo()
    assert counter.sale.basket.order == states[1]
    assert counter.saved() == counter.lines()
    counter.sale.undo()
    assert counter.sale.basket.order == states[0]


def test_the_toast_takes_its_own_step_back_and_no_later_one(counter):
    counter.scan("CFSD", "BM")
    counter.sale.remove_selected()
    take_back = counter.acts[-1]
    counter.scan("HR")
    after = counter.sale.basket.order

    take_back()
    assert counter.sale.basket.order == after
    assert "Ctrl+Z" in counter.said

    counter.sale.undo()
    take_back()
    assert counter.lines() == [("Cà phê sữa đá", ONE), ("Bánh mì thịt nướng", ONE)]


def test_a_quantity_that_cannot_be_sold_is_refused_in_words(counter):
    counter.scan("CFSD")
    counter.sale.set_qty("0")

    assert counter.lines() == [("Cà phê sữa đá", ONE)]
    assert counter.toasts[-1].kind is ToastKind.WARN


def test_selection_walks_with_the_arrows_and_stays_inside(counter):
    counter.scan("CFSD", "BM", "HR")
    for step, expected in ((-1, 2), (-1, 1), (-1, 1), (1, 2), (1, 3), (1, 3)):
        counter.sale.select_next(step)
        assert counter.sale.basket.selected == expected


# discounts


def test_a_cashier_may_take_off_ten_percent_and_no_more(counter):
    counter.scan("BM")
    counter.sale.set_order_discount("10%")
    assert counter.sale.basket.due == 31_500

    wanted = asked_of(counter)
    counter.sale.set_order_discount("11%")
    assert counter.sale.basket.due == 31_500, "nothing before somebody approves it"
    assert [(one.right, one.subject, one.amount) for one in wanted] == [
        ("discount", counter.sale.basket.order.id, 1_100)
    ]
    with refused(Code.NOT_ALLOWED, most=1_000):
        counter.sale.check_discount(counter.sale.basket.order.discount.__class__(percent=1_100))


def test_a_manager_may_take_off_more(qapp, cafe):
    counter = Counter(cafe, inline(), person=MANAGER)
    counter.scan("BM")
    counter.sale.set_line_discount("50%")

    assert counter.sale.basket.due == 17_500
    assert counter.sale.view.cart.lines[0].discount == "Giảm 50%"


def test_somebody_with_smaller_rights_who_takes_over_is_told(qapp, cafe):
    counter = Counter(cafe, inline(), person=MANAGER)
    counter.scan("BM")
    counter.sale.set_order_discount("50%")
    counter.sale.change_person(cafe.person())

    assert counter.said == "Bạn giảm được đến 10% (3.500\u00a0₫). Mời quản lý làm giúp nếu cần thêm."


def test_a_discount_is_typed_over_the_catalogue(counter):
    counter.scan("BM", "BM", "HR")
    entries = counter.sale.entries
    entries.ask_discount()
    entries.choose(Scope.LINE)
    entries.choose(Unit.MONEY)
    for digits in ("5", "000"):
        entries.type(digits)
    assert counter.sale.view.entry.number.value == "5.000\u00a0₫"

    entries.confirm()
    assert counter.sale.view.entry is None
    assert counter.sale.view.cart.lines[1].discount_amount == "\u22125.000\u00a0₫"

    entries.ask_discount()
    assert counter.sale.view.entry.remove
    entries.remove()
    assert counter.sale.basket.due == 195_000


def asked_of(counter):
    wanted = []
    counter.sale.approval_wanted.connect(lambda one, _then: wanted.append(one))
    return wanted


def test_above_the_limit_another_person_is_asked(counter):
    wanted = asked_of(counter)
    counter.scan("BM")
    counter.sale.entries.ask_discount()
    counter.sale.entries.type("90")
    counter.sale.entries.confirm()

    assert [one.sentence for one in wanted] == [f"{counter.sale.person.name} xin giảm giá 90%"]
    assert counter.sale.view.entry is None
    assert counter.sale.basket.due == 35_000


def test_what_was_approved_holds_for_the_order_and_no_further(counter):
    asked = []
    counter.sale.approval_wanted.connect(lambda wanted, then: asked.append((wanted, then)))
    counter.scan("BM", "HR")
    counter.sale.set_line_discount("20%")
    wanted, then = asked.pop()
    approvals = Approvals(counter.sale.desk.till, People(counter.sale.desk.till, QUICK).proof)
    manager = next(person for person in counter.sale.desk.people.all() if person.name == MANAGER)
    ask = Approve("a1", wanted.right, wanted.subject, wanted.asked_by, manager.id, wanted.amount)
    then(approvals.by_pin(ask, PINS[MANAGER]))

    assert counter.sale.basket.due == 135_000
    counter.sale.set_line_discount("15%")
    assert asked == [], "less than what was approved"
    counter.sale.set_line_discount("25%")
    assert asked[0][0].amount == 2_500


def presets(counter):
    return [text for text, _label in counter.sale.view.entry.presets]


def test_usual_discounts_that_would_be_refused_are_not_offered(counter):
    counter.scan("BM", "BM", "BM")
    counter.sale.entries.ask_discount(of_line=True)
    assert presets(counter) == ["5", "10"]
    counter.sale.entries.choose(Unit.MONEY)
    assert presets(counter) == ["5000", "10000"], "10.500 ₫ at most"

    counter.sale.entries.choose(Unit.PERCENT)
    counter.sale.entries.preset("10")
    counter.sale.entries.ask_discount()
    counter.sale.entries.choose(Scope.ORDER)
    assert presets(counter) == [], "the line has taken all there is"


def test_a_manager_is_offered_every_usual_discount(qapp, cafe):
    counter = Counter(cafe, inline(), person=MANAGER)
    counter.scan("BM")
    counter.sale.entries.ask_discount()
    counter.sale.entries.choose(Unit.MONEY)

    assert presets(counter) == ["5000", "10000", "20000"]


def test_a_preset_is_one_tap(counter):
    counter.scan("BM")
    counter.sale.entries.ask_discount()
    counter.sale.entries.preset("10")

    assert (counter.sale.basket.due, counter.sale.view.entry) == (31_500, None)


# codes


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("8930000000999", "đọc sai"), ("8930000000996", "Không có hàng nào"), ("https://moc.vn/menu", "liên kết"),
        ("WIFI:S:moc;P:123;;", "Wi-Fi"), ("00020101021138570010A00000072701270006", "chuyển khoản"),
        ("28" + "0" * 30, "hoá đơn"), ("27" + "0" * 30, "Phiếu"), ("26" + "0" * 30, "nhân viên"),
        ("x" * 65, "không phải của cửa hàng"),
    ],
)  # fmt: skip
def test_a_code_that_is_no_goods_is_refused_with_its_kind(counter, code, words):
    counter.sale.scan(code)

    assert words in counter.said
    assert (counter.toasts[-1].kind, counter.sounds) == (ToastKind.WARN, ["error"])
    assert counter.lines() == []


def test_a_shared_code_lets_the_cashier_choose(counter):
    counter.sale.scan(SHARED)
    view = counter.sale.view
    assert sorted(tile.name for tile in view.tiles) == ["Bình giữ nhiệt 500 ml", "Nước suối"]
    assert view.notice
    assert counter.lines() == []

    counter.sale.add_item(next(tile.id for tile in view.tiles if tile.name == "Nước suối"))
    assert counter.lines() == [("Nước suối", ONE)]
    assert (counter.sale.view.notice, len(counter.sale.view.tiles)) == ("", 17)


def test_a_weighed_item_asks_for_its_weight(counter):
    tile = next(tile for tile in counter.sale.view.tiles if tile.price.endswith("/kg"))
    counter.sale.add_item(tile.id)
    assert counter.lines() == []

    for key in ("0", ",", "3", "5"):
        counter.sale.entries.type(key)
    counter.sale.entries.confirm()
    assert counter.sale.basket.due == 66_150
    assert counter.sale.view.cart.lines[0].qty == "0,35"


def test_a_weight_label_brings_its_own_weight(counter):
    body = "210004200350"
    counter.sale.scan(body + str(ean_check_digit(body)))

    assert [(line.qty, line.amount) for line in counter.sale.view.cart.lines] == [("0,35", "66.150\u00a0₫")]


def test_price_check_tells_one_price_and_adds_nothing(counter):
    counter.sale.price_check()
    assert counter.sale.view.price_check
    counter.scan("BM")

    assert (counter.said, counter.lines()) == ("Bánh mì thịt nướng: 35.000\u00a0₫", [])
    counter.scan("BM")
    assert counter.lines() == [("Bánh mì thịt nướng", ONE)]


# search


def test_enter_takes_the_marked_item(counter):
    counter.sale.search("flan")
    assert counter.sale.take_search()
    assert counter.lines() == [("Bánh flan caramel", ONE)]

    counter.sale.search("banh")
    counter.sale.mark_next(1)
    assert counter.sale.take_search()
    assert counter.lines()[1:] == [("Bánh tiramisu", ONE)]
    assert not counter.sale.take_search()


def test_enter_takes_a_whole_code_typed_by_hand(counter):
    counter.sale.search(ean("CR"))
    assert counter.sale.take_search()

    counter.sale.search("bx")
    assert counter.sale.take_search()
    assert [name for name, _qty in counter.lines()] == ["Croissant bơ tỏi", "Bạc xỉu"]


def test_a_search_without_results_says_so(counter):
    counter.sale.search("xyz")

    assert "xyz" in counter.sale.view.nothing_found.title
    counter.sale.choose_category(counter.sale.view.chips[1].id)
    assert counter.sale.view.nothing_found is None
    assert len(counter.sale.view.tiles) == 4


def test_only_keys_that_do_something_are_live(counter):
    def live():
        return {action for action in Action if counter.sale.allows(action)}

    assert live() == {Action.NEW_ORDER, Action.FIND_ITEM, Action.REPRINT, Action.LOCK, Action.MEMBER,
                      Action.PRICE_CHECK, Action.GIFT_CARD, Action.HOLD, Action.ORDER}  # fmt: skip
    counter.scan("BM")
    assert {Action.QUANTITY, Action.DISCOUNT, Action.CASH, Action.PAY} <= live()
    assert Action.REDEEM not in live()


def test_a_shop_without_goods_says_where_they_are_made(counter):
    shelf = counter.sale.shelf
    shelf.index = CatalogueIndex(())
    shelf.refresh()
    counter.sale.refresh()
    assert counter.sale.view.nothing_found.title == "Chưa có hàng nào ở đây"
    assert "«Hàng hoá»" in counter.sale.view.nothing_found.hint
