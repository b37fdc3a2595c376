"""The virtual printer in its window: a sale comes out on its paper, every switch reaches the machine in mid-job."""

import socket

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtTest import QTest

from pos_desktop.app import virtual_printer
from pos_desktop.app.hands import wait_until
from pos_desktop.app.virtual_printer import Bench, run_virtual_printer
from pos_desktop.cli.options import Options
from pos_desktop.cli.virtual_printer import Asked
from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.services.office.print_worker import PrintWorker, directly
from pos_desktop.ui.language import switch_language
from pos_desktop.ui.theme import Theme
from pos_desktop.ui.virtual_printer.screen import VirtualPrinterScreen
from printing.devices.spool import Limits
from printing.virtual.decoder import decode

PIECE = b"\x1b@\x1dv0\x00\x48\x00\x64\x00" + b"\x0f" * 7200 + b"\x1dV\x00"
HOW = b"\x10\x04\x01"


@pytest.fixture
def asked(tmp_path):
    return Asked("127.0.0.1", 0, tmp_path / "jobs", 576, 0)


@pytest.fixture(autouse=True)
def dressed(qapp):
    """The look that other tests expect, also after a window had its own."""
    Theme().apply(qapp, "light", 1.0)
    quits = qapp.quitOnLastWindowClosed()
    yield
    qapp.setQuitOnLastWindowClosed(quits)
    switch_language(qapp, "vi")
    Theme().apply(qapp, "light", 1.0)


@pytest.fixture
def bench(qapp, asked):
    bench = Bench(asked)
    bench.start()
    yield bench
    bench.stop()


@pytest.fixture
def screen(qtbot, bench):
    screen = VirtualPrinterScreen(bench.controller)
    qtbot.addWidget(screen)
    screen.show()
    return screen


def line_to(bench):
    return socket.create_connection(("127.0.0.1", bench.printer.port), timeout=10)


def log_of(screen):
    return screen.panel.log.toPlainText()


def seen(screen, text):
    wait_until(lambda: text in log_of(screen) or text in "\n".join(screen.roll.texts), text)


def test_a_sale_comes_out_and_is_kept(shop, bench, screen, tmp_path):
    worker = PrintWorker(shop.desk, directly, name="main", uri=bench.printer.uri, limits=Limits(status=5, answer=5))
    worker.start()
    sale = shop.sold("1 x CÀ PHÊ @ 29000; cash 50000", printer="main")
    worker.wake()
    wait_until(lambda: "cut" in screen.roll.edges and bench.controller.view.counts != "", "the receipt")
    assert worker.stop()
    seen(screen, ".png")

    assert {job.state for job in shop.desk.outbox.jobs_of(sale.id)} == {"printed"}
    assert "Két mở (chân 2)" in screen.roll.texts
    (png,) = (tmp_path / "jobs").glob("*.png")
    (piece,) = decode(png.with_suffix(".bin").read_bytes()).pieces
    feed = QImage(str(png)).height() - piece.image().height
    assert 0 <= feed < 400
    assert screen.roll.dots == QImage(str(png)).height()
    assert "Hỏi tình trạng 1: trả lời 12" in log_of(screen)


def test_the_paper_grows_while_a_slow_line_brings_it(bench, screen):
    bench.controller.choose_speed(5000)
    with line_to(bench) as line:
        line.sendall(PIECE)
        wait_until(lambda: 0 < screen.roll.dots < 100, "some of it")
        bench.controller.choose_speed(0)
        wait_until(lambda: screen.roll.edges == ["cut"], "all of it")
    assert screen.roll.dots == 100


@pytest.mark.parametrize(
    ("key", "answer", "told"),
    [("1", b"\x1a", "1A"), ("2", b"\x1a", "1A"), ("3", b"\x1a", "1A"), ("5", b"\xff\x00\xff\x13", "trả lời bậy"),
     ("4", b"", "không trả lời"), ("6", b"", "Đã treo máy"), ("8", b"\x10\x00\x00\x0f\x12", "Tự báo: 10 00 00 0F")],
    ids=["cover", "cutter", "offline", "garbage", "mute", "hang", "asb"],
)  # fmt: skip
def test_a_switch_works_in_the_middle_of_a_job(bench, screen, key, answer, told):
    with line_to(bench) as line:
        line.sendall(PIECE[:4000])
        wait_until(lambda: screen.roll.dots, "the beginning")
        QTest.keyClicks(screen, key)
        line.sendall(PIECE[4000:] + HOW)
        if len(answer) == 1:
            assert line.recv(8) == answer
            assert screen.roll.edges == [""], "it holds the rest back"
        seen(screen, told)
        QTest.keyClicks(screen, key)


def test_the_port_closes_and_opens(bench, screen):
    QTest.keyClicks(screen, "7")
    bench._slow.submit(int).result()
    with pytest.raises(ConnectionRefusedError):
        line_to(bench)
    QTest.keyClicks(screen, "7")
    bench._slow.submit(int).result()
    with line_to(bench) as line:
        line.sendall(PIECE)
    wait_until(lambda: screen.roll.edges == ["cut"], "a job")


def test_a_port_that_was_taken_meanwhile_stays_closed_and_says_so(bench, screen):
    bench.controller.toggle("refuse")
    bench._slow.submit(int).result()
    with socket.create_server(("127.0.0.1", bench.printer.port)):
        bench.controller.toggle("refuse")
        wait_until(screen.panel.switches["refuse"].isChecked, "the switch")
    assert "in use" in log_of(screen).lower()


@pytest.mark.parametrize("how", ["fin", "rst"])
def test_the_line_breaks_in_the_middle_and_the_paper_is_torn(bench, screen, tmp_path, how):
    bench.controller.type_drop_at("3000")
    bench.controller.choose_drop(how)
    with line_to(bench) as line:
        line.sendall(PIECE)
        seen(screen, f"Đã ngắt kết nối ({how.upper()})")
    wait_until(lambda: screen.roll.edges == ["torn"], "the tear")
    assert screen.roll.dots == (3000 - 10) // 72
    assert (tmp_path / "jobs" / "0001-torn.bin").read_bytes() == PIECE[:3000]
    assert bench.controller.view.drop.down == ""


def test_what_nobody_understands_is_listed_once_a_piece(bench, screen):
    with line_to(bench) as line:
        line.sendall(b"\x02\x03" * 3_000 + PIECE)
    wait_until(lambda: screen.roll.edges == ["cut"], "the piece")
    (told,) = screen.roll.texts
    assert told.startswith("Không hiểu 6.000 byte: 02 03")


def test_a_receipt_of_400_lines_stalls_nothing(bench, screen):
    with line_to(bench) as line:
        for at in range(400):
            line.sendall(f"{at:03d} Ca phe sua da\n".encode())
        line.sendall(b"\x1dV\x00")
    wait_until(lambda: screen.roll.edges == ["cut"], "the piece")
    assert screen.roll.dots == 400 * 30
    bar = screen.roll.verticalScrollBar()
    assert bar.value() == bar.maximum()


def test_the_folder_is_opened_and_exchanged(bench, screen, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    bench.controller.open_folder()
    assert opened[0].toLocalFile() == str(tmp_path / "jobs")
    bench.controller.keep_in(str(tmp_path / "more"))
    with line_to(bench) as line:
        line.sendall(PIECE)
    seen(screen, "0001.png")
    assert (tmp_path / "more" / "0001.png").exists()
    (tmp_path / "file").write_text("")
    bench.controller.keep_in(str(tmp_path / "file"))
    assert bench.folder == str(tmp_path / "more")
    assert "Không dùng được thư mục" in log_of(screen)


def test_a_taken_port_opens_no_window(bench, asked, tmp_path):
    with pytest.raises(EnvironmentProblem) as problem:
        Bench(Asked("127.0.0.1", bench.printer.port, tmp_path, 576, 0))
    assert problem.value.code is Trouble.PORT_TAKEN


def test_the_window_runs_until_it_is_closed(qapp, asked, monkeypatch):
    monkeypatch.setattr(virtual_printer, "QApplication", lambda _words: qapp)
    monkeypatch.setattr(virtual_printer, "quit_on_signals", lambda _app: None)
    benches = []

    def ready(bench, screen):
        benches.append(bench)
        assert screen.isVisible()
        QTimer.singleShot(0, screen.close)

    assert run_virtual_printer(Options(lang="en", theme="dark"), asked, ready) == 0
    with pytest.raises(ConnectionRefusedError):
        line_to(benches[0])
