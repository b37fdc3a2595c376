"""The members' report in short: the figures of the screen and the books of its days, in the language of the paper."""

from datetime import timedelta

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.documents.receipt import ReceiptHead
from pos_desktop.services.office.loyalty_slip import loyalty_subject
from pos_desktop.services.office.slips import slip_of
from pos_desktop.wording import in_language
from printing.devices.profiles import DEFAULT
from printing.paper import thermal
from printing.paper.document import Pair
from printing.paper.text import to_text
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, SETTLED

VI, EN, HEAD = in_language("vi"), in_language("en"), ReceiptHead("Cà phê Thử")
BEFORE = SETTLED + timedelta(days=7)


@pytest.fixture
def week(shop):
    """A day with one member's sale, and the same weekday after it with two."""
    shop.sold("1 x PHỞ @ 100000; member Lan")
    shop.on(f"{BEFORE} 10:30")
    shop.sold("1 x PHỞ @ 250000; member Lan")
    shop.sold("1 x PHỞ @ 300000; member Minh")
    return shop


def printed(shop, words, who=MANAGER, first=BEFORE, last=BEFORE):
    return slip_of(shop.desk, loyalty_subject(first, last, shop.person(who).id), HEAD, words)


def pairs(document):
    return [(part.left, part.right) for part in document.elements if isinstance(part, Pair)]


def test_figures_beside_the_same_weekday(week):
    found = pairs(printed(week, VI))
    ((issued,),) = week.rows(f"SELECT sum(points) FROM entry WHERE business_date = '{BEFORE}'")
    ((before,),) = week.rows(f"SELECT sum(points) FROM entry WHERE business_date = '{SETTLED}'")
    for name, now, then in (("Thành viên mua hàng", 2, 1), ("Điểm phát hành", issued, before)):
        at = found.index((name, str(now)))
        assert found[at + 1] == ("· cùng thứ trước đó", str(then))
    assert found[-3:] == [
        ("Điểm đầu kỳ", str(before)), ("Điểm tích", str(issued)), ("Điểm cuối kỳ", str(before + issued)),
    ]  # fmt: skip


def test_says_whether_the_books_tie_and_the_day_is_open(week):
    text = to_text(printed(week, VI))
    assert "Khớp sổ đến từng điểm" in text
    assert "Ngày còn mở" in text
    assert "Ngày còn mở" not in to_text(printed(week, VI, first=SETTLED, last=SETTLED))


def test_speaks_the_language_of_the_paper_and_fits_every_width(week):
    document = printed(week, EN, first=SETTLED, last=BEFORE)
    assert "Members' report" in to_text(document)
    for width in (32, 48):
        assert max(map(len, to_text(document, width).splitlines())) <= width
    assert thermal.render(document, DEFAULT)


def test_only_who_may_read_reports(week):
    with refused(Code.NOT_ALLOWED):
        printed(week, VI, CASHIER)
