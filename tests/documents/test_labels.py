import pytest

from pos_desktop.documents.labels import Labelled, code_of, labels_pdf


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
