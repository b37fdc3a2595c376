from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.codes import Embedding, ean_check_digit
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.quantity import ONE
from pos_desktop.selling.catalogue import CatalogueIndex, Category, Found, Item
from tests.support.refusals import refused


def ean(body: str) -> str:
    return f"{body}{ean_check_digit(body)}"


DRINKS, FOOD = Category("c1", "Đồ uống"), Category("c2", "Đồ ăn", "c3")
COFFEE = Item("i1", "CF-SUA", "Cà phê sữa đá", 29_000, "standard", DRINKS)
WATER = Item("i2", "NUOC", "Nước suối 100%", 10_000, "standard", DRINKS, (ean("893850100001"), ean("893850100002")))
TWIN = Item("i3", "NUOC-CU", "Nước suối cũ", 9_000, "standard", DRINKS, (ean("893850100001"),))
SHRIMP = Item("i4", "TOM", "Tôm sú", 189_000, "standard", FOOD, by_weight=True, plu="12345")
CAKE = Item("i5", "12345", "Bánh mì_đặc biệt", 25_000, "standard", FOOD, plu="54321")
GONE = Item("i6", "CU", "Món cũ", 5_000, "standard", FOOD, active=False)
SHELF = CatalogueIndex([COFFEE, WATER, TWIN, SHRIMP, CAKE, GONE])


def test_only_active_items_are_there():
    assert GONE not in SHELF.items
    assert SHELF.get("i6") is None
    assert SHELF.get("i1") is COFFEE
    with refused(Code.UNKNOWN_ITEM):
        SHELF.find("CU")


def test_categories_come_in_catalogue_order():
    assert SHELF.categories == (DRINKS, FOOD)
    assert SHELF.in_category("c2") == [SHRIMP, CAKE]
    assert len(SHELF.in_category(None)) == 5


@pytest.mark.parametrize("code", ["CF-SUA", "cf-sua", "  CF-SUA\n"])
def test_an_sku_finds_its_item(code):
    assert SHELF.find(code) == (Found(COFFEE),)


def test_a_barcode_of_one_item():
    assert SHELF.find(ean("893850100002")) == (Found(WATER),)


def test_a_barcode_of_two_items_gives_both():
    assert {found.item for found in SHELF.find(ean("893850100001"))} == {WATER, TWIN}


def test_an_item_whose_sku_is_its_barcode_is_found_once():
    both = replace(WATER, sku=ean("893850100001"))
    assert CatalogueIndex([both]).find(ean("893850100001")) == (Found(both),)


def test_a_barcode_read_wrongly_is_told_from_an_unknown_one():
    right = ean("893850100009")
    with refused(Code.UNKNOWN_ITEM, text=right):
        SHELF.find(right)
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    with refused(Code.BAD_CHECK_DIGIT, text=wrong):
        SHELF.find(wrong)


def test_an_own_code_with_a_wrong_check_digit_is_still_the_shops():
    own = replace(COFFEE, barcodes=("12345678",))
    assert CatalogueIndex([own]).find("12345678") == (Found(own),)


def test_a_weight_label_gives_its_grams():
    assert SHELF.find(ean("211234500350")) == (Found(SHRIMP, 350),)


def test_a_price_label_gives_its_price_and_the_weight_it_means():
    assert SHELF.find(ean("221234500661")) == (Found(SHRIMP, 350, 66_100),)


def test_a_price_label_on_a_piece_is_one_piece():
    assert SHELF.find(ean("225432100200")) == (Found(CAKE, ONE, 20_000),)


def test_a_label_that_weighs_or_costs_nothing_is_refused():
    with refused(Code.INVALID_QUANTITY):
        SHELF.find(ean("211234500000"))
    with refused(Code.INVALID_AMOUNT):
        SHELF.find(ean("221234500000"))


def test_a_label_of_nobody():
    for label in (ean("219999900350"), ean("229999900350")):
        with refused(Code.UNKNOWN_ITEM):
            SHELF.find(label)


def test_labels_follow_the_shops_prefixes():
    own = CatalogueIndex([SHRIMP], Embedding("02", "20", 1))
    assert own.find(ean("021234500350")) == (Found(SHRIMP, 350),)
    with refused(Code.UNKNOWN_ITEM):
        own.find(ean("211234500350"))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ca phe", [COFFEE]), ("CÀ PHÊ", [COFFEE]), ("sữa đá", [COFFEE]), ("da sua", [COFFEE]), ("phe", [COFFEE]),
        ("nuoc", [WATER, TWIN]), ("cf-", [COFFEE]), ("89385010000", [WATER, TWIN]), ("tom", [SHRIMP]),
        ("%", [WATER]), ("_", [CAKE]), ("100%", [WATER]), ("\\", []), ("*", []), ('"', []), ("NEAR(", []),
        ("ca AND", []), ("col:x", []), ("", []), ("   ", []), ("không có", []),
    ],
)  # fmt: skip
def test_search_takes_words_literally(typed, found):
    assert SHELF.search(typed) == found


def test_what_begins_with_the_word_comes_first():
    last = Item("i9", "X", "Phê cà", 1, "standard")
    assert CatalogueIndex([COFFEE, last]).search("phe") == [last, COFFEE]


def test_search_gives_as_many_as_asked_for():
    many = CatalogueIndex([replace(COFFEE, id=str(n), sku=f"S{n}") for n in range(100)])
    assert len(many.search("ca phe")) == 60
    assert len(many.search("ca phe", most=5)) == 5


def test_a_pasted_megabyte_is_cut():
    pasted = "ca phe " * 150_000
    assert len(pasted) > 1_000_000
    assert SHELF.search(pasted) == [COFFEE]  # the hundred characters that are looked at repeat the same words


@given(st.text(max_size=130))
def test_no_text_breaks_search_or_find(typed):
    assert set(SHELF.search(typed)) <= set(SHELF.items)
    try:
        assert SHELF.find(typed)
    except Rejected as no:
        assert no.code in (Code.UNKNOWN_ITEM, Code.BAD_CHECK_DIGIT)
