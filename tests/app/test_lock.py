"""One window at a time on a data folder."""

import pytest

from pos_desktop.app.lock import WindowLock
from pos_desktop.core.errors import EnvironmentProblem, Trouble


@pytest.fixture
def first(qapp, tmp_path):
    lock = WindowLock(tmp_path)
    assert lock.take()
    yield lock
    lock.release()


def test_a_second_start_is_kept_out_and_calls_the_first_to_the_front(first, tmp_path, qtbot):
    second = WindowLock(tmp_path)

    assert not second.take()
    with qtbot.waitSignal(first.called):
        assert second.call_other()


def test_another_folder_is_another_shop(first, tmp_path):
    (tmp_path / "other").mkdir()
    other = WindowLock(tmp_path / "other")

    assert other.take()
    other.release()


def test_after_the_first_has_gone_the_next_may_come(first, tmp_path):
    first.release()
    second = WindowLock(tmp_path)

    assert second.take()
    second.release()


def test_a_folder_that_is_no_folder_is_told(qapp, tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(EnvironmentProblem) as problem:
        WindowLock(tmp_path / "file").take()

    assert problem.value.code is Trouble.FOLDER_UNUSABLE
