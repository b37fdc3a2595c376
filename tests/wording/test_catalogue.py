"""Every text has its English sentence, and the compiled catalogue is today's."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from pos_desktop.wording import catalogue


@pytest.fixture(scope="module")
def today() -> Catalog:
    return catalogue.refreshed(catalogue.read())


def test_no_text_lacks_its_english_sentence(today: Catalog):
    assert catalogue.missing(today) == []


def test_english_sentences_take_the_same_parameters(today: Catalog):
    assert catalogue.misfilled(today) == []


def test_no_text_is_put_together_before_it_is_looked_up():
    assert catalogue.built_texts() == []


def test_the_kept_catalogue_is_made_of_todays_texts(today: Catalog):
    assert catalogue.is_current(today), "run: python -m pos_desktop.wording.catalogue"


def test_nothing_in_the_kept_catalogue_is_fuzzy_or_obsolete():
    kept = catalogue.read()
    assert not kept.obsolete
    assert not [message.id for message in kept if message.id and message.fuzzy]


def test_writing_twice_makes_the_same_files(today: Catalog, tmp_path: Path):
    first, second = tmp_path / "1" / "pos.po", tmp_path / "2" / "pos.po"
    catalogue.write(today, first)
    catalogue.write(catalogue.refreshed(catalogue.read(first)), second)

    assert first.read_bytes() == second.read_bytes()
    assert first.with_suffix(".mo").read_bytes() == second.with_suffix(".mo").read_bytes()
    assert b"POT-Creation-Date" not in first.with_suffix(".mo").read_bytes()


def test_a_missing_a_misfilled_and_an_old_catalogue_are_noticed(tmp_path: Path):
    wrong = catalogue.UndatedCatalog(locale="en")
    wrong.add("Đóng", "")
    wrong.add("Còn thiếu {missing:money}.", "{missing} is still missing.")
    wrong.add(("{count} món", "{count} món"), ("{count} item", ""))

    assert catalogue.missing(wrong) == ["Đóng", "{count} món"]
    assert catalogue.misfilled(wrong) == ["Còn thiếu {missing:money}."]
    assert not catalogue.is_current(wrong, tmp_path / "pos.po")


def test_a_text_that_is_new_in_the_program_is_missed_until_it_has_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "pos_desktop").mkdir()
    (tmp_path / "pos_desktop" / "new.py").write_text('button.show_text(_("Nhận giùm"), detail=view.part)\n', "utf-8")
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    fresh = catalogue.refreshed(catalogue.read())

    assert catalogue.missing(fresh) == ["Nhận giùm"]
    assert not catalogue.is_current(fresh)


def test_texts_built_in_place_are_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "pos_desktop").mkdir()
    (tmp_path / "pos_desktop" / "bad.py").write_text('_(f"Đơn {n}")\n_("Đơn {n}".format(n=1))\n_("Đơn")\n', "utf-8")
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)

    assert catalogue.built_texts() == ["pos_desktop/bad.py:1", "pos_desktop/bad.py:2"]
