"""The record of one member: everything that is theirs, nothing of others, and no word of it in the journal."""

import json
from dataclasses import replace
from time import perf_counter

import pypdfium2
import pytest

from pos_desktop.core.errors import Code
from pos_desktop.services.members.consenting import Say
from pos_desktop.services.members.exporting import Export, Exporting
from pos_desktop.services.members.merging import Merge
from pos_desktop.services.office.proofs.verification import Verification
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER

NAME, PHONE = "Trịnh Hoài Thương", "0977112233"


@pytest.fixture
def account(shop):
    enrolled = shop.enrolled(NAME, PHONE)
    shop.granted(NAME, 300)
    shop.desk.consenting.say(Say("c1", enrolled.account_id, "birthday", True, shop.person().id))
    sale = shop.sold(f"2 x PHỞ @ 100000; 1 x TRÀ @ 5000; member {NAME}; redeem 60")
    shop.returned(sale, "1 x PHỞ")
    shop.sold("3 x BÁNH @ 7000; member Người Khác")
    return enrolled.account_id


def export(shop, account_id, name=MANAGER, operation="x1", **more):
    return shop.desk.exporting.export(Export(operation, account_id, shop.person(name).id, **more))


def test_everything_of_theirs_and_nothing_of_others(shop, account):
    record = json.loads(export(shop, account).json)
    assert record["format"] == "khach-quen-member/1"
    assert record["members"][0]["name"] == NAME
    assert [row["phone"] for row in record["phones"]] == [PHONE]
    assert [(row["purpose"], row["given"]) for row in record["consents"]] == [("birthday", True)]
    assert record["consents"][0]["text"].startswith("Cửa hàng xin phép dùng ngày sinh")
    assert len(record["cards"]) == 1
    (bought,) = record["purchases"]
    assert [line["name"] for line in bought["lines"]] == ["PHỞ", "TRÀ"]
    assert sum(line["amount"] for line in bought["lines"]) == bought["due"]
    assert len(bought["refunds"]) == 1
    assert sum(row["points"] for row in record["entries"]) == record["points"]["available"]
    assert {row["kind"] for row in record["entries"]} >= {"opening", "accrual", "redemption", "clawback"}
    assert "BÁNH" not in str(record)


def test_the_pages_hold_the_same_in_both_languages(shop, account):
    for at, language in enumerate(("vi", "en")):
        pdf = export(shop, account, operation=f"x{at}", language=language).pdf
        assert pdf.startswith(b"%PDF")
    assert export(shop, account, operation="x1", language="en").pdf == pdf, "the same to the byte"


def test_of_a_lesson_or_a_sample_every_page_and_the_file_say_so(shop, account):
    for at, (facts, mark) in enumerate([({"is_training": True}, "TẬP HUẤN"), ({"is_sample": True}, "MẪU"), ({}, "")]):
        usual = {"is_training": False, "is_sample": False}
        till = replace(shop.till, shop=replace(shop.till.shop, **usual | facts))
        made = Exporting(till).export(Export(f"m{at}", account, shop.person(MANAGER).id))
        record = json.loads(made.json)
        assert {name: record[name] for name in usual} == usual | facts
        pages = list(pypdfium2.PdfDocument(made.pdf))
        told = [page.get_textpage().get_text_bounded() for page in pages]
        assert len(told) > 0
        for name in ("TẬP HUẤN", "MẪU"):
            assert {text.count(name) for text in told} == {2 if name == mark else 0}


def test_the_file_s_name_and_the_journal_name_nobody(shop, account):
    code = shop.member(NAME).row.code
    assert export(shop, account).name == f"thanh-vien-{code}-20260302"
    ((body, by),) = shop.rows("SELECT body, staff_id FROM journal WHERE kind = 'member_exported'")
    assert '"receipts":1' in body
    assert by == shop.person(MANAGER).id
    kept = body + str(shop.rows("SELECT answer FROM operation WHERE kind = 'export_member'"))
    assert not any(word in kept for word in (NAME, "Thương", PHONE[1:], "PHỞ"))
    assert Verification(shop.till).run().ok


def test_sent_twice_it_is_told_once(shop, account):
    assert not export(shop, account).is_repeat
    assert export(shop, account).is_repeat
    assert len(shop.rows("SELECT 1 FROM journal WHERE kind = 'member_exported'")) == 1


def test_who_was_merged_into_them_is_in_it(shop, account):
    shop.enrolled("Thương Cũ", "0977112244")
    old = shop.member("Thương Cũ").row.account_id
    shop.sold("1 x CƠM @ 40000; member Thương Cũ")
    shop.desk.merging.merge(Merge("g1", old, account, "một người", shop.person(MANAGER).id))
    record = json.loads(export(shop, old).json)
    assert [row["name"] for row in record["members"]] == [NAME, "Thương Cũ"]
    assert {row["phone"] for row in record["phones"]} == {PHONE, "0977112244"}
    assert len(record["purchases"]) == 2


def test_who_may(shop, account):
    with refused(Code.NOT_ALLOWED, right="export"):
        export(shop, account, CASHIER)
    with refused(Code.UNKNOWN_MEMBER):
        export(shop, "nobody")
    assert shop.rows("SELECT 1 FROM journal WHERE kind = 'member_exported'") == []


def test_two_thousand_receipts_take_far_less_than_a_minute(shop, account):
    sale = shop.rows("SELECT id FROM sale LIMIT 1")[0][0]
    _copy(shop, "sale", sale, 2_000)
    began = perf_counter()
    exported = export(shop, account)
    assert exported.receipts == 2_001
    assert perf_counter() - began < 30


def _copy(shop, table, sale_id, times):
    """The same receipt many times; what proves the books is not asked here."""
    columns = [row[1] for row in shop.rows(f"PRAGMA table_info({table})")]
    own = {"id": "printf('%s%d', id, n)", "order_id": "printf('%s%d', order_id, n)", "number": "number + n + 10"}
    lines = {"id": "printf('%s%d', id, n)", "sale_id": "printf('%s%d', sale_id, n)"}
    many = f"(WITH RECURSIVE m(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM m WHERE n < {times}) SELECT n FROM m)"
    with shop.till.db.write() as tx:
        for name, key, changed in ((table, "id", own), ("sale_line", "sale_id", lines)):
            columns = [row[1] for row in tx.exec_driver_sql(f"PRAGMA table_info({name})")]
            taken = ", ".join(changed.get(column, f'"{column}"') for column in columns)
            tx.exec_driver_sql(f"INSERT INTO {name} SELECT {taken} FROM {name}, {many} WHERE {key} = ?", (sale_id,))
