"""The commands from outside: options on either side, exit statuses, and what they say."""

import json
from pathlib import Path

import pytest

from pos_desktop.cli.options import WrongUse, parse
from tests.support.till_process import run, run_anew


@pytest.mark.parametrize("words", [["--data", "X", "verify"], ["verify", "--data", "X"], ["--data=X", "verify"]])
def test_options_stand_before_or_after_the_command(words: list[str]) -> None:
    options, rest = parse(words, {})

    assert (options.data, rest) == ("X", ["verify"])


def test_the_environment_stands_in_for_options() -> None:
    options, _ = parse([], {"POS_DATA": "D", "POS_PRINTER": "none", "POS_LANG": "en", "POS_DATABASE": ""})

    assert (options.data, options.printer, options.lang) == ("D", "none", "en")
    assert parse(["--lang", "vi"], {"POS_LANG": "en"})[0].lang == "vi"


@pytest.mark.parametrize("words", [["--data"], ["--lang", "fr"], ["--theme", "pink"]])
def test_an_option_without_its_value_or_with_another_is_wrong_use(words: list[str]) -> None:
    with pytest.raises(WrongUse):
        parse(words, {})


def test_exit_statuses(tmp_path: Path) -> None:
    shop = tmp_path / "shop"

    assert run_anew("--data", shop, "verify").returncode == 1, "no shop there"
    assert run("--data", shop, "nonsense").returncode == 2
    assert run("--data", shop, "--lang", "fr", "verify").returncode == 2
    assert run("--data", shop, "--database", "postgresql://h/d", "verify").returncode == 3
    assert run("--demo", "--data", shop, "verify").returncode == 0
    (shop / "keys.json").write_text("{}", encoding="utf-8")
    assert run("--data", shop, "verify").returncode == 3


def test_a_new_shop_is_real_and_asks_who_sells(tmp_path: Path) -> None:
    shop = tmp_path / "shop"
    made = run("--data", shop, "new-shop", "--name", "Quán Mới", "--owner", "Tý", POS_PIN="826473")
    weak = run("--data", tmp_path / "weak", "new-shop", "--name", "Q", "--owner", "T", POS_PIN="1234")
    twice = run("--data", shop, "new-shop", "--name", "Quán Mới", "--owner", "Tý", POS_PIN="826473")
    verdict = run("--data", shop, "verify", "--json")

    assert made.returncode == 0, made.stderr
    assert (weak.returncode, "WEAK_PIN" in weak.stderr) == (1, True)
    assert not (tmp_path / "weak" / "shop.db").exists()
    assert (twice.returncode, "SHOP_EXISTS" in twice.stderr) == (1, True)
    assert json.loads(verdict.stdout) == {
        "ok": True, "sales": 0, "entries": 0, "lots": 0, "journal": 2, "problems": [],
    }  # fmt: skip
    assert run("--data", shop, "sell").returncode == 1, "nobody said who sells"
    assert run("--data", shop, "sell", "--user", "Tý", POS_PIN="000000").returncode == 1


def test_messages_follow_the_language(tmp_path: Path) -> None:
    vi = run("--data", tmp_path / "none", "verify")
    en = run("--data", tmp_path / "none", "--lang", "en", "verify")

    assert vi.stderr != en.stderr
    assert vi.stdout == en.stdout == ""
