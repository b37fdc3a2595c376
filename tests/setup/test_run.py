"""What run.py decides before it starts anything: verbs, stamps, packages to install, where a window can be shown."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def setup(monkeypatch):
    """run.py as a module of its own for each test, in which starting a process is an error unless a test allows it."""
    spec = importlib.util.spec_from_file_location("run_under_test", ROOT / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def refuse(*_, **__):
        raise AssertionError("a test must not start a process")

    for name in ("run", "become", "heard", "apt_get", "pip_with_progress"):
        monkeypatch.setattr(module, name, refuse)
    return module


@pytest.fixture
def started(setup, monkeypatch):
    """The commands that a verb starts on a machine where everything is there already."""
    commands = []

    def record(command, **environment):
        commands.append(([str(word) for word in command], environment))
        return 0

    monkeypatch.setattr(setup, "run", record)
    monkeypatch.setattr(setup, "become", record)
    monkeypatch.setattr(setup, "make_environment", lambda packages=(): None)
    monkeypatch.setattr(setup, "lacking", lambda libraries, tools=None: [])
    monkeypatch.setattr(sys, "platform", "linux")
    return commands


@pytest.mark.parametrize(
    ("environment", "system", "shown"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({}, "win32", True),
        ({}, "darwin", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "win32", False),
    ],
)
def test_where_a_window_can_be_shown(setup, environment, system, shown):
    assert setup.has_display(environment, system) is shown


def test_no_word_without_a_screen_plays_the_sale(setup, started, monkeypatch):
    monkeypatch.setattr(setup, "has_display", lambda: False)
    assert setup.main([]) == 0
    [(command, environment)] = started
    assert command[1:3] == ["-m", "pos_desktop.app.demo"]
    assert command[-1] == str(ROOT / "demo-output")
    assert environment == {"QT_QPA_PLATFORM": "offscreen"}


def test_till_on_a_screen_opens_the_sample_shop(setup, started, monkeypatch):
    monkeypatch.setattr(setup, "has_display", lambda: True)
    setup.main(["till", "--lang", "en"])
    [(command, _)] = started
    assert command == [str(setup.PROGRAM), "--data", str(ROOT / "demo-shop"), "--demo", "--lang", "en"]


def test_another_word_goes_to_the_program(setup, started):
    setup.main(["sell", "--data", "X"])
    assert started == [([str(setup.PROGRAM), "sell", "--data", "X"], {})]


def test_only_the_window_asks_for_qt(setup, started, monkeypatch):
    asked = []
    monkeypatch.setattr(setup, "make_environment", lambda packages=(): asked.append(list(packages)))
    monkeypatch.setattr(setup, "lacking", lambda libraries, tools=None: ["libgl1"])
    setup.main(["doctor"])
    setup.main(["--data", "X"])
    for shown in (False, True):
        monkeypatch.setattr(setup, "has_display", lambda shown=shown: shown)
        setup.main(["virtual-printer"])
    assert asked == [[], ["libgl1"], [], ["libgl1"]]


@pytest.mark.parametrize(
    ("processors", "words", "spread"),
    [
        (4, (), ("-n", "4", "--dist", "worksteal")), (4, ("--full",), ("-n", "4", "--dist", "worksteal")),
        (64, (), ("-n", "8", "--dist", "worksteal")), (1, (), ()), (None, (), ()), (4, ("tests/core",), ()),
        (4, ("-k", "tier"), ()),
    ],
)  # fmt: skip
def test_all_tests_run_side_by_side_and_some_do_not(setup, monkeypatch, processors, words, spread):
    monkeypatch.setattr(setup.os, "cpu_count", lambda: processors)
    assert setup.side_by_side(words) == spread


def test_plain_tests_run_offscreen_and_then_on_x11(setup, started):
    setup.main(["test"])
    offscreen, on_screen = (command for command, _ in started)
    assert offscreen == [str(setup.PYTHON), "-m", "pytest", *setup.side_by_side(())]
    assert on_screen[0] == "xvfb-run"
    assert on_screen[-4:] == ["-m", "pytest", "-m", "x11"]
    assert [wishes for _, wishes in started] == [setup.KEPT, {"QT_QPA_PLATFORM": "xcb", **setup.KEPT}]


def test_chosen_tests_run_offscreen_alone(setup, started):
    setup.main(["test", "tests/core", "-k", "money"])
    assert [command[3:] for command, _ in started] == [["tests/core", "-k", "money"]]


def test_full_goes_to_both_runs(setup, started):
    setup.main(["test", "--full"])
    assert [command[-1] for command, _ in started] == ["--full", "--full"]


def test_x11_alone_leaves_the_others_out(setup, started):
    setup.main(["test", "--x11"])
    assert [command[0] for command, _ in started] == ["xvfb-run"]


def test_a_failure_of_either_run_is_told(setup, started, monkeypatch):
    for statuses, expected in (((1, 0), 1), ((0, 1), 1), ((0, 0), 0)):
        left = list(statuses)
        monkeypatch.setattr(setup, "run", lambda command, left=left, **_: left.pop(0))
        assert setup.main(["test"]) == expected


def test_x11_tests_are_left_out_when_xvfb_cannot_be_had(setup, started, monkeypatch, capsys):
    def stop(packages):
        raise setup.Stop(setup.ENVIRONMENT, "thiếu", "missing xvfb")

    monkeypatch.setattr(setup, "provide", stop)
    assert setup.main(["test"]) == 0
    assert len(started) == 1
    assert "missing xvfb" in capsys.readouterr().err
    assert setup.main(["test", "--x11"]) == setup.ENVIRONMENT


def test_lint_runs_every_check_and_keeps_the_worst(setup, started, monkeypatch):
    seen = []
    monkeypatch.setattr(setup, "run", lambda command: seen.append(command) or (len(seen) == 1) * 1)
    assert setup.main(["lint"]) == 1
    assert len(seen) == len(setup.LINT)
    assert setup.main(["lint", "--fix"]) == setup.WRONG_USE


def test_an_old_python_gets_a_sentence(setup, monkeypatch, capsys):
    monkeypatch.setattr(setup, "MINIMUM_PYTHON", (9, 0))
    assert setup.main(["lint"]) == setup.ENVIRONMENT
    assert "9.0" in capsys.readouterr().err


def test_the_stamp_knows_place_python_and_content(setup):
    wanted = setup.stamp_of(b"lock", b"project", Path("/shop"))
    assert setup.plan(wanted, wanted) == "keep"
    assert setup.plan(None, wanted) == "rebuild"
    assert setup.plan("", wanted) == "rebuild"
    assert setup.plan(setup.stamp_of(b"lock", b"project", Path("/moved")), wanted) == "rebuild"
    assert setup.plan(wanted.replace(sys.implementation.cache_tag, "cpython-310"), wanted) == "rebuild"
    assert setup.plan(setup.stamp_of(b"newer", b"project", Path("/shop")), wanted) == "update"
    assert setup.plan(setup.stamp_of(b"lock", b"newer", Path("/shop")), wanted) == "update"


@pytest.fixture
def checkout(setup, monkeypatch, tmp_path):
    """An empty checkout whose installing steps write down their names."""
    steps = []
    venv = tmp_path / ".venv"
    for name, path in {
        "ROOT": tmp_path,
        "VENV": venv,
        "STAMP": venv / "khach-quen.stamp",
        "PYTHON": venv / "python",
        "LOCK": tmp_path / "lock",
        "PROJECT": tmp_path / "project",
    }.items():
        monkeypatch.setattr(setup, name, path)
    (tmp_path / "lock").write_text("one", encoding="utf-8")
    (tmp_path / "project").write_text("one", encoding="utf-8")

    def create(uv):
        steps.append("create")
        venv.mkdir(exist_ok=True)
        (venv / "python").touch()

    monkeypatch.setattr(setup, "create_environment", create)
    monkeypatch.setattr(setup, "install_locked", lambda uv: steps.append("lock"))
    monkeypatch.setattr(setup, "install_project", lambda uv: steps.append("project"))
    return steps


def test_the_second_start_installs_nothing(setup, checkout):
    setup.make_environment()
    assert checkout == ["create", "lock", "project"]
    setup.make_environment()
    assert checkout == ["create", "lock", "project"]


def test_a_new_lock_updates_in_place(setup, checkout):
    setup.make_environment()
    setup.LOCK.write_text("two", encoding="utf-8")
    setup.make_environment()
    assert checkout[3:] == ["lock", "project"]


def test_a_half_made_environment_is_made_anew(setup, checkout, monkeypatch):
    def interrupted(uv):
        checkout.append("interrupted")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(setup, "install_project", interrupted)
        with pytest.raises(KeyboardInterrupt):
            setup.make_environment()
    assert checkout == ["create", "lock", "interrupted"]
    setup.make_environment()
    assert checkout[3:] == ["create", "lock", "project"]


def test_a_vanished_interpreter_is_noticed(setup, checkout):
    setup.make_environment()
    setup.PYTHON.unlink()
    setup.make_environment()
    assert checkout[3:] == ["create", "lock", "project"]


def test_a_python_without_venv_asks_for_it_with_the_rest(setup, checkout, monkeypatch):
    asked = []
    monkeypatch.setattr(setup, "provide", asked.append)
    monkeypatch.setattr(setup.shutil, "which", lambda tool: None)
    monkeypatch.setattr(setup.importlib.util, "find_spec", lambda name: None)
    setup.make_environment(["libgl1"])
    setup.make_environment(["libgl1"])
    assert asked == [["libgl1", setup.venv_package()], ["libgl1"]]


def test_the_apt_line(setup):
    line = "apt-get install -y --no-install-recommends libgl1 xvfb"
    assert setup.apt_line(["libgl1", "xvfb"], sudo=True) == f"sudo apt-get update && sudo {line}"
    assert setup.apt_line(["libgl1", "xvfb"], sudo=False) == f"su -c 'apt-get update && {line}'"


@pytest.mark.parametrize(
    ("policy", "name"),
    [
        ("libglib2.0-0t64:\n  Installed: (none)\n  Candidate: 2.80.0-6\n", "libglib2.0-0t64"),
        ("libglib2.0-0t64:\n  Installed: (none)\n  Candidate: (none)\n", "libglib2.0-0"),
        ("", "libglib2.0-0"),
    ],
)
def test_names_with_64_bit_time_are_asked_of_apt(setup, monkeypatch, policy, name):
    answer = subprocess.CompletedProcess([], 0, stdout=policy)
    monkeypatch.setattr(setup, "heard", lambda command, **_: answer)
    assert setup.apt_names(["libglib2.0-0"]) == [name]


def test_root_installs_and_others_get_the_line(setup, monkeypatch, capsys):
    calls = []
    monkeypatch.setattr(setup, "apt_get", lambda *words: calls.append(words))
    monkeypatch.setattr(setup, "apt_names", list)
    monkeypatch.setattr(setup.shutil, "which", lambda tool: tool)
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    setup.provide(["xvfb"])
    assert [words[0] for words in calls] == ["update", "install"]
    assert calls[1][-1] == "xvfb"
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(setup.Stop, match=r"sudo apt-get update && sudo apt-get install .* xvfb") as stop:
        setup.provide(["xvfb"])
    assert stop.value.status == setup.ENVIRONMENT
    assert len(calls) == 2


def test_without_apt_the_packages_are_named(setup, monkeypatch):
    monkeypatch.setattr(setup.shutil, "which", lambda tool: None)
    with pytest.raises(setup.Stop, match="libgl1"):
        setup.provide(["libgl1"])


def test_missing_libraries_and_tools_become_packages(setup, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(setup, "loads", lambda library: library != "libGL.so.1")
    monkeypatch.setattr(setup.shutil, "which", lambda tool: None)
    assert setup.lacking(setup.QT_LIBRARIES, {"xdotool": "xdotool"}) == ["libgl1", "xdotool"]
    monkeypatch.setattr(sys, "platform", "win32")
    assert setup.lacking(setup.QT_LIBRARIES) == []


def test_a_library_that_is_not_there_does_not_load(setup):
    assert not setup.loads("libkhach-quen-is-not-a-library.so.9")


def test_the_lock_is_whole_and_names_no_place(setup):
    lock = setup.LOCK.read_text(encoding="utf-8")
    pins = [line for line in lock.splitlines() if line and line[0] not in " #"]
    assert all("==" in pin and pin.endswith("\\") for pin in pins)
    assert "://" not in lock
    assert "index-url" not in lock.replace("--no-emit-index-url", "")
    assert "find-links" not in lock
    assert setup.locked_count(lock, "linux") < setup.locked_count(lock, "win32") < len(pins)
    assert any(pin.startswith("sqlalchemy==2.1.") for pin in pins)
    assert any(pin.startswith(("pyside6-essentials==6.10.", "pyside6-essentials==6.11.")) for pin in pins)


@pytest.mark.parametrize("words", [["--lang", "en"], ["--printer=none", "--theme", "dark"], ["--demo"]])
def test_options_alone_are_about_the_sample_shop(setup, started, monkeypatch, words):
    monkeypatch.setattr(setup, "has_display", lambda: True)
    setup.main(words)

    command = started[-1][0]
    assert command[1:4] == ["--data", str(ROOT / "demo-shop"), "--demo"]
    assert command[4:] == words


@pytest.mark.parametrize("words", [["--data", "X"], ["--lang", "en", "verify"], ["doctor"], ["--help"]])
def test_another_folder_or_a_command_goes_to_the_program(setup, started, words):
    setup.main(words)

    assert started[-1][0][1:] == words
