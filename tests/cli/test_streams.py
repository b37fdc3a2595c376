"""Standard streams that are closed, full or left by their reader, folders of no use, and a PIN that nobody can type."""

import io
import os
import sqlite3
import subprocess

import pytest

from pos_desktop.cli.main import main
from pos_desktop.services.office.sample import open_sample
from tests.support.till_process import command, environment, run_on

pytestmark = pytest.mark.skipif(os.name == "nt", reason="shells of POSIX")
ORDER = '{"id": "%s", "op": "member", "find": "0"}\n'


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A sample shop that these tests only look at."""
    folder = tmp_path_factory.mktemp("sample") / "shop"
    open_sample(folder)
    return folder


def shell(line, *arguments, given="", **more):
    """Run `"$@"` as a shell line has it, bash telling the status of the first in a pipe."""
    return subprocess.run(
        ["bash", "-c", f"{line}; exit ${{PIPESTATUS[0]}}", "bash", *command(*arguments)], env=environment(**more),
        input=given, capture_output=True, encoding="utf-8", check=False, timeout=60, start_new_session=True,
    )  # fmt: skip


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("words", [["sell"], ["verify", "--json"]])
def test_a_full_output_is_told(shared, tmp_path, words):
    (tmp_path / "asked").write_text(ORDER % "a", encoding="utf-8")
    with (tmp_path / "asked").open() as given, open("/dev/full", "w") as full_disk:
        ended = run_on(given.fileno(), full_disk.fileno(), "--data", shared, *words)

    assert ended.returncode == 3
    assert ended.stderr.startswith("FILE_UNWRITABLE: ")
    assert "Traceback" not in ended.stderr
    assert "Exception" not in ended.stderr


@pytest.mark.parametrize(
    ("line", "words", "code"),
    [
        ('"$@" <&-', ["sell"], "FILE_UNREADABLE"),
        ('"$@" >&-', ["sell"], "FILE_UNWRITABLE"),
        ('"$@" 2>&- >&-', ["verify"], ""),
    ],
)
def test_a_closed_stream_is_told(shared, line, words, code):
    ended = shell(line, "--data", shared, *words, given=ORDER % "a")

    assert ended.returncode == 3
    assert ended.stderr.partition(":")[0] == code
    assert (ended.stdout, "Traceback" in ended.stderr) == ("", False)


def test_a_command_does_without_the_streams_that_it_does_not_need(shared, tmp_path):
    assert shell('"$@" <&-', "--data", shared, "verify").returncode == 0
    assert shell('"$@" 2>&-', "--data", tmp_path, "verify").returncode == 1


@pytest.mark.parametrize("words", [["sell"], ["verify"]])
def test_a_reader_who_leaves_is_no_crash(shared, words):
    given = "".join(ORDER % number for number in range(3_000)) if words == ["sell"] else ""
    reader = "head -1 > /dev/null" if words == ["sell"] else "true"

    ended = shell(f'"$@" | {reader}', "--data", shared, *words, given=given)

    assert (ended.returncode, ended.stderr) == (3, "")


def test_a_pin_that_nobody_can_type_costs_no_order_and_no_try(tmp_path):
    folder, orders = tmp_path / "shop", tmp_path / "orders.jsonl"
    open_sample(folder)
    orders.write_text("0000\n" * 10, encoding="utf-8")
    with orders.open() as file:
        with (tmp_path / "answers").open("w+") as answers:
            ended = run_on(file.fileno(), answers.fileno(), "--data", folder, "--user", "Lan", "sell")
        read = os.lseek(file.fileno(), 0, os.SEEK_CUR)

    assert (ended.returncode, ended.stdout, read) == (1, "", 0)
    assert ended.stderr.startswith("PIN_NEEDED: ")
    assert "GetPassWarning" not in ended.stderr
    connection = sqlite3.connect(folder / "shop.db")
    assert connection.execute("SELECT DISTINCT failed_pins, locked_until FROM staff").fetchall() == [(0, None)]
    connection.close()


@pytest.mark.parametrize(
    "words", [["verify"], ["sell"], ["--demo", "sell"], ["new-shop", "--name", "Quán", "--owner", "An"]],
    ids=lambda words: words[0],
)  # fmt: skip
@pytest.mark.parametrize("folder", ["file", "file/below", "x" * 5_000, "~nobodyx/foo"], ids=lambda name: name[:10])
def test_a_folder_that_can_be_none_is_told(tmp_path, monkeypatch, capsys, folder, words):
    monkeypatch.setenv("POS_PIN", "826473")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    (tmp_path / "file").touch()

    status = main(["--data", folder if folder.startswith("~") else str(tmp_path / folder), *words])

    assert (status, capsys.readouterr().err.partition(":")[0]) == (3, "FOLDER_UNUSABLE")
