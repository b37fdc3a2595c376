"""«Vì sao?» on paper: the slip of a balance and of a sale, in both languages.

`SNAPSHOT_UPDATE=1 pytest tests/documents` writes the kept papers anew; read them before they are committed.
"""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from pos_desktop.documents.explanation import MOST_LINES, sale_slip, statement
from pos_desktop.loyalty.explanation import (
    Explanation,
    Line,
    LotPart,
    Merged,
    Piece,
    StandingLot,
    TierStory,
    What,
    replay,
)  # fmt: skip
from pos_desktop.loyalty.programme import Metric, Window
from pos_desktop.loyalty.sale_explanation import Returned, SaleExplanation, SoldEarning, TakenOff, WhyNot, bounded
from pos_desktop.wording import in_language
from printing.paper.document import Cut
from printing.paper.text import to_text
from tests.documents.samples import BARE
from tests.loyalty.test_programme import Programme

KEPT = Path(__file__).parent / "papers"
AT, DAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC), date(2026, 3, 2)
LAST = date(2027, 3, 31)
EARNED = Line("1", What.EARNED, DAY, AT, 37, receipt="K1-000231", by="Lan",
              pieces=(Piece("base", "", 24), Piece("tier", "Vàng", 13)), lots=(LotPart(37, DAY, LAST, "K1-000231"),),
              )  # fmt: skip
LINES = replay((
    Line("0", What.OPENING, DAY, AT, 200, by="Mộc", reason="khach.xlsx", lots=(LotPart(200, DAY, LAST),)),
    EARNED,
    Line("2", What.REDEEMED, DAY, AT, -60, receipt="K1-000240", lots=(LotPart(-60, DAY, LAST),)),
    Line("3", What.GIVEN_BACK, DAY, AT, 20, receipt="K1-000240", refund="K1-H000001",
         lots=(LotPart(20, DAY, LAST),)),
    Line("4", What.ADJUSTED, DAY, AT, -7, by="Hoa", reason="nhập nhầm", lots=(LotPart(-7, DAY, LAST),)),
))  # fmt: skip
TIER = TierStory("Vàng", DAY, LAST, Metric.SPEND, Window.ROLLING, date(2025, 3, 3), 12, (), 5_247_000, 5_000_000,
                 "Kim cương", 6_753_000)  # fmt: skip
TOLD = Explanation(
    "a1", "TV000012", "Nguyễn Thị Ngọc Ánh", DAY, LINES, 190, 0, 153, 37, 0,
    (StandingLot(153, 200, DAY, LAST, "", False, False),
     StandingLot(37, 37, date(2026, 3, 9), LAST, "K1-000231", True, False)),
    TIER, merged=(Merged("TV000007", "Ánh", ()),),
)  # fmt: skip
SALE = SaleExplanation(
    "s1", "K1-000231", AT, DAY, "Khách quen", 1,
    (SoldEarning("Cà phê sữa đá", 2000, 200_000, 30, basis=200_000, rate=Fraction(1, 10_000),
                 source=Piece("base", "", 0), factors=((Piece("tier", "Vàng", 0), Fraction(3, 2)),),
                 multiplier=Fraction(3, 2)),
     SoldEarning("Thẻ quà", 1000, 100_000, 0, WhyNot.WARE)),
    200_000, 30, (Piece("base", "", 20), Piece("tier", "Vàng", 10)), "TV000012", "Nguyễn Thị Ngọc Ánh", "Vàng",
    money_off=bounded(Programme(), 1_240, 124_000, 324_000, 1_240),
    taken_off=(TakenOff("promotion", "Giờ vàng", 20_000), TakenOff("reward", "Bánh ngọt", 35_000, 300)),
    refunds=(Returned("K1-H000001", DAY, 100_000, 10, 20),),
)  # fmt: skip


def paper(document):
    return to_text(document, 48)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("name", "build"),
    [("why_balance", lambda words: statement(TOLD, BARE, words)),
     ("why_sale", lambda words: sale_slip(SALE, BARE, words))],
)  # fmt: skip
def test_the_paper_is_the_one_we_looked_at(name, build, language):
    kept, now = KEPT / f"{name}_{language}.txt", paper(build(in_language(language)))
    if os.environ.get("SNAPSHOT_UPDATE"):
        kept.write_text(now, encoding="utf-8")

    assert now == kept.read_text(encoding="utf-8")


def test_the_sample_ties():
    assert TOLD.ties


def test_a_slip_ends_in_a_cut():
    for document in (statement(TOLD, BARE, in_language("vi")), sale_slip(SALE, BARE, in_language("vi"))):
        assert isinstance(document.elements[-1], Cut)


@pytest.mark.parametrize("is_sample", [True, False])
def test_the_sample_shop_says_so(is_sample):
    for build, told in ((statement, TOLD), (sale_slip, SALE)):
        text = paper(build(told, BARE, in_language("vi"), is_sample=is_sample))
        assert ("*** MẪU ***" in text) is is_sample


def test_a_long_history_is_carried_forward():
    days = [replace(EARNED, id=str(n), day=DAY + timedelta(days=n)) for n in range(MOST_LINES + 5)]
    text = paper(statement(replace(TOLD, lines=replay(days)), BARE, in_language("vi")))

    (carried,) = [line for line in text.splitlines() if "Mang sang từ 5 dòng trước" in line]
    assert carried.endswith(f"{5 * 37}\u00a0điểm")
    assert text.count("K1-000231: cơ bản") == MOST_LINES


def test_a_member_without_points_gets_a_slip_that_says_so():
    text = paper(statement(replace(TOLD, lines=(), lots=()), BARE, in_language("vi")))

    assert "Chưa có điểm nào được ghi." in text
