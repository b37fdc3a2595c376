"""The log tells where it went wrong and never whose phone, PIN or card it was."""

import sys
import threading

import pytest

from pos_desktop.app.logs import UnknownErrors, logger, open_log, redacted

SECRETS = (
    "0912345678", "0912 345 678", "+84 91 234 5678", "091.234.5678", "482615", "29100000123019015006448466328657",
)  # fmt: skip


@pytest.mark.parametrize("secret", SECRETS)
def test_digits_that_may_be_a_secret_are_blotted_out(log, secret):
    logger().info("member %s came", secret)

    assert "member" in log()
    assert not any(part in log().split("INFO")[1] for part in secret.replace("+", "").split())


def test_an_error_is_told_with_its_place_and_without_the_values_in_it(log, caplog):
    told = []
    errors = UnknownErrors(logger(), told.append)
    try:
        int("Lan 0912345678")
    except ValueError as error:
        errors.take(type(error), error)

    assert "ValueError" in log()
    assert "test_logs.py" in log()
    assert "0912345678" not in log()
    assert "Lan" not in log().split("ValueError:")[1]
    assert told == ["01-ValueError"]
    caplog.clear()


def test_the_hooks_of_all_threads_are_taken_and_given_back(log, caplog):
    before, told = (sys.excepthook, threading.excepthook), []
    errors = UnknownErrors(logger(), told.append)
    errors.install()
    try:
        thread = threading.Thread(target=lambda: {}["order"])
        thread.start()
        thread.join()
    finally:
        errors.remove()

    assert told == ["01-KeyError"]
    assert (sys.excepthook, threading.excepthook) == before
    caplog.clear()


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "file").write_text("")

    open_log(tmp_path / "file").info("heard by nobody")


@pytest.mark.parametrize("text", ["12 món", "08:05:59", "line 214", "GS r 1"])
def test_short_numbers_stay(text):
    assert redacted(text) == text
