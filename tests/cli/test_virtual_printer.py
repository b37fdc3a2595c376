"""`virtual-printer` without a screen: says where it listens and where it keeps things, and ends in order."""

import os
import re
import signal
import socket
import threading
from contextlib import contextmanager

import pytest

from pos_desktop import __main__ as door
from pos_desktop.cli import virtual_printer as command
from pos_desktop.cli.main import main
from tests.support import nursery
from tests.support.till_process import environment
from tests.support.till_process import run as run_program

JOB = b"\x1b@Ca phe\n\x1bp\x00\x19\x19\x1dV\x00"


@contextmanager
def started(*words):
    """The program as a process, and what it says to people, line by line."""
    (told, tells), (out, writes) = os.pipe(), os.pipe()
    with open(told, encoding="utf-8") as err, open(out, encoding="utf-8") as paths, open(os.devnull) as nothing:
        process = nursery.Started(
            ["virtual-printer", *map(str, words)], environment(QT_QPA_PLATFORM="offscreen"),
            (nothing.fileno(), writes, tells),
        )  # fmt: skip
        os.close(tells)
        os.close(writes)
        try:
            yield process, err, paths
        finally:
            process.kill()


def port_in(line):
    return int(re.search(r"tcp://127\.0\.0\.1:(\d+)", line)[1])


def send(port, raw=JOB):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(raw + b"\x1dr\x01")
        assert line.recv(1) == b"\x00"


def test_it_prints_into_a_folder_and_ends_after_so_many_jobs(tmp_path):
    with started("--port", 0, "--once", 2, "--folder", tmp_path / "out") as (process, err, paths):
        greeting = err.readline()
        assert str(tmp_path / "out") in greeting
        for raw in (JOB, b"\x1bp\x00\x19\x19"):
            send(port_in(greeting), raw)
        assert process.wait(20) == 0
        assert paths.read().split() == [str(tmp_path / "out" / name) for name in ("0001.png", "0002.bin")]
    assert (tmp_path / "out" / "0001.bin").read_bytes() == JOB


@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_a_polite_kill_end_it_in_order(tmp_path, which):
    with started("--port", 0, "--folder", tmp_path, "--lang", "en") as (process, err, _paths):
        port = port_in(err.readline())
        os.kill(process.pid, which)
        assert process.wait(20) == 0
        assert err.read() == "The virtual printer is off.\n"
    socket.create_server(("127.0.0.1", port)).close()


def test_a_till_sells_and_prints_on_it(tmp_path):
    with started("--port", 0, "--once", 1, "--folder", tmp_path / "out") as (process, err, paths):
        uri = f"tcp://127.0.0.1:{port_in(err.readline())}"
        asked = tmp_path / "orders.jsonl"
        asked.write_text('{"id": "1", "lines": [{"code": "CF001"}], "tenders": [{"type": "card", "amount": 29000}]}\n')
        with asked.open() as given, (tmp_path / "answers").open("w+b") as told, (tmp_path / "err").open("wb") as said:
            words = ["--data", str(tmp_path / "shop"), "--demo", "--printer", uri, "sell"]
            till = nursery.Started(words, environment(), (given.fileno(), told.fileno(), said.fileno()))
            assert till.wait(60) == 0, (tmp_path / "err").read_text()
        assert process.wait(20) == 0
        assert paths.read().split() == [str(tmp_path / "out" / "0001.png")]


def test_a_taken_port_says_what_to_do(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run_program("virtual-printer", "--port", str(port), "--folder", tmp_path)
    assert ended.returncode == 3
    assert ended.stderr.startswith(f"PORT_TAKEN: Cổng {port} đang có chương trình khác dùng.")
    assert "--port 0" in ended.stderr


def test_an_address_of_somebody_else_and_a_folder_that_is_none(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(command, "window", [])
    (tmp_path / "file").write_text("")
    assert main(["virtual-printer", "--host", "192.0.2.1", "--port", "0", "--folder", str(tmp_path / "out")]) == 3
    assert main(["virtual-printer", "--port", "0", "--folder", str(tmp_path / "file")]) == 3
    assert main(["virtual-printer", "--width", "600"]) == 2
    for host in ("", " ", "é..b", "a" * 300, "a\0b"):
        out = str(tmp_path / "out")
        assert main(["virtual-printer", "--host", host, "--port", "0", "--once", "1", "--folder", out]) == 2
    told = capsys.readouterr().err
    assert "PORT_UNUSABLE: " in told
    assert "FOLDER_UNUSABLE: " in told


@pytest.mark.parametrize(
    ("words", "env", "shown"),
    [((), {"DISPLAY": ":0"}, True), (("--once", "1"), {"DISPLAY": ":0"}, False), ((), {}, False),
     ((), {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False)],
)  # fmt: skip
def test_it_opens_a_window_where_one_can_be_seen(monkeypatch, tmp_path, words, env, shown):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", "linux")
    calls = []
    monkeypatch.setattr(command, "serve", lambda asked: calls.append(("serve", asked.port)) or 0)
    monkeypatch.setattr(
        door, "_open_virtual_printer", lambda _options, asked: calls.append(("window", asked.port)) or 0
    )

    assert door.main(["virtual-printer", "--folder", str(tmp_path), *words]) == 0

    assert calls == [("window" if shown else "serve", 9100)]


def test_the_usual_folder_is_new_each_time_and_in_the_documents(monkeypatch, tmp_path):
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: tmp_path)
    folder = command.usual_folder()
    assert folder.parent == tmp_path / "khach-quen-virtual-printer"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-\d{6}", folder.name)


def test_all_the_network_only_when_asked_and_with_a_word(monkeypatch, tmp_path, capsys):
    asked = command.Asked("0.0.0.0", 0, tmp_path, 576, 1)
    threads = []

    def follow(seen, once):
        threads.append(threading.current_thread().name)

    monkeypatch.setattr(command, "_follow", follow)
    assert command.serve(asked) == 0
    assert threads
    assert "Ai trong mạng cũng in được" in capsys.readouterr().err
