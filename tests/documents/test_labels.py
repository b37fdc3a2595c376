import pytest
import zxingcpp
from PIL import Image

from pos_desktop.core.errors import Rejected
from pos_desktop.documents.labels import (
    Labelled,
    LabelPlan,
    code_of,
    labels_pdf,
    of_price,
    of_weight,
    portion_pdf,
    roll_labels,
    roll_portion,
)
from pos_desktop.selling.catalogue import CatalogueIndex, Item
from pos_desktop.wording import in_language
from printing.bars import ean13
from printing.fonts import faces
from printing.paper.document import Barcode, Cut, Price
from printing.paper.layout import lay_out
from printing.paper.raster import paint


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (Labelled("A", 29_000, "A", barcodes=("8930000000002",)), "8930000000002"),
        (Labelled("A", 29_000, "A", barcodes=("96385074", "8930000000002")), "8930000000002"),
        (Labelled("A", 29_000, "A", barcodes=("893000000000A", "8930000000003", "٨٩٣٠٠٠٠٠٠٠٠٠٢")), ""),
        (Labelled("A", 29_000, "A", barcodes=("CA-PHE-000001", "8930000000002")), "8930000000002"),
        (Labelled("A", 29_000, "A", plu="00042"), "2200042002903"),
        (Labelled("A", 29_050, "A", plu="00042"), ""),
        (Labelled("A", 189_000, "A", plu="00042", by_weight=True), ""),
        (Labelled("A", 29_000, "A"), ""),
    ],
)
def test_the_code_of_a_label(item, code):
    assert code_of(item) == code


def test_labels_are_a_pdf():
    assert labels_pdf([Labelled("Cà phê", 29_000, "CF", plu="00042")]).startswith(b"%PDF")


SHRIMP = Labelled("Tôm sú", 189_000, "TS", "kg", plu="00042", by_weight=True)


@pytest.mark.parametrize(
    ("portion", "told", "carried"),
    [
        (of_weight(SHRIMP, 350), "0,35 kg · 66.150\u00a0₫", (350, None)),
        (of_price(SHRIMP, 66_200), "0,35 kg · 66.200\u00a0₫", (350, 66_200)),
    ],
)
def test_a_portion_is_scanned_back_as_it_was_weighed(portion, told, carried):
    assert portion.told == told
    till = CatalogueIndex([Item("i", "TS", "Tôm sú", 189_000, "standard", by_weight=True, plu="00042")])
    (found,) = till.find(read_off(portion.code))
    assert (found.item.sku, found.qty, found.price) == ("TS", *carried)
    assert portion_pdf(portion).startswith(b"%PDF")


def read_off(code):
    """What another program reads off the bars."""
    bars = [0 if module == "1" else 255 for module in f"{'0' * 12}{ean13(code)}{'0' * 12}" for _dot in range(3)]
    picture = Image.new("L", (len(bars), 60))
    picture.putdata(bars * 60)
    (read,) = zxingcpp.read_barcodes(picture)
    return read.text


@pytest.mark.parametrize("make", [lambda: of_weight(SHRIMP, 100_000), lambda: of_weight(SHRIMP, 0),
                                  lambda: of_price(SHRIMP, 66_150), lambda: of_price(SHRIMP, 10_000_000)])  # fmt: skip
def test_what_five_digits_cannot_hold_is_refused(make):
    with pytest.raises(Rejected):
        make()


COFFEE = Labelled("Cà phê hạt Đắk Lắk", 145_000, "CFH", barcodes=("8930000000002",))
CASE = Labelled("Thùng nước ngọt", 245_000, "T24", "thùng", ("5901234123457",), holds=24_000, held_unit="lon")


def pieces(document):
    """The elements of every piece that is cut off."""
    found = [[]]
    for element in document.elements:
        if isinstance(element, Cut):
            found.append([])
        else:
            found[-1].append(element)
    assert found.pop() == []
    return found


@pytest.mark.parametrize("width", [576, 384])
def test_labels_of_the_receipt_printer_are_read_back_one_on_each_piece(width):
    words = in_language("vi")
    parts = pieces(roll_labels([(COFFEE, 2), (CASE, 1), (SHRIMP, 1)], words))
    parts += pieces(roll_portion(of_weight(SHRIMP, 350), words))

    read = [zxingcpp.read_barcodes(paint(lay_out(part, width, faces()), faces()).convert("L")) for part in parts]

    assert [[code.text for code in codes] for codes in read] == [
        ["8930000000002"], ["8930000000002"], ["5901234123457"], [], [of_weight(SHRIMP, 350).code]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("item", "language", "price", "below"),
    [
        (COFFEE, "vi", "145.000\u00a0₫", ["CFH"]),
        (CASE, "vi", "245.000\u00a0₫", ["10.208\u00a0₫/lon", "T24"]),
        (SHRIMP, "vi", "189.000\u00a0₫/kg", ["TS"]),
    ],
)
def test_a_label_says_what_one_costs_and_what_a_kilogram(item, language, price, below):
    ((_name, told, *rest),) = pieces(roll_labels([(item, 1)], in_language(language)))

    assert told == Price(price)
    assert [element.text for element in rest if not isinstance(element, Barcode)] == below


def test_a_sheet_holds_as_many_copies_as_are_wanted_from_a_place_on():
    plan = LabelPlan("5x13", start=60, copies=4)

    assert plan.places == 65
    assert labels_pdf([COFFEE, CASE], plan).count(b"/Type /Page\n") == 2
    assert labels_pdf([COFFEE, CASE], LabelPlan("5x13", start=58, copies=4)).count(b"/Type /Page\n") == 1
