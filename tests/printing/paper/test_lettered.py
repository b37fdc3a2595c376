"""The printer's own letters: what they say is what the paper says, in few commands and no byte more."""

import pytest
import zxingcpp
from escpos.capabilities import CAPABILITIES
from hypothesis import given
from hypothesis import strategies as st

from printing.devices.profiles import Letters, profile_of
from printing.paper import alphabets, thermal
from printing.paper.document import (
    Columns,
    Cut,
    Document,
    Drawer,
    Frame,
    ItemLine,
    Mark,
    Pair,
    Picture,
    Qr,
    Size,
    Text,
    Title,
)
from printing.paper.layout import qr_module
from printing.paper.rows import Drawn, Row, rows
from printing.qr import png, side
from printing.virtual import events as ev
from printing.virtual.decoder import decode
from tests.printing.samples import RECEIPT_CODE, money, receipt
from tests.printing.vietnamese import DONG, LETTERS

TCVN, ASCII = profile_of("80mm;letters=tcvn"), profile_of("80mm;letters=ascii")
MODES = [f"{paper};letters={letters}{qr}" for paper in ("80mm", "80mm-512", "58mm") for letters in ("tcvn", "ascii")
         for qr in ("", ";qr=yes")]  # fmt: skip


def printed(elements, profile=TCVN):
    decoded = decode(thermal.render(Document((*elements, Cut())), profile), profile.page)
    assert decoded.strange == []
    return decoded


def told(elements, profile=TCVN):
    return printed(elements, profile).pieces[0].text


def test_every_letter_comes_back_as_it_was():
    assert told([Text(letter) for letter in LETTERS]).split() == list(LETTERS)
    assert told([Text(f"29.000\u00a0{DONG}")]) == "29.000 đ\n"


def test_the_pages_are_those_that_others_know():
    """python-escpos' tables come from the makers' manuals; where they have Icelandic Ð there stands a Đ."""
    known = CAPABILITIES["encodings"]
    for name, table in (("TCVN-3-1", alphabets.SMALL), ("TCVN-3-2", alphabets.CAPITAL)):
        page = "".join(known[name]["data"]).replace("Ð", "Đ")
        assert table == {letter: 0x80 + place for place, letter in enumerate(page) if letter != " "}


@pytest.mark.parametrize(
    ("text", "tcvn", "ascii"),
    [
        ("Phở bò «đặc biệt»…", 'Phở bò "đặc biệt"...', 'Pho bo "dac biet"...'),
        (f"−29.000 {DONG} × 2", "-29.000 đ x 2", "-29.000 d x 2"),
        ("Trà 茶茶 👍🏽", "Trà ? ?", "Tra ? ?"),
        ("Crème brûlée Ñ ½", "Crème brulée N 1/2", "Creme brulee N 1/2"),
        ("a\u0300\u0301\u0302", "à", "a"),
        ("ﬁ Ⅳ ① ﷺ", "fi IV 1 ?", "fi IV 1 ?"),
    ],
)
def test_what_a_printer_does_not_have_is_folded_or_asked_for(text, tcvn, ascii):
    assert told([Text(text)], TCVN) == f"{tcvn}\n"
    assert told([Text(text)], ASCII) == f"{ascii}\n"


@given(st.text(max_size=60), st.sampled_from([Letters.TCVN, Letters.ASCII]))
def test_spelling_twice_changes_nothing(text, letters):
    once = alphabets.spelled(text, letters)

    assert alphabets.spelled(once, letters) == once
    allowed = alphabets.SMALL.keys() | alphabets.CAPITAL.keys() if letters is Letters.TCVN else set()
    assert all(" " <= letter <= "~" or letter == "\u00a0" or letter in allowed for letter in once)


def test_a_page_stays_until_a_letter_is_not_on_it():
    pages = [event.number for event in printed([Text("phở bò tái nạm"), Text("ĐẶC BIỆT 1 TÔ"), Text("ít đá")]).events
             if isinstance(event, ev.Page)]  # fmt: skip

    assert pages == [30, 31, 30]


def test_the_pages_of_another_printer():
    profile = profile_of("80mm;letters=tcvn;page=27")
    events = printed([Text("Bánh MÌ Ế")], profile).events

    assert [event for event in events if isinstance(event, ev.Page)] == [ev.Page(27), ev.Page(28)]
    assert told([Text("Bánh MÌ Ế")], profile) == "Bánh MÌ Ế\n"


def test_bare_letters_choose_no_page_and_no_byte_is_above_them():
    raw = thermal.render(
        Document((Title("Quán"), Text("Phở"), Qr("1"), Pair("a", "b"))), profile_of("58mm;letters=ascii;qr=yes")
    )

    assert max(raw) <= 0x7E
    assert not [event for event in decode(raw).events if isinstance(event, ev.Page | ev.HanOff)]


def test_looks_are_set_where_they_change():
    elements = (Title("Quán"), Text("a"), Text("b", bold=True), Pair("SUM", money(1_000), bold=True, size=Size.HUGE),
                Mark("MẪU"), Text("c"))  # fmt: skip
    looks = {"".join(letter for letter, _ in part.letters).strip(): part.letters[-1][1]
             for part, _ in printed(elements).pieces[0].parts}  # fmt: skip

    assert [(text, look.bold, look.wide, look.tall, look.reverse) for text, look in looks.items()] == [
        ("Quán", True, 2, 2, False), ("a", False, 1, 1, False), ("b", True, 1, 1, False),
        ("SUM              1.000 đ", True, 2, 2, False), ("*** MẪU ***", True, 1, 2, True), ("c", False, 1, 1, False),
    ]  # fmt: skip


def test_wide_letters_only_where_they_fit():
    long = "Nhà hàng ẩm thực đồng quê Đường Tàu"
    (title,) = rows((Title(long),), 48, Letters.TCVN)
    (total,) = rows((Pair("PHẢI TRẢ", money(1_204_000_000_000), size=Size.HUGE),), 32, Letters.TCVN)

    assert (title.wide, title.tall) == (1, 2) and title.text.strip() == long
    assert (total.wide, total.tall) == (1, 2) and total.text.endswith("1.204.000.000.000\u00a0đ")


@pytest.mark.parametrize("mode", MODES)
def test_a_receipt_in_letters(mode):
    profile = profile_of(mode)
    decoded = printed(receipt(mark="MẪU").elements[:-1], profile)
    (piece,) = decoded.pieces

    assert all(part.width <= profile.width_dots for part, _ in piece.parts)
    assert [code.text for code in zxingcpp.read_barcodes(piece.image(profile.width_dots).convert("L"))] == [
        RECEIPT_CODE
    ]
    assert bool(piece.rasters) is not profile.native_qr
    assert piece.cut is profile.cutter and piece.fed_lines == 6
    dong = "đ" if profile.letters is Letters.TCVN else "d"
    assert f"204.000 {dong}\n" in piece.text
    assert ("Nguyễn" in piece.text or "Đặng Thị Hường" in piece.text) is (profile.letters is Letters.TCVN)


def test_letters_are_a_fraction_of_a_picture():
    """At 9 600 baud a second is 960 bytes: the picture of a receipt takes over a minute."""
    drawn, written = (thermal.render(receipt(), profile_of(mode)) for mode in ("80mm", "80mm;letters=tcvn;qr=yes"))

    assert len(written) < 2_500 and len(drawn) > 20 * len(written)


@given(st.lists(st.tuples(st.text(max_size=70), st.text(max_size=40)), min_size=1, max_size=4), st.sampled_from(MODES))
def test_no_line_is_longer_than_the_paper(texts, mode):
    profile = profile_of(mode)
    for one, two in texts:
        elements = (
            Title(one), Text(two, Size.HUGE), Pair(one, two, size=Size.HUGE), ItemLine(two, one, two, one, (one,)),
            Mark(two), Columns((one, two), (1, 2)), Frame((Pair(one, two), Text(two), Qr("1", one))),
        )  # fmt: skip
        for row in rows(elements, profile.columns, profile.letters):
            assert isinstance(row, Drawn) or len(row.text) * row.wide <= profile.columns, (row, mode)


def test_a_code_in_a_frame_stands_between_its_halves():
    found = list(rows((Frame((Text("a"), Qr("1", "b"), Text("c"))),), 12, Letters.ASCII))

    assert [row.text if isinstance(row, Row) else row.element for row in found] == [
        "+----------+", "| a        |", "+----------+", Qr("1"), "     b",
        "+----------+", "| c        |", "+----------+",
    ]  # fmt: skip


def test_a_logo_is_drawn_between_the_letters():
    logo = Picture(png("K1", 4))
    (piece,) = printed([Title("Quán"), logo, Frame((Text("a"), logo))]).pieces

    kinds = [type(part).__name__ for part, _ in piece.parts]
    assert kinds == ["Line", "Raster", "Line", "Line", "Line", "Raster"]
    assert [code.text for code in zxingcpp.read_barcodes(piece.image(576).convert("L"))] == ["K1", "K1"]


def test_pulses_and_pieces_stay_in_order():
    decoded = decode(thermal.render(Document((Drawer(5), Text("Ế"), Cut(), Text("É Ế"), Cut())), TCVN))

    assert decoded.strange == []
    assert [piece.text for piece in decoded.pieces] == ["Ế\n", "É Ế\n"]
    assert isinstance(decoded.events[1], ev.DrawerPulse)
    assert [event for event in decoded.events if isinstance(event, ev.Page)] == [ev.Page(31)]


@pytest.mark.parametrize("paper", ["80mm", "80mm-512", "58mm"])
def test_the_white_beside_a_code_is_not_sent(paper):
    profile = profile_of(f"{paper};letters=tcvn")
    (piece,) = printed([Qr(RECEIPT_CODE)], profile).pieces
    (whole,) = thermal.pictures(Document((Qr(RECEIPT_CODE),)), profile)

    code = side(RECEIPT_CODE) * qr_module(RECEIPT_CODE, profile.width_dots)
    assert code <= piece.rasters[0].width < code + 16
    assert piece.image(profile.width_dots).tobytes() == whole.tobytes(), "it stands where it would have stood"
