"""Slips of stored money, welcome and statement of points: their text in both languages and widths, and their marks.

`SNAPSHOT_UPDATE=1 pytest tests/documents` writes the kept papers anew; read them before they are committed.
"""

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import zxingcpp

from pos_desktop.documents.explanation import sale_slip, statement
from pos_desktop.documents.marks import Standing
from pos_desktop.documents.points_statement import MOST_LINES, points_slip
from pos_desktop.documents.slip import slip
from pos_desktop.documents.stored_slips import GiftCardSlip, TopUpSlip, of_gift_card, of_top_up
from pos_desktop.documents.welcome import WelcomeSlip, of_welcome
from pos_desktop.loyalty.explanation import replay
from pos_desktop.loyalty.points_statement import statement_of
from pos_desktop.wording import in_language
from printing.devices.profiles import profile_of
from printing.paper.document import Mark
from printing.paper.text import to_text
from printing.paper.thermal import pictures
from tests.documents.samples import BARE, SHOP
from tests.documents.test_explanation import EARNED, SALE, TOLD

KEPT = Path(__file__).parent / "papers"
AT, LAST = datetime(2026, 3, 2, 2, 30, tzinfo=UTC), date(2027, 11, 30)
VI = in_language("vi")
GIFT = GiftCardSlip("4321", 0, 500_000, 50_000, 550_000, LAST, "27143210000003333333333333333333")
LOADED = replace(GIFT, before=120_000, bonus=0, balance=620_000, expires_on=None)
TOP_UP = TopUpSlip("K1-000231", "Nguyễn Thị Ngọc Ánh", 20_000, 500_000, 50_000, 35_000, 535_000, LAST)
WELCOME = WelcomeSlip(
    "TV000012", "Nguyễn Thị Ngọc Ánh", "29143210000003333333333333333333", "Thành viên", 20, "Khách quen",
    (1, 10_000), 100, 50, True,
)  # fmt: skip
MARCH = statement_of(TOLD, date(2026, 3, 1), date(2026, 3, 31))
MAKE = {
    "gift_card": lambda words: slip(of_gift_card(GIFT, words), BARE, words, AT),
    "gift_card_loaded": lambda words: slip(of_gift_card(LOADED, words), BARE, words, AT, copy=2),
    "top_up": lambda words: slip(of_top_up(TOP_UP, words), BARE, words, AT, is_sample=True),
    "welcome": lambda words: slip(of_welcome(WELCOME, words), BARE, words, AT),
    "points": lambda words: points_slip(MARCH, SHOP, words, Standing(is_sample=True)),
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("name", "columns"), [(name, columns) for name in sorted(MAKE) for columns in (32, 48)])
def test_the_paper_is_the_one_we_looked_at(name, columns, language):
    kept = KEPT / f"{name}_{columns}_{language}.txt"
    now = to_text(MAKE[name](in_language(language)), columns)
    if os.environ.get("SNAPSHOT_UPDATE"):
        kept.write_text(now, encoding="utf-8")

    assert now == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize(("made", "code"), [("gift_card", GIFT.code), ("welcome", WELCOME.token)])
@pytest.mark.parametrize("width", ["58mm", "80mm"])
def test_its_code_is_read_back_from_the_paper(made, code, width):
    drawn = pictures(MAKE[made](VI), profile_of(width))
    found = [read.text for picture in drawn for read in zxingcpp.read_barcodes(picture.convert("L"))]
    assert found == [code]


def marks(document):
    return [element.text for element in document.elements if isinstance(element, Mark)]


def test_every_paper_says_at_both_ends_what_it_is():
    assert marks(MAKE["gift_card_loaded"](VI)) == ["BẢN IN LẠI 2"] * 2
    assert marks(MAKE["top_up"](VI)) == marks(MAKE["points"](VI)) == ["MẪU"] * 2
    assert marks(statement(TOLD, BARE, VI, is_sample=True)) == marks(sale_slip(SALE, BARE, VI, is_sample=True)) == [
        "MẪU", "MẪU",
    ]  # fmt: skip
    assert not [name for name in ("gift_card", "welcome") if marks(MAKE[name](VI))]


def test_a_member_without_a_card_or_a_name_has_neither_on_the_slip():
    paper = to_text(slip(of_welcome(replace(WELCOME, name="", token="", agreed=None), VI), BARE, VI, AT))
    assert "Ngọc Ánh" not in paper and "Đưa mã" not in paper and "tin ưu đãi" not in paper


def test_a_programme_without_points_for_money_promises_none():
    paper = to_text(slip(of_welcome(replace(WELCOME, earn=(0, 10_000)), VI), BARE, VI, AT))
    assert "được 0" not in paper and "trừ được" in paper


def test_a_long_statement_tells_the_newest_rows_and_the_sum_before_them():
    lines = replay([replace(EARNED, id=str(at), points=1, pieces=()) for at in range(MOST_LINES + 20)])
    told = statement_of(replace(TOLD, lines=lines), date(2026, 1, 1), date(2026, 3, 31))
    paper = to_text(points_slip(told, BARE, VI)).replace("\u00a0", " ")
    assert "Mang sang từ 20 dòng trước" in paper
    assert paper.count("+1 điểm") == MOST_LINES
    assert "+100 điểm" in paper


def test_a_period_without_rows_says_so():
    told = statement_of(TOLD, date(2025, 1, 1), date(2025, 1, 31))
    assert "không có điểm nào" in to_text(points_slip(told, BARE, VI))
