"""`printers` lists what was found, for people and for programs."""

import json

import pytest

from pos_desktop.cli import printers
from pos_desktop.cli.main import main
from printing.devices.discovery import Found
from printing.devices.status import Condition

HERE = Found("usb://04b8:0202", "EPSON TM-T82", "usb")
THERE = Found("tcp://192.168.1.50", "192.168.1.50", "network", Condition.PAPER_OUT)


@pytest.fixture
def search(monkeypatch):
    asked = []

    def on_network(range_text, stop):
        asked.append(range_text)
        return iter([THERE])

    monkeypatch.setattr(printers, "plugged", lambda note: [HERE])
    monkeypatch.setattr(printers, "on_network", on_network)
    return asked


def test_programs_get_json(search, capsys):
    assert main(["printers", "--network", "192.168.1.50", "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == [
        {"uri": "usb://04b8:0202", "name": "EPSON TM-T82", "kind": "usb", "condition": None},
        {"uri": "tcp://192.168.1.50", "name": "192.168.1.50", "kind": "network", "condition": "paper_out"},
    ]
    assert search == ["192.168.1.50"]


def test_people_get_words_and_what_to_do(search, capsys):
    assert main(["printers", "--network", "192.168.1.50"]) == 0

    told = capsys.readouterr().out
    assert "EPSON TM-T82" in told
    assert "hết giấy" in told
    assert "cuộn giấy" in told


def test_nothing_found_is_said(search, capsys, monkeypatch):
    monkeypatch.setattr(printers, "plugged", lambda note: note("usb: no driver") or [])

    assert main(["printers"]) == 1
    said = capsys.readouterr()
    assert "--network" in said.out
    assert "usb: no driver" in said.err
    assert search == []


def test_what_is_no_range_is_wrong_use(capsys):
    assert main(["printers", "--network", "10.0.0.0/8"]) == 2
    assert "10.0.0.0/8" in capsys.readouterr().err
