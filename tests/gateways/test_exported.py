"""Rows as lines: no cell begins a formula, numbers stay numbers, JSON Lines say exactly what there is."""

import csv
import io
import json

import pytest

from pos_desktop.core.errors import Trouble
from pos_desktop.gateways.drafts import DraftFile
from pos_desktop.gateways.exported import Form, cell, csv_line, head_of, line_of
from tests.support.refusals import in_trouble


@pytest.mark.parametrize("text", ["=1+1", "+84912", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("x")',
                                  "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(A1)"])  # fmt: skip
def test_no_text_begins_a_formula(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(("value", "told"), [
    (-5, "-5"), (12, "12"), (True, "1"), (False, "0"), (None, ""), ("Lan", "Lan"), ("2-1", "2-1"),
    (["a", 1], '["a",1]'), ("", ""),
])  # fmt: skip
def test_numbers_stay_numbers(value, told):
    assert cell(value) == told


def test_a_record_is_read_back_whole():
    values = ['nói "chào"', "hai\ndòng", "a,b", "đ", "=x"]
    [row] = csv.reader(io.StringIO(csv_line(values).decode(), newline=""))
    assert row == [*values[:-1], "'=x"]


def test_json_lines_hold_everything_and_a_csv_its_columns():
    row = {"name": "=x", "points": -3, "more": {"a": 1}}
    assert json.loads(line_of(Form.JSONL, ("name",), row)) == row
    assert line_of(Form.CSV, ("points", "name"), row) == b"-3,'=x\r\n"
    assert head_of(Form.CSV, ("điểm",)) == "\ufeffđiểm\r\n".encode()
    assert head_of(Form.JSONL, ("a",)) == b""


def test_a_draft_is_kept_or_leaves_nothing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("old")
    draft = DraftFile(path)
    draft.file.write(b"new")
    draft.drop()
    assert (path.read_text(), len(list(tmp_path.iterdir()))) == ("old", 1)
    draft = DraftFile(path)
    draft.file.write(b"new")
    assert draft.keep() == path
    assert (path.read_text(), len(list(tmp_path.iterdir())), path.stat().st_mode & 0o077) == ("new", 1, 0)


def test_where_nothing_can_be_written(tmp_path):
    for path in (tmp_path, tmp_path / "none" / "a.csv"):
        with in_trouble(Trouble.FILE_UNWRITABLE):
            DraftFile(path)
