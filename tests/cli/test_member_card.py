"""`member-card`: a picture and a PDF whose QR opens the member, and no half file ever."""

import re
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from pos_desktop.cli import cards
from pos_desktop.cli.cards import write_card
from pos_desktop.cli.main import main
from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble
from tests.support.forked import as_nobody, needs_fork
from tests.support.refusals import refused

PHONE = "0912345678"


@pytest.fixture
def member(shop):
    return shop.enrolled("Nguyễn Thị Ngọc Ánh", PHONE)


def qr(picture):
    return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


def page(path):
    return pypdfium2.PdfDocument(path)[0]


def test_the_qr_of_the_picture_opens_the_member(shop, member, tmp_path):
    path = write_card(shop.desk, PHONE, png=tmp_path / "card.png")

    (code,) = qr(Image.open(path))
    assert code == member.card
    assert re.fullmatch("29[0-9]{30}", code)
    assert shop.desk.members.find(code).row.code == member.code


def test_the_pdf_is_a_card_with_the_same_qr_and_readable_names(shop, member, tmp_path):
    path = write_card(shop.desk, PHONE, pdf=tmp_path / "card.pdf")

    drawn = page(path)
    millimetres = [round(points / 72 * 25.4, 1) for points in drawn.get_size()]
    text = drawn.get_textpage().get_text_range()
    assert millimetres == [85.6, 54.0]
    assert qr(drawn.render(scale=4).to_pil()) == [member.card]
    assert all(words in text for words in ("Nguyễn Thị Ngọc Ánh", "Cà phê Thử", "Thành viên", member.code))


def test_a_card_works_as_well_as_a_phone(shop, member, tmp_path):
    path = write_card(shop.desk, member.card, png=tmp_path / "card.png")

    assert qr(Image.open(path)) == [member.card]


def test_a_member_without_a_name_has_the_code_on_the_card(shop, tmp_path):
    nameless = shop.enrolled("", PHONE)

    text = page(write_card(shop.desk, PHONE, pdf=tmp_path / "card.pdf")).get_textpage().get_text_range()

    assert text.count(nameless.code) == 2


def test_a_stranger_has_no_card(shop, tmp_path):
    with refused(Code.UNKNOWN_MEMBER):
        write_card(shop.desk, PHONE, png=tmp_path / "card.png")
    with pytest.raises(Rejected):
        write_card(shop.desk, "không phải số", png=tmp_path / "card.png")
    assert list(tmp_path.glob("*card*")) == []


@pytest.mark.parametrize("place", ["no/such/folder/card.png", "."])
def test_a_place_that_cannot_be_written_is_said(shop, member, tmp_path, place):
    with pytest.raises(EnvironmentProblem) as caught:
        write_card(shop.desk, PHONE, png=tmp_path / place)

    assert caught.value.code is Trouble.FILE_UNWRITABLE


@needs_fork
def test_without_rights_the_old_card_stays(tmp_path):
    folder = tmp_path / "owned"
    folder.mkdir(mode=0o755)
    old = folder / "card.png"
    old.write_bytes(b"old")

    def try_to_write():
        try:
            cards.write_private(Path(old), b"new")
        except EnvironmentProblem as problem:
            return problem.code
        return "written"

    assert as_nobody(try_to_write) == Trouble.FILE_UNWRITABLE
    assert old.read_bytes() == b"old"


def test_a_full_disk_leaves_the_old_card_and_no_draft(tmp_path, monkeypatch):
    path, faults = tmp_path / "card.png", []
    path.write_bytes(b"old")

    class FullDisk:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return False

        def write(self, _content):
            faults.append("full")
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(cards.os, "fdopen", lambda descriptor, mode: cards.os.close(descriptor) or FullDisk())
    with pytest.raises(EnvironmentProblem):
        cards.write_private(path, b"new")

    assert faults == ["full"], "the fault must have fired"
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"card.png": b"old"}


def test_a_card_replaces_an_older_one_and_a_link_stays_a_link(shop, member, tmp_path):
    target, link = tmp_path / "target.png", tmp_path / "card.png"
    target.write_bytes(b"old")
    link.symlink_to(target)

    write_card(shop.desk, PHONE, png=link)

    assert link.is_symlink()
    assert qr(Image.open(target)) == [member.card]


def test_the_command_writes_one_of_the_two(shop, member, tmp_path, capsys):
    path, data = tmp_path / "card.png", ["--data", str(shop.folder), "member-card", PHONE]

    assert main([*data, "--png", str(path)]) == 0
    assert capsys.readouterr().out.strip() == str(path)
    assert main(data) == 2
    assert main([*data, "--png", str(path), "--pdf", str(path)]) == 2
    assert main(["--data", str(shop.folder), "member-card", "0999999999", "--png", str(path)]) == 1
    assert main([*data, "--pdf", str(tmp_path / "no" / "card.pdf")]) == 3
    assert qr(Image.open(path)) == [member.card]


def test_a_reissued_card_opens_the_member_and_the_lost_one_nothing(shop, member, tmp_path, monkeypatch, capsys):
    shop.close()
    monkeypatch.setenv("POS_PIN", "826473")
    words = ["--data", str(shop.folder), "member-card", PHONE, "--png", str(tmp_path / "new.png"), "--reissue"]

    nobody, owner = main(words), main([*words, "--user", "Mộc"])

    assert (nobody, owner) == (1, 0), capsys.readouterr().err
    shop.reopen()
    (code,) = qr(Image.open(tmp_path / "new.png"))
    assert code != member.card
    assert shop.desk.members.find(code).row.code == member.code
    with refused(Code.CARD_REVOKED):
        shop.desk.members.find(member.card)
