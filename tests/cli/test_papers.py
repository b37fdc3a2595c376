"""`receipt` and `statement`: PDF files by command, of a roll's width or on A4."""

import pypdfium2
import pytest

from pos_desktop.cli.main import DONE, REFUSED, WRONG_USE, main

PHONE, A4 = "0912345678", (595, 842)


@pytest.fixture
def sale(shop, monkeypatch):
    shop.enrolled("Lan", PHONE)
    sold = shop.sold("1 x PHỞ @ 247000; member Lan")
    shop.close()
    monkeypatch.setenv("POS_PIN", "826473")
    return sold


def page_of(path):
    book = pypdfium2.PdfDocument(path)
    size, told = tuple(map(round, book[0].get_size())), book[0].get_textpage().get_text_bounded()
    book.close()
    return size, " ".join(told.replace("\u00a0", " ").split())


def told(shop, *words):
    return main([*words, "--data", str(shop.folder), "--user", "Mộc"])


def test_a_receipt_is_as_wide_as_the_roll_and_then_a_copy_on_a4(shop, sale, tmp_path, capsys):
    roll, page = tmp_path / "roll.pdf", tmp_path / "page.pdf"
    assert told(shop, "receipt", sale.number, "--pdf", str(roll)) == DONE
    assert told(shop, "receipt", sale.number, "--pdf", str(page), "--a4", "--company", "Trường An",
                "--tax-code", "0312345678", "--lang", "en") == DONE  # fmt: skip

    assert capsys.readouterr().out.split() == [str(roll), str(page)]
    (width, _height), words = page_of(roll)
    assert 200 < width < 240 and sale.number in words and "BẢN IN LẠI" not in words
    size, words = page_of(page)
    assert size == A4 and "Trường An" in words and "0312345678" in words and "COPY 1" in words


def test_a_statement_tells_the_days_that_were_asked_for(shop, sale, tmp_path):
    path = tmp_path / "statement.pdf"
    assert told(shop, "statement", PHONE, "--pdf", str(path), "--date", "2026-03-01", "--to", "2026-03-31") == DONE
    size, words = page_of(path)
    assert size == A4 and sale.number in words and "Điểm cuối kỳ 24" in words

    assert told(shop, "statement", PHONE, "--pdf", str(path)) == DONE
    words = page_of(path)[1]
    assert sale.number not in words and "Điểm đầu kỳ 24" in words, "this month, where nothing is said"


def test_what_cannot_be_is_refused_and_writes_nothing(shop, sale, tmp_path, capsys):
    path = tmp_path / "no.pdf"
    assert told(shop, "receipt", "K1-999999", "--pdf", str(path)) == REFUSED
    assert told(shop, "statement", "0999999999", "--pdf", str(path)) == REFUSED
    assert told(shop, "statement", PHONE, "--pdf", str(path), "--date", "2020-02-01", "--to", "2020-01-01") == REFUSED
    assert told(shop, "statement", PHONE, "--pdf", str(path), "--date", "yesterday") == WRONG_USE
    assert main(["receipt", sale.number, "--pdf", str(path), "--data", str(shop.folder)]) == REFUSED, "who asks?"
    assert not path.exists()
    assert "UNKNOWN_SALE" in capsys.readouterr().err
