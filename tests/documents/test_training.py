"""Every piece of paper of a lesson says so at both ends."""

import pytest

from pos_desktop.documents.training import marked
from pos_desktop.wording import in_language
from printing.paper.document import Cut, Document, Mark, Space, Text, Title
from printing.paper.text import to_text

VI = in_language("vi")
MARK, GAP = Mark("TẬP HUẤN"), Space()
A, B = Title("A"), Text("b")


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        ((A, B, Cut()), (MARK, A, B, GAP, MARK, Cut())),
        ((A, Cut(), B, Cut()), (MARK, A, GAP, MARK, Cut(), MARK, B, GAP, MARK, Cut())),
        ((A, Cut(), B), (MARK, A, GAP, MARK, Cut(), MARK, B, GAP, MARK)),
        ((A,), (MARK, A, GAP, MARK)),
        ((), ()),
    ],
)
def test_both_ends_of_every_piece(elements, expected):
    assert marked(Document(elements), VI).elements == expected


def test_the_rest_of_the_document_stays():
    paper = marked(Document((A, Cut()), title="TH-000001", language="vi"), VI)
    assert (paper.title, paper.language) == ("TH-000001", "vi")


def test_the_mark_is_in_the_paper_s_language():
    paper = to_text(marked(Document((A, Cut()), language="en"), in_language("en")), 32)
    assert [line.strip() for line in paper.splitlines() if "***" in line] == ["*** TRAINING ***"] * 2
