"""Settings of the machine: whole or as before, and never in the way of a start."""

import json

import pytest

from pos_desktop.app.settings import BAD_SUFFIX, FILE_NAME, Loaded, Settings, load_settings, save_settings
from pos_desktop.core.errors import EnvironmentProblem, Trouble


def test_an_empty_folder_gives_defaults(tmp_path):
    assert load_settings(tmp_path) == Loaded(Settings())


def test_settings_come_back_as_they_were(tmp_path):
    settings = Settings("tcp://10.0.0.7:9100", "58mm", "dark", "en", 125, "K2", sounds=False)

    save_settings(tmp_path, settings)

    assert load_settings(tmp_path) == Loaded(settings)
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize(
    "text",
    ["{", "", "[1]", "\x00", "nul", "[" * 100_000, '{"theme": "dark"', '\ufeff{"volume": 5}', '{"volume": NaN}',
     '{"volume": 5, "volume": 6}', '{"volume": ' + "9" * 5_000 + "}"],
)  # fmt: skip
def test_a_broken_file_is_put_aside_and_kept(tmp_path, text):
    (tmp_path / FILE_NAME).write_text(text, "utf-8")

    assert load_settings(tmp_path) == Loaded(Settings(), was_broken=True)
    assert (tmp_path / (FILE_NAME + BAD_SUFFIX)).read_text("utf-8") == text
    assert load_settings(tmp_path) == Loaded(Settings())


@pytest.mark.parametrize(
    "odd",
    [{"theme": "pink"}, {"theme": []}, {"language": 7}, {"scale": "big"}, {"scale": True}, {"scale": 10**12},
     {"scale": -100}, {"scale": 1}, {"sounds": 1}, {"printer": None}, {"printer": "tcp://\x1b@"},
     {"printer": "\ud83d"}, {"fallback": {}}, {"fallback": "x" * 501}, {"volume": -1}, {"volume": 101},
     {"volume": 5.5}, {"scanner": "COM\n3"}, {"scan_pause": 1}, {"scan_repeat_ms": 10**9}, {"idle_minutes": 10**12},
     {"idle_minutes": -1}, {"customer_words": "a\u202eb"}, {"customer_display": 1}, {"register": " "}],
)  # fmt: skip
def test_one_odd_value_costs_only_itself_and_is_named(tmp_path, odd):
    plain = {"profile": "58mm", "from_a_newer_version": 1} | odd
    (tmp_path / FILE_NAME).write_text(json.dumps(plain), "utf-8")

    assert load_settings(tmp_path) == Loaded(Settings(profile="58mm"), left_out=tuple(odd))


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(EnvironmentProblem) as problem:
        save_settings(tmp_path / "file", Settings())

    assert problem.value.code is Trouble.FILE_UNWRITABLE
