"""`member-card --sheet`: the cards of many on sheets of A4, for who may, and known to the journal."""

import pypdfium2
import pytest
import zxingcpp

from pos_desktop.cli.cards import write_sheets
from pos_desktop.cli.main import main
from pos_desktop.core.errors import Code, EnvironmentProblem
from pos_desktop.services.members.card_sheets import WantedCards
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, PINS


@pytest.fixture
def cards(shop):
    """By phone."""
    return {f"091234567{n}": shop.enrolled(f"Khách số {n}", f"091234567{n}").card for n in range(3)}


def read(path):
    pages = list(pypdfium2.PdfDocument(path))
    assert len(pages) == 2
    return {code.text for code in zxingcpp.read_barcodes(pages[0].render(scale=2.2).to_pil().convert("L"))}


@pytest.fixture
def run(shop, monkeypatch):
    def run(*words, by=MANAGER):
        shop.close()
        monkeypatch.setenv("POS_PIN", PINS[by])
        try:
            return main(["--data", str(shop.folder), "--user", by, "member-card", *map(str, words)])
        finally:
            shop.reopen()

    return run


def test_everybody_s_cards(run, cards, tmp_path, capsys, shop):
    path = tmp_path / "cards.pdf"

    assert run("--all", "--sheet", path, "--progress") == 0
    out, err = capsys.readouterr()
    assert (out.strip(), err.strip()) == (str(path), "3/3")
    assert read(path) == set(cards.values())
    assert shop.count("journal", "kind = 'export'") == 1


def test_those_of_a_file_of_phones(run, cards, tmp_path):
    path, phones = tmp_path / "cards.pdf", tmp_path / "phones.txt"
    phones.write_text("0912345672\n\n0912 345 670\n", encoding="utf-8")

    assert run("--phones", phones, "--sheet", path) == 0
    assert read(path) == {cards["0912345672"], cards["0912345670"]}


def test_what_cannot_be_is_refused_and_no_file_is_left(run, cards, tmp_path, shop):
    path, empty = tmp_path / "cards.pdf", tmp_path / "empty.txt"
    empty.write_text("\n", encoding="utf-8")
    sheet = ("--sheet", path)

    assert run(*sheet) == 2
    assert run("--all", "0912345670", *sheet) == 2
    assert run("--since", "hôm qua", *sheet) == 2
    assert run("--phones", empty, *sheet) == 2
    assert run("--phones", tmp_path / "none.txt", *sheet) == 3
    endless = tmp_path / "endless.txt"
    endless.write_text("\n" * (1024 * 1024 + 1))
    assert run("--phones", endless, *sheet) == 3
    assert run("--tier", "gold", *sheet) == 1
    assert run("0999999999", *sheet) == 1
    assert run("--all", *sheet, by=CASHIER) == 1
    assert run("--all", "--sheet", tmp_path / "no" / "cards.pdf") == 3
    assert list(tmp_path.glob("*.pdf")) == []
    assert shop.count("journal", "kind = 'export'") == 0


def test_a_full_disk_leaves_the_old_file_and_nothing_in_the_journal(shop, cards, tmp_path, monkeypatch):
    path, faults = tmp_path / "cards.pdf", []
    path.write_bytes(b"old")

    class FullDisk:
        def __init__(self, _path):
            self.file = self

        def write(self, _content):
            faults.append("full")
            raise OSError(28, "No space left on device")

        def drop(self):
            faults.append("dropped")

    monkeypatch.setattr("pos_desktop.cli.cards.DraftFile", FullDisk)
    with pytest.raises(EnvironmentProblem):
        write_sheets(shop.desk, shop.person(MANAGER), WantedCards(), path)

    assert faults == ["full", "dropped"], "the fault must have fired"
    assert path.read_bytes() == b"old"
    assert shop.count("journal", "kind = 'export'") == 0


def test_stopped_in_the_middle_nobody_has_anything(shop, cards, tmp_path):
    path = tmp_path / "cards.pdf"

    assert write_sheets(shop.desk, shop.person(MANAGER), WantedCards(), path, lambda _done, _whole: False) is None
    assert not path.exists()
    assert shop.count("journal", "kind = 'export'") == 0


def test_a_right_that_is_taken_away_while_it_draws_keeps_the_file_back(shop, cards, tmp_path):
    path, person = tmp_path / "cards.pdf", shop.person(MANAGER)

    def demote(_done, _whole):
        with shop.till.db.write() as tx:
            tx.exec_driver_sql("UPDATE staff SET role = 'cashier' WHERE id = ?", (person.id,))
        return True

    with refused(Code.NOT_ALLOWED):
        write_sheets(shop.desk, person, WantedCards(), path, demote)
    assert list(tmp_path.glob("*.pdf")) == []
