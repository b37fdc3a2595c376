"""The design of receipts: who may set it, what is refused, what is kept of it, and when papers follow."""

import io
import json

import pytest
from PIL import Image

from pos_desktop.core.errors import Code, Trouble
from pos_desktop.documents.design import STANDARD, Block, ReceiptDesign
from pos_desktop.documents.receipt import receipt
from pos_desktop.services.office.print_worker import PrintWorker, directly, head_of
from pos_desktop.services.shop.receipt_design import RECEIPT_DESIGN, SetDesign
from pos_desktop.storage.schema.shop import setting
from pos_desktop.wording import in_language
from printing.devices.profiles import profile_of
from printing.devices.spool import Limits
from printing.paper.document import MOST_PICTURE
from printing.paper.thermal import pictures
from printing.virtual.machine import VirtualPrinter
from tests.support.refusals import in_trouble, refused
from tests.support.shop import CASHIER, MANAGER

QUICK = Limits(status=0.2, answer=0.2)


def png(size=(120, 60), mode="1") -> bytes:
    file = io.BytesIO()
    Image.new(mode, size).save(file, "PNG")
    return file.getvalue()


OURS = ReceiptDesign(
    png(), ("Từ năm 1998",), ("Thứ Ba: mua 2 tặng 1",), ("Hẹn gặp lại",), frozenset({Block.PHONE, Block.CASHIER})
)


def put(shop, design=OURS, operation="d1", name=MANAGER):
    return shop.desk.receipt_design.set(SetDesign(operation, design, shop.person(name).id))


def test_it_is_read_as_it_was_set_and_the_standard_one_before(shop):
    assert shop.desk.receipt_design.current() == STANDARD
    assert put(shop).design == OURS
    assert shop.desk.receipt_design.current() == OURS
    put(shop, STANDARD, "d2")
    assert shop.desk.receipt_design.current() == STANDARD
    assert shop.count("setting") == 2
    assert head_of(shop.till.shop, OURS).design == OURS


def test_the_journal_holds_the_digest_of_the_logo_and_no_dot_of_it(shop):
    put(shop)
    ((body, by),) = shop.rows("SELECT body, staff_id FROM journal WHERE kind = 'setting_changed'")
    told = json.loads(body)["value"]
    assert len(told["logo"]) == 64
    assert (told["header"], told["hidden"]) == (["Từ năm 1998"], ["cashier", "phone"])
    assert by == shop.person(MANAGER).id


def test_sent_twice_it_is_one_row(shop):
    assert not put(shop).is_repeat
    assert put(shop).is_repeat
    assert shop.count("setting") == 1
    with refused(Code.ID_REUSED):
        put(shop, STANDARD)


def test_who_may(shop, tmp_path):
    with refused(Code.NOT_ALLOWED, right="settings"):
        put(shop, name=CASHIER)
    with refused(Code.NOT_ALLOWED, right="settings"):
        shop.desk.receipt_design.take_logo(tmp_path / "logo.png", shop.person(CASHIER).id)
    assert shop.count("setting") == 0


@pytest.mark.parametrize(
    ("design", "code"),
    [
        (ReceiptDesign(header=("x" * 121,)), Code.INVALID_TEXT),
        (ReceiptDesign(footer=("a\0b",)), Code.INVALID_TEXT),
        (ReceiptDesign(header=("x",) * 5), Code.TOO_MANY_LINES),
        (ReceiptDesign(promotion=("x",) * 4), Code.TOO_MANY_LINES),
        (ReceiptDesign(png((MOST_PICTURE[0] + 1, 10))), Code.PICTURE_DAMAGED),
        (ReceiptDesign(png(mode="L")), Code.PICTURE_DAMAGED),
        (ReceiptDesign(png()[:-30]), Code.PICTURE_DAMAGED),
        (ReceiptDesign(b"GIF89a"), Code.PICTURE_DAMAGED),
    ],
)
def test_what_is_refused_leaves_nothing(shop, design, code):
    with refused(code):
        put(shop, design)
    assert (shop.count("setting"), shop.desk.receipt_design.current()) == (0, STANDARD)


def test_texts_are_cleaned_and_empty_lines_are_none(shop):
    put(shop, ReceiptDesign(header=("  Từ \u202enăm\t1998 ", "", "   "), footer=("\x1b@",)))
    kept = shop.desk.receipt_design.current()
    assert (kept.header, kept.footer) == (("Từ năm 1998",), ("@",))


def keep(shop, value):
    """Put a row there that `set` would not have written."""
    with shop.till.db.write() as tx:
        tx.execute(setting.insert().values(
            id=shop.till.ids(), shop_id=shop.till.shop.id, name=RECEIPT_DESIGN, value=value, version=2,
            at=shop.till.now(), staff_id=shop.person(MANAGER).id,
        ))  # fmt: skip


@pytest.mark.parametrize(
    "value",
    [5, "x", [], {}, {"logo": None, "header": 5, "footer": {}, "hidden": 1, "promotion": None}, {"logo": "é"},
     {"logo": [1]}, {"logo": "!!", "hidden": [[], {}, None]}],
    ids=repr,
)  # fmt: skip
def test_a_row_that_is_no_design_is_the_standard_one_and_can_be_set_anew(shop, value):
    keep(shop, value)
    assert shop.desk.receipt_design.current() == STANDARD
    assert put(shop).design == shop.desk.receipt_design.current() == OURS


def test_what_is_kept_is_cleaned_and_cut_when_it_is_read(shop):
    keep(shop, {"header": ["x" * 10_000, "\x1b@\u202e1", None] + ["y"] * 50})
    assert shop.desk.receipt_design.current().header == ("x" * 120, "@1", "y", "y")


def test_what_a_later_program_wrote_keeps_no_receipt_from_being_printed(shop):
    put(shop)
    later = {"logo": "AAAA", "header": ["a"], "promotion": [], "footer": [], "hidden": ["phone", "unheard of"]}
    keep(shop, later)
    assert shop.desk.receipt_design.current() == ReceiptDesign(header=("a",), hidden=frozenset({Block.PHONE}))


def test_a_logo_is_made_of_a_chosen_file(shop, tmp_path):
    path, by = tmp_path / "logo.jpg", shop.person(MANAGER).id
    Image.new("RGB", (900, 300), (20, 20, 20)).save(path)
    logo = shop.desk.receipt_design.take_logo(path, by)
    assert put(shop, ReceiptDesign(logo)).design.logo == logo
    path.write_text("<svg/>")
    with refused(Code.PICTURE_KIND):
        shop.desk.receipt_design.take_logo(path, by)
    with in_trouble(Trouble.FILE_UNREADABLE):
        shop.desk.receipt_design.take_logo(tmp_path / "none.png", by)


def test_a_receipt_comes_out_as_designed_when_it_is_printed(shop):
    sale = shop.sold("2 x CÀ PHÊ @ 29000; cash 100000", printer="main")
    heights = []
    with VirtualPrinter() as printer:
        worker = PrintWorker(shop.desk, directly, name="main", uri=printer.uri, limits=QUICK)
        for at, design in enumerate((OURS, STANDARD), 1):
            put(shop, design, f"d{at}")
            if at == 1:
                worker.start()
            else:
                shop.desk.outbox.reprint(sale.id, "main", "vi", shop.person(MANAGER).id)
            assert worker.settle()
            heights.append([piece.image().height for piece in printer.printed().pieces])
        assert worker.stop()
    ((first,), (again, second)) = heights
    words = in_language("vi")
    head, code, enclosed = (
        head_of(shop.till.shop, OURS),
        shop.desk.sales.receipt_code(sale),
        shop.desk.sales.enclosed(sale),
    )
    designed = pictures(receipt(sale, head, code, words, 0, enclosed), profile_of("80mm"))
    plain = pictures(receipt(sale, head_of(shop.till.shop), code, words, 1, enclosed), profile_of("80mm"))
    assert (first, again, second) == (designed[0].height, designed[0].height, plain[0].height)


def test_printing_costs_one_look_more(shop):
    put(shop)
    with shop.statements() as asked:
        shop.desk.receipt_design.current()
    assert sum(told.startswith("SELECT") for told in asked) == 1
