import pytest
import zxingcpp
from PIL import Image

from pos_desktop.core.errors import Rejected
from pos_desktop.documents.labels import Labelled, code_of, labels_pdf, of_price, of_weight, portion_pdf
from pos_desktop.selling.catalogue import CatalogueIndex, Item
from printing.pdf.labels import ean13


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (Labelled("A", 29_000, "A", barcodes=("8930000000002",)), "8930000000002"),
        (Labelled("A", 29_000, "A", barcodes=("96385074", "8930000000002")), "8930000000002"),
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
