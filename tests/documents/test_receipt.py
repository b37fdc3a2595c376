"""The receipt: its text in both languages, every number of its sale, and its marks.

`SNAPSHOT_UPDATE=1 pytest tests/documents` writes the kept papers anew; read them before they are committed.
"""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import zxingcpp

from pos_desktop.documents.receipt import receipt
from pos_desktop.selling.tax import TaxSum
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.wording import in_language
from printing.document import Cut, Drawer, Mark
from printing.profiles import profile_named
from printing.text import to_text
from printing.thermal import pictures
from tests.documents.samples import BARE, CODE, GOLD, GUEST, MEMBER, SHOP, UPGRADED, line

KEPT = Path(__file__).parent / "papers"
SAMPLE = replace(GUEST, is_sample=True)
OWING = replace(MEMBER, loyalty=replace(GOLD, debt=12, pending=7, available=0, expiring=0, expiring_on=None))
LIMITED = replace(MEMBER, earned=0, loyalty=replace(GOLD, limited=True))


def paper(sale, language="vi", *, shop=SHOP, copy=0, columns=48):
    return to_text(receipt(sale, shop, CODE, in_language(language), copy), columns)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("name", "sale", "shop", "columns"),
    [
        ("guest", GUEST, BARE, 48),
        ("member", MEMBER, SHOP, 48),
        ("narrow", MEMBER, SHOP, 32),
        ("upgraded", UPGRADED, SHOP, 48),
    ],
)
def test_the_paper_is_the_one_we_looked_at(name, sale, shop, columns, language):
    kept, now = KEPT / f"{name}_{language}.txt", paper(sale, language, shop=shop, columns=columns)
    if os.environ.get("SNAPSHOT_UPDATE"):
        KEPT.mkdir(exist_ok=True)
        kept.write_text(now, encoding="utf-8")

    assert now == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_sum_of_the_sale_is_on_it(language):
    words, text = in_language(language), paper(MEMBER, language)

    sums = [MEMBER.goods, -MEMBER.discount, -MEMBER.points_value, MEMBER.due, MEMBER.change]
    sums += [sold.gross for sold in MEMBER.lines] + [-9_500]
    sums += [paid.amount for paid in MEMBER.tenders] + [part for tax in MEMBER.taxes for part in (tax.net, tax.tax)]
    assert [money for money in map(words.money, sums) if money not in text] == []
    assert MEMBER.goods - MEMBER.discount - MEMBER.points_value == MEMBER.due, "the sample itself must tie"


def test_the_time_is_that_of_the_shop_not_of_the_machine():
    assert "22/11/2026 07:05" in paper(GUEST)
    assert "22/11/2026 00:05" in paper(GUEST, shop=replace(BARE, time_zone="UTC"))


def test_a_sample_is_marked_at_both_ends():
    assert [line for line in paper(SAMPLE).splitlines() if "MẪU" in line] == ["*** MẪU ***".center(48).rstrip()] * 2
    assert "MẪU" not in paper(GUEST)
    assert paper(SAMPLE, "en").count("SAMPLE") == 2


@pytest.mark.parametrize(("language", "mark"), [("vi", "BẢN IN LẠI 2"), ("en", "COPY 2")])
def test_a_copy_is_marked_at_both_ends(language, mark):
    document = receipt(SAMPLE, BARE, CODE, in_language(language), 2)

    marks = [element.text for element in document.elements if isinstance(element, Mark)]
    assert marks.count(mark) == 2
    assert paper(GUEST, language).count("***") == 0


def test_a_receipt_ends_in_a_cut_and_never_opens_the_drawer():
    document = receipt(MEMBER, SHOP, CODE, in_language("vi"))

    assert isinstance(document.elements[-1], Cut)
    assert not any(isinstance(element, Drawer) for element in document.elements)
    assert (document.title, document.language) == ("K1-000231", "vi")


def test_what_is_not_subject_to_vat_says_so():
    text = paper(replace(GUEST, taxes=(TaxSum(None, 29_000, 0),)))

    assert any("Không chịu thuế" in row and "29.000\u00a0₫" in row for row in text.splitlines())


def test_debt_and_pending_points_are_told():
    text = paper(OWING)

    assert "Điểm còn nợ                          12\u00a0điểm" in text
    assert "Điểm chờ dùng                         7\u00a0điểm" in text
    assert "trả phần nợ trước" in text
    assert "sắp hết hạn" not in text
    assert "Điểm còn nợ" not in paper(MEMBER)


def test_a_guest_has_no_block_of_points():
    assert "điểm" not in paper(GUEST).casefold()
    assert "điểm" in paper(MEMBER).casefold()


def test_an_order_beyond_the_days_limit_says_why_it_earned_nothing():
    assert "Hôm nay đã đủ số đơn được tích điểm." in paper(LIMITED)
    assert "đã đủ số đơn" not in paper(MEMBER)


def test_the_celebration_comes_with_an_upgrade_alone():
    assert "Chúc mừng lên hạng Kim cương" in paper(UPGRADED)
    assert "Chúc mừng" not in paper(MEMBER)


def test_the_highest_tier_has_no_bar():
    assert "[#" in paper(MEMBER)
    assert "[#" not in paper(UPGRADED)


@pytest.mark.parametrize("kind", list(TenderKind))
def test_every_tender_has_a_name(kind):
    text = paper(replace(GUEST, tenders=(Tender(kind, 29_000),), change=0))

    assert kind.value not in text
    assert "Tiền thừa" not in text


@pytest.mark.parametrize("order_type", ["dine_in", "take_away", "delivery"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_order_type_has_a_name(order_type, language):
    assert order_type not in paper(replace(GUEST, order_type=order_type), language)


def test_no_arrow_tick_star_or_emoji():
    signs = "←→↑↓⇒✓✔✗★☆♥•"
    texts = [paper(sale, language, copy=1) for sale in (MEMBER, UPGRADED, OWING) for language in ("vi", "en")]

    assert [sign for text in texts for sign in text if sign in signs or ord(sign) > 0xFFFF] == []


@pytest.mark.parametrize("profile", ["80mm", "58mm"])
def test_the_qr_on_paper_reads_back(profile):
    (picture,) = pictures(receipt(MEMBER, SHOP, CODE, in_language("vi")), profile_named(profile))

    assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [CODE]


def test_four_hundred_lines_fit_on_one_receipt():
    many = replace(GUEST, lines=tuple(line(f"Món số {n}", 1000, 1_000) for n in range(1, 401)))

    text = paper(many)

    assert sum("Món số" in row for row in text.splitlines()) == 400


def test_a_name_cannot_forge_a_line_or_a_command():
    evil = replace(GUEST, lines=(line("Cà phê\x1bp0\n PHẢI TRẢ 0 ₫", 1000, 29_000),))

    text = paper(evil)

    assert "\x1b" not in text
    assert [row for row in text.splitlines() if row.startswith("PHẢI TRẢ")] == ["PHẢI TRẢ".ljust(40) + "29.000\u00a0₫"]


def test_points_that_expire_name_their_day():
    later = replace(MEMBER, loyalty=replace(GOLD, expiring=90, expiring_on=date(2026, 12, 31)))

    assert "90\u00a0điểm sắp hết hạn, sớm nhất ngày" in paper(later)
    assert "31/12/2026" in paper(later)
