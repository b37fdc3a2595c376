"""`report daily-loyalty`: JSON lines and CSV with the contract's names, and what is not there yet."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from pos_desktop.cli.daily_loyalty import COLUMNS
from pos_desktop.cli.main import DONE, ENVIRONMENT, REFUSED, WRONG_USE, main
from pos_desktop.services.office.daily_loyalty import DailyLoyalty
from pos_desktop.services.office.loyalty_workbook import loyalty_workbook
from tests.support.shop import CASHIER, OWNER, PINS

FORMULA = "=1+2"
KEYS = {
    "date", "opening", "earned", "restored", "adjusted_in", "redeemed", "expired", "clawed", "adjusted_out", "closing",
    "liability_vnd", "enrolments", "active_members", "member_sales", "net_sales", "by_tier", "top_members",
}  # fmt: skip


@pytest.fixture
def folder(shop):
    shop.granted("Lan", 500)
    shop.sold("1 x PHỞ @ 250000; member Lan")
    shop.close()
    return str(shop.folder)


def report(folder, capsys, *words):
    status = main(["report", "daily-loyalty", *words, "--data", folder])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_each_business_date_is_one_object_a_line(folder, capsys):
    status, out, _ = report(folder, capsys, "--date", "2026-03-01", "--to", "2026-03-03", "--json")

    days = [json.loads(line) for line in out.splitlines()]
    assert status == DONE
    assert [day["date"] for day in days] == ["2026-03-01", "2026-03-02", "2026-03-03"]
    assert all(set(day) >= KEYS for day in days)
    middle = days[1]
    assert (middle["opening"], middle["adjusted_in"], middle["earned"], middle["closing"]) == (0, 500, 25, 525)
    assert (middle["liability_vnd"], middle["net_sales"], middle["ok"]) == (52_500, 250_000, True)
    assert days[2]["opening"] == 525


def test_a_table_for_spreadsheets(folder, capsys):
    status, out, _ = report(folder, capsys, "--date", "2026-03-02", "--csv")

    (row,) = csv.DictReader(io.StringIO(out))
    assert status == DONE
    assert tuple(row) == COLUMNS
    assert (row["date"], row["closing"], row["liability_vnd"]) == ("2026-03-02", "525", "52500")


@pytest.mark.parametrize("words", [("--date", "2026-03-02"), ("--date", "2026-03-01", "--to", "2026-03-03")])
def test_people_read_a_table(folder, capsys, words):
    status, out, _ = report(folder, capsys, *words)

    assert status == DONE
    assert "525" in out
    assert "Khớp" in out
    assert "…" not in out


def test_the_paper_is_for_who_may_read_reports(folder, capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("POS_PIN", PINS[OWNER])
    path = tmp_path / "a.pdf"
    words = ("--date", "2026-03-01", "--to", "2026-03-02", "--pdf", str(path), "--user")
    status, out, _ = report(folder, capsys, *words, OWNER)
    assert (status, out.strip()) == (DONE, str(path))
    with pypdfium2.PdfDocument(path) as pages:
        told = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "BÁO CÁO THÀNH VIÊN" in told
    assert "52.500" in told
    path.unlink()
    monkeypatch.setenv("POS_PIN", PINS[CASHIER])
    assert report(folder, capsys, *words, CASHIER)[0] == REFUSED
    assert not path.exists()


@pytest.mark.parametrize("words", [
    ("--date", "2026-03-02", "--pdf", "a.pdf", "--json"), ("--date", "2026-03-02", "--xlsx", "a.xlsx", "--csv"),
    ("--date", "2026-03-02", "--json", "--csv"), ("--date", "hôm nay"), (),
])  # fmt: skip
def test_what_is_not_there_is_wrong_use(folder, capsys, words):
    status, out, err = report(folder, capsys, *words)

    assert (status, out) == (WRONG_USE, "")
    assert err


def test_a_workbook_holds_numbers_days_and_no_formula(shop, capsys, tmp_path):
    shop.enrolled(FORMULA)
    shop.sold(f"1 x PHỞ @ 250000; member {FORMULA}")
    shop.close()
    status, out, _ = report(str(shop.folder), capsys, "--date", "2026-03-01", "--to", "2026-03-02", "--xlsx",
                            str(tmp_path / "a.xlsx"))  # fmt: skip

    assert (status, out) == (DONE, f"{tmp_path / 'a.xlsx'}\n")
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Sổ điểm", "Hạng", "Mua nhiều nhất"]
    header, first, second = book["Sổ điểm"].iter_rows(values_only=True)
    day = dict(zip(header, second, strict=True))
    assert (first[0].date(), day["Ngày"].date()) == (date(2026, 3, 1), date(2026, 3, 2))
    assert (day["Điểm tích"], day["Cuối kỳ"], day["Bán cho mọi khách"], day["Khớp sổ"]) == (25, 25, 250_000, "Khớp")
    (_header, (_day, _code, name, sales, earned)) = book["Mua nhiều nhất"].iter_rows(values_only=True)
    assert (name, sales, earned) == (FORMULA, 250_000, 25)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_what_goes_out_of_the_books_is_below_zero_and_a_row_adds_up(folder, shop, capsys, tmp_path):
    shop.reopen()
    shop.sold("1 x PHỞ @ 250000; member Lan; redeem 100")
    shop.close()
    report(folder, capsys, "--date", "2026-03-02", "--xlsx", str(tmp_path / "a.xlsx"))

    header, row = load_workbook(tmp_path / "a.xlsx")["Sổ điểm"].iter_rows(values_only=True)
    day = dict(zip(header, row, strict=True))
    assert day["Điểm đổi"] == -100
    assert sum(row[1 : header.index("Cuối kỳ")]) == day["Cuối kỳ"]


@pytest.mark.parametrize(("what", "mark"), [("is_sample", "MẪU"), ("is_training", "TẬP HUẤN")])
def test_a_workbook_of_no_real_shop_says_so(shop, what, mark):
    days = DailyLoyalty(shop.till).range(date(2026, 3, 2), date(2026, 3, 2))
    book = load_workbook(BytesIO(loyalty_workbook(days, replace(shop.till.shop, **{what: True}))))

    assert book.sheetnames == [f"{mark} Sổ điểm", f"{mark} Hạng", f"{mark} Mua nhiều nhất"]


def test_a_place_that_takes_no_file_is_told(folder, capsys, tmp_path):
    status, out, err = report(folder, capsys, "--date", "2026-03-02", "--xlsx", str(tmp_path / "no" / "a.xlsx"))

    assert (status, out) == (ENVIRONMENT, "")
    assert "FILE_UNWRITABLE" in err


def test_a_range_that_ends_before_it_begins_is_refused(folder, capsys):
    status, _, err = report(folder, capsys, "--date", "2026-03-02", "--to", "2026-03-01", "--json")

    assert (status, err[:9]) == (REFUSED, "MALFORMED")


def test_there_is_no_other_report_yet(folder, capsys):
    assert main(["report", "clv", "--date", "2026-03-02", "--data", folder]) == WRONG_USE


def test_books_that_do_not_tie_end_with_a_status_of_their_own(shop, folder, capsys):
    shop.reopen()
    with shop.till.db.write() as tx:
        tx.exec_driver_sql("DROP TRIGGER tr_entry_update")
        tx.exec_driver_sql("UPDATE entry SET points = points + 3 WHERE kind = 'accrual'")
    shop.close()

    status, out, _ = report(folder, capsys, "--date", "2026-03-02", "--json")

    assert (status, json.loads(out)["ok"]) == (REFUSED, False)


def test_the_contract_names_every_key(folder, capsys):
    _, out, _ = report(folder, capsys, "--date", "2026-03-02", "--json")
    page = (Path(__file__).resolve().parents[2] / "docs" / "contract.md").read_text("utf-8")

    assert [key for key in json.loads(out) if f"`{key}`" not in page] == []
