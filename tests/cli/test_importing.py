"""`import` as it is typed: what it shows, what it asks, what it writes, and how it ends."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pos_desktop import wording
from pos_desktop.cli.importing import SHOWN_ROWS, run_import
from pos_desktop.core.errors import Code
from tests.support import till_process
from tests.support.foreign_files import customer, customers_csv, product, products_csv
from tests.support.refusals import refused
from tests.support.shop import CASHIER, OWNER, Shop


@pytest.fixture
def run(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Run the command as somebody; `answer` is what is typed at a terminal, None where there is none."""

    def command(
        what: str, file: Path, *, by: str = OWNER, answer: str | None = None, dry_run: bool = False, yes: bool = False
    ) -> int:
        monkeypatch.setattr("sys.stdin.isatty", lambda: answer is not None, raising=False)
        monkeypatch.setattr("builtins.input", lambda *_: answer)
        return run_import(shop.desk, shop.person(by), what, file, dry_run=dry_run, yes=yes)

    return command


@pytest.fixture
def file(tmp_path: Path) -> Path:
    entries = [product(f"HH{i:03d}", f"Món [b]{i}[/b] :smile:", 1_000 + i) for i in range(SHOWN_ROWS + 12)]
    return products_csv(tmp_path / "f.csv", *entries, header=("Mã hàng", "Tên hàng", "Giá bán", "Lạ", "Mô tả"))


def test_yes_imports_and_shows(run, shop, file, capsys):
    assert run("products", file, yes=True) == 0

    shown = capsys.readouterr().out
    assert shop.count("item") == SHOWN_ROWS + 12
    assert "Món [b]29[/b] :smile:" in shown
    assert "HH030" not in shown
    assert "… và 12 dòng nữa." in shown
    assert "Cột không biết: Lạ." in shown
    assert "Cột không lấy: Mô tả." in shown
    assert "42 dòng: mới 42." in shown
    assert "Đã nhập 42 dòng." in shown


def test_a_dry_run_writes_nothing(run, shop, file, capsys):
    assert run("products", file, dry_run=True, yes=True) == 0
    assert shop.count("item") == shop.count("imported_file") == 0
    assert "chưa ghi gì" in capsys.readouterr().out


@pytest.mark.parametrize(("answer", "status"), [("c", 0), ("Có", 0), ("y", 0), ("k", 1), ("", 1), (None, 1)])
def test_the_question_at_a_terminal(run, shop, file, answer, status):
    assert run("products", file, answer=answer) == status
    assert (shop.count("item") > 0) == (status == 0)


def test_every_broken_row_is_told_with_its_number_and_reason(run, shop, tmp_path, capsys):
    good = [product(f"G{i}") for i in range(40)]
    file = products_csv(tmp_path / "f.csv", *good, product("B1", price="x"), product("B2", name=""), product("g0"))

    with refused(Code.IMPORT_ROWS, count=3):
        run("products", file, yes=True)

    lines = capsys.readouterr().out.splitlines()
    assert "Dòng 42 · B1 · bị từ chối: Cột «Giá bán» không nhận «x»." in lines
    assert "Dòng 43 · B2 · bị từ chối: Thiếu «Tên hàng»." in lines
    assert "Dòng 44 · g0 · bị từ chối: «g0» đã có ở dòng 2." in lines
    assert shop.count("item") == 0


def test_a_dry_run_of_a_broken_file_is_refused_too(run, tmp_path):
    with refused(Code.IMPORT_ROWS, count=1):
        run("products", products_csv(tmp_path / "f.csv", product(price="x")), dry_run=True)


def test_fixes_and_points_are_shown_before_they_are_taken(run, shop, tmp_path, capsys):
    file = customers_csv(
        tmp_path / "f.csv", customer(phone="901234567", Điểm_hiện_tại=1_240),
        customer("KH2", "Bản sao", "0901234567", Điểm_hiện_tại=60),
    )  # fmt: skip
    assert run("members", file, yes=True) == 0

    shown = capsys.readouterr().out
    assert "nhập kèm sửa: Số điện thoại mất số 0 ở đầu, sẽ nhập là 0901234567." in shown
    assert "trùng, bỏ qua: «0901234567» đã có ở dòng 2." in shown
    assert "Điểm đầu kỳ: 1.240\u00a0điểm." in shown
    assert "Dòng trùng mang theo 60\u00a0điểm không được nhập." in shown
    assert shop.rows("SELECT balance FROM account") == [(1_240,)]


def test_a_cashier_is_refused_before_the_file_is_opened(run, tmp_path):
    with refused(Code.NOT_ALLOWED):
        run("products", tmp_path / "missing.csv", by=CASHIER, yes=True)


def test_the_preview_speaks_english_too(run, file, capsys):
    wording.set_language("en")
    try:
        run("products", file, dry_run=True)
    finally:
        wording.set_language("vi")
    assert "mới" not in capsys.readouterr().out


def test_the_command_itself_from_file_to_sale(tmp_path):
    data = tmp_path / "shop"
    file = products_csv(tmp_path / "f.csv", product("NEW1", "Bánh mới", 15_000))

    done = till_process.run("--demo", "--data", data, "import", "products", file, "--yes")
    again = till_process.run("--data", data, "import", "products", file, "--yes")
    with till_process.sell("--data", data) as till:
        sold = till.ask({"id": "1", "lines": [{"code": "NEW1"}], "tenders": "exact"})

    assert (done.returncode, again.returncode) == (0, 1), done.stderr
    assert again.stderr.startswith("ALREADY_IMPORTED: ")
    assert (sold["ok"], sold["due"]) == (True, 15_000)
