"""The receipt: its text in both languages, every number of its sale, and its marks.

`SNAPSHOT_UPDATE=1 pytest tests/documents` writes the kept papers anew; read them before they are committed.
"""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import zxingcpp

from pos_desktop.documents.enclosed import NOTHING
from pos_desktop.documents.receipt import receipt
from pos_desktop.selling.tax import TaxSum
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.wording import in_language
from printing.devices.profiles import profile_of
from printing.paper.document import Cut, Drawer, Mark
from printing.paper.text import to_text
from printing.paper.thermal import pictures
from tests.documents.samples import (
    BARE,
    CLAIM,
    CLAIMABLE,
    CODE,
    GIFTS,
    GOLD,
    GUEST,
    MEMBER,
    REWARDED,
    SHOP,
    UPGRADED,
    line,
)  # fmt: skip

KEPT = Path(__file__).parent / "papers"
SAMPLE = replace(GUEST, is_sample=True)
OWING = replace(MEMBER, loyalty=replace(GOLD, debt=12, pending=7, available=0, expiring=0, expiring_on=None))
LIMITED = replace(MEMBER, earned=0, loyalty=replace(GOLD, limited=True))


def paper(sale, language="vi", *, shop=SHOP, copy=0, columns=48, enclosed=NOTHING):
    return to_text(receipt(sale, shop, CODE, in_language(language), copy, enclosed), columns)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("name", "sale", "shop", "columns", "enclosed"),
    [
        ("guest", GUEST, BARE, 48, NOTHING),
        ("claim", GUEST, BARE, 48, CLAIMABLE),
        ("member", MEMBER, SHOP, 48, NOTHING),
        ("narrow", MEMBER, SHOP, 32, NOTHING),
        ("upgraded", UPGRADED, SHOP, 48, NOTHING),
        ("rewarded", REWARDED, SHOP, 48, GIFTS),
        ("narrow_rewarded", REWARDED, SHOP, 32, GIFTS),
    ],
)
def test_the_paper_is_the_one_we_looked_at(name, sale, shop, columns, enclosed, language):
    kept = KEPT / f"{name}_{language}.txt"
    now = paper(sale, language, shop=shop, columns=columns, enclosed=enclosed)
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


@pytest.mark.parametrize(
    ("metric", "words"),
    [("spend", "Còn 412.000\u00a0₫ lên"), ("points", "Còn 412.000\u00a0điểm lên"), ("visits", "Còn 412.000 lượt lên")],
)
def test_the_way_up_is_told_in_what_the_tiers_count(metric, words):
    assert words in paper(replace(MEMBER, loyalty=replace(GOLD, metric=metric)))


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
    (picture,) = pictures(receipt(MEMBER, SHOP, CODE, in_language("vi")), profile_of(profile))

    assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [CODE]


def test_every_code_that_goes_out_with_the_sale_reads_back():
    (guest,) = pictures(receipt(GUEST, BARE, CODE, in_language("vi"), 0, CLAIMABLE), profile_of("80mm"))
    (member,) = pictures(receipt(REWARDED, SHOP, CODE, in_language("vi"), 0, GIFTS), profile_of("80mm"))

    assert {code.text for code in zxingcpp.read_barcodes(guest.convert("L"))} == {CODE, CLAIM}
    wanted = {CODE, GIFTS.slips[0].code, GIFTS.cards[2].code}
    assert {code.text for code in zxingcpp.read_barcodes(member.convert("L"))} == wanted


def test_reductions_are_named_and_tie():
    text = paper(REWARDED)

    sums = sum(reduction.amount for reduction in REWARDED.reductions) + REWARDED.by_hand
    assert sums == REWARDED.discount == 44_500
    for label, amount in (("Mua 2 tặng 1", "29.000"), ("Miễn phí bánh", "9.500"), ("Giảm giá tại quầy", "6.000"),
                          ("Tổng giảm giá", "44.500")):  # fmt: skip
        assert any(row.startswith(label) and f"\u2212{amount}\u00a0₫" in row for row in text.splitlines()), label
    alone = replace(REWARDED, discount=29_000, reductions=REWARDED.reductions[:1])
    assert "Tổng giảm giá" not in paper(alone)


def test_of_a_gift_card_that_paid_only_four_digits_are_told():
    assert "Thẻ quà tặng 7890" in paper(REWARDED)
    assert "1234567890" not in paper(REWARDED)


def test_points_of_rewards_count_as_redeemed():
    assert "\u2212420\u00a0điểm" in paper(REWARDED)
    assert "\u2212120\u00a0điểm" in paper(MEMBER)


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


def test_a_combo_stands_once_with_its_parts_and_options_below_it():
    parts = (
        line("Trà sữa", 4000, 20_000, combo="Combo đôi", bundle=3, pieces=2, gross=100_000,
             options=(("Trân châu", 5_000, 0), ("Ít đá", 0, 0))),
        line("Bánh mì", 2000, 19_000, combo="Combo đôi", bundle=3, line_discount=2_000),
    )  # fmt: skip
    other = line("Pizza", 1000, 99_000, options=(("Bò", 0, 1), ("Hải sản", 60_000, 2)), gross=159_000, serial="SN7")
    sold = replace(GUEST, lines=(*parts, other))
    told = to_text(receipt(sold, SHOP, CODE, in_language("vi")), 48)
    rows = [" ".join(row.split()) for row in told.splitlines()]
    at = next(n for n, row in enumerate(rows) if "Combo đôi" in row)
    assert [row.replace("\u00a0", " ") for row in rows[at : at + 9]] == [
        "2 Combo đôi 138.000 ₫", "× 59.000 ₫", "2 Trà sữa: Trân châu 5.000 ₫, Ít đá", "1 Bánh mì", "Giảm giá −2.000 ₫",
        "1 Pizza 159.000 ₫", "× 99.000 ₫", "Nửa Bò", "Nửa Hải sản 60.000 ₫",
    ]  # fmt: skip
    assert rows[at + 9] == "Số sê-ri SN7"


@pytest.mark.parametrize("columns", [48, 32])
def test_rounded_cash_is_a_line_between_what_is_due_and_what_was_given(columns):
    rounded = replace(GUEST, due=29_175, cash_rounding=-175, change=21_000)
    rows = [row for row in paper(rounded, columns=columns).replace("\xa0", " ").splitlines() if row.strip()]
    (at,) = [n for n, row in enumerate(rows) if row.startswith("Làm tròn tiền mặt")]
    assert rows[at].endswith("\u2212175 ₫")
    assert rows[at + 1].startswith("Tiền mặt") and rows[at + 1].endswith("50.000 ₫")
    assert "Cash rounding" in paper(rounded, "en", columns=columns)
    assert "Làm tròn" not in paper(GUEST, columns=columns)
