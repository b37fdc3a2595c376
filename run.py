"""Make the program's environment in this checkout and run one verb in it: till, test, lint, build, bench or sample.

Standard library only. It is parsed by Python 3.7 too, so that an old Python gets a sentence and no traceback.
Any other word goes to the program: `run.py doctor` is `.venv/bin/pos-desktop doctor`, and `run.py virtual-printer`
opens a printer that needs no paper.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MINIMUM_PYTHON = (3, 11)
WINDOWS = os.name == "nt"
ROOT = Path(__file__).resolve().parent
LOCK, PROJECT = ROOT / "requirements.lock", ROOT / "pyproject.toml"
VENV = ROOT / ".venv"
STAMP = VENV / "khach-quen.stamp"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
SUFFIX = ".exe" if WINDOWS else ""
PYTHON = SCRIPTS / ("python" + SUFFIX)
PROGRAM = SCRIPTS / ("pos-desktop" + SUFFIX)
PIP = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]

WRONG_USE, ENVIRONMENT, INTERRUPTED = 2, 3, 130

# What Qt opens on Linux, and the Debian package that brings it. Without a screen:
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
# On an X screen, besides:
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0", "libxcb-icccm.so.4": "libxcb-icccm4", "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-keysyms.so.1": "libxcb-keysyms1", "libxcb-shape.so.0": "libxcb-shape0", "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-image.so.0": "libxcb-image0", "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0", "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}  # fmt: skip
X11_TOOLS = {"xvfb-run": "xvfb", "xauth": "xauth", "xdotool": "xdotool"}
X_SCREEN = ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1366x768x24 -nolisten tcp -noreset"]
BUILD_TOOLS = {"objdump": "binutils"}

LINT = {
    "ruff check": ["-m", "ruff", "check"],
    "ruff format": ["-m", "ruff", "format", "--check"],
    "mypy": ["-m", "mypy"],
    "import-linter": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
}


class Stop(Exception):
    """Set-up cannot go on: an exit status and a sentence for the person at the terminal."""

    def __init__(self, status: int, vietnamese: str, english: str) -> None:
        super().__init__(f"{vietnamese} / {english}")
        self.status = status


def say(vietnamese: str, english: str) -> None:
    """Tell the person at the terminal, on standard error: standard output belongs to the program."""
    print(f"{vietnamese} / {english}", file=sys.stderr, flush=True)


def run(command: Sequence[object], **environment: str) -> int:
    """Run the command in the checkout, offscreen unless told otherwise; return its exit status."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment}
    return subprocess.run([str(word) for word in command], cwd=ROOT, env=env, check=False).returncode


def become(command: Sequence[object], **environment: str) -> int:
    """Become the command where the system can, so that signals and the exit status are its own."""
    words = [str(word) for word in command]
    env = {**os.environ, **environment}
    if not WINDOWS:
        os.execve(words[0], words, env)
    return subprocess.run(words, env=env, check=False).returncode


def heard(command: Sequence[object], given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command with what it is given and keep all that it says."""
    return subprocess.run(
        [str(word) for word in command],
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
        env={**os.environ, **environment},
    )


def must(command: Sequence[object]) -> None:
    if run(command):
        raise failed(command)


def failed(command: Sequence[object]) -> Stop:
    shown = " ".join(shlex.quote(str(word)) for word in command)
    return Stop(ENVIRONMENT, "Không xong; có mạng không?", f"This failed; is there a network?\n\n    {shown}\n")


def has_display(environment: Mapping[str, str] = os.environ, system: str = sys.platform) -> bool:
    """Return whether a window can be shown; elsewhere than on Linux a screen is taken for granted."""
    if environment.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal"):
        return False
    if not system.startswith("linux"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def lacking(libraries: Mapping[str, str], tools: Mapping[str, str] | None = None) -> list[str]:
    """Return the Debian packages of the shared libraries and commands that this Linux does not have."""
    if not sys.platform.startswith("linux"):
        return []
    packages = [package for library, package in libraries.items() if not loads(library)]
    return packages + [package for tool, package in (tools or {}).items() if shutil.which(tool) is None]


def lacking_for_qt(with_screen: bool) -> list[str]:
    return lacking({**QT_LIBRARIES, **SCREEN_LIBRARIES} if with_screen else QT_LIBRARIES)


def apt_has(package: str) -> bool:
    """Return whether apt could install exactly this package; False also when its lists are empty."""
    policy = heard(["apt-cache", "policy", package], LC_ALL="C").stdout
    return re.search(r"Candidate: (?!\(none\))", policy) is not None


def apt_names(packages: Iterable[str]) -> list[str]:
    """Return the names under which this release has the packages: since 2024 some end in t64."""
    return [package + "t64" if apt_has(package + "t64") else package for package in packages]


def apt_line(packages: Sequence[str], sudo: bool) -> str:
    """Return the line by which a person installs the packages."""
    install = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if sudo:
        return f"sudo apt-get update && sudo {install}"
    return "su -c " + shlex.quote(f"apt-get update && {install}")


def provide(packages: Sequence[str]) -> None:
    """Install Debian packages when we are root; else stop with the line that does it."""
    if not packages:
        return
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        raise Stop(ENVIRONMENT, "Thiếu gói hệ thống", f"System packages missing (Debian's names): {names}")
    if os.geteuid() != 0:
        line = apt_line(apt_names(packages), sudo=shutil.which("sudo") is not None)
        raise Stop(ENVIRONMENT, "Thiếu gói hệ thống, hãy gõ", f"System packages missing, type:\n\n    {line}\n")
    say("Cài gói hệ thống", f"Installing system packages: {names}")
    apt_get("update")
    apt_get("install", "-y", "--no-install-recommends", *apt_names(packages))


def apt_get(*arguments: str) -> None:
    done = heard(["apt-get", "-q", *arguments], DEBIAN_FRONTEND="noninteractive")
    if done.returncode:
        tail = "\n".join(done.stdout.splitlines()[-15:])
        raise Stop(ENVIRONMENT, f"apt-get {arguments[0]} không xong", f"apt-get {arguments[0]} failed:\n{tail}")


def base_python() -> str:
    """Return the interpreter outside any virtual environment, so that .venv never rests on itself."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def stamp_of(lock: bytes, project: bytes, root: Path) -> str:
    """Return what a whole environment carries: a line for where it lives, a line for what is in it."""
    return f"{sys.implementation.cache_tag} {root}\n{hashlib.sha256(lock + project).hexdigest()}\n"


def plan(found: str | None, wanted: str) -> str:
    """Return `keep`, `update` or `rebuild`; the last also when there is no stamp, which means half made."""
    if found == wanted:
        return "keep"
    if found is None or found.splitlines()[:1] != wanted.splitlines()[:1]:
        return "rebuild"
    return "update"


def make_environment(packages: Sequence[str] = ()) -> None:
    """Provide the system's packages and bring .venv to what the lock says; quick when all is there already."""
    wanted = stamp_of(LOCK.read_bytes(), PROJECT.read_bytes(), ROOT)
    found = STAMP.read_text(encoding="utf-8") if STAMP.is_file() and PYTHON.exists() else None
    step, uv = plan(found, wanted), shutil.which("uv")
    without_venv = step == "rebuild" and uv is None and importlib.util.find_spec("ensurepip") is None
    provide([*packages, venv_package()] if without_venv else packages)
    if step == "keep":
        return
    if step == "rebuild":
        create_environment(uv)
    STAMP.unlink(missing_ok=True)  # from here to the end the environment counts as half made
    install_locked(uv)
    install_project(uv)
    STAMP.write_text(wanted, encoding="utf-8")
    say("Môi trường đã sẵn sàng", "The environment is ready")


def create_environment(uv: str | None) -> None:
    say("[1/3] Tạo môi trường .venv", "Making the environment .venv")
    if VENV.exists():
        shutil.rmtree(VENV)
    must([uv, "venv", "--quiet", "--python", base_python(), VENV] if uv else [base_python(), "-m", "venv", VENV])


def venv_package() -> str:
    """Return Debian's package of the venv module for the interpreter that runs us."""
    if os.path.realpath("/usr/bin/python3") == os.path.realpath(base_python()):
        return "python3-venv"
    return f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"


def install_locked(uv: str | None) -> None:
    say("[2/3] Cài thư viện (lần đầu tải khoảng 150 MB)", "Installing libraries (about 150 MB the first time)")
    wanted = ["--require-hashes", "--no-deps", "-r", LOCK]
    if uv:
        must([uv, "pip", "install", "--python", PYTHON, *wanted])
    else:
        pip_with_progress([*PIP, *wanted], locked_count(LOCK.read_text(encoding="utf-8")))


def install_project(uv: str | None) -> None:
    say("[3/3] Cài chương trình", "Installing the program")
    pip = [uv, "pip", "install", "--python", PYTHON] if uv else PIP
    # `compat` puts one path into a .pth file; the default import hook is slower and hides the source from mypy.
    compat = ["--config-settings", "editable_mode=compat"]
    must([*pip, "--quiet", "--no-deps", "--no-build-isolation", *compat, "-e", ROOT])


def locked_count(lock: str, system: str = sys.platform) -> int:
    """Return how many packages of the lock this system takes."""
    pins = re.findall(r"^[\w.-]+==.*$", lock, re.MULTILINE)
    return sum("sys_platform ==" not in pin or f"sys_platform == '{system}'" in pin for pin in pins)


def pip_with_progress(command: Sequence[object], total: int) -> None:
    """Run pip and count the packages that it takes up; on failure show the end of what it said."""
    every, end = (1, "\r") if sys.stderr.isatty() else (10, "\n")
    words, count, said = [str(word) for word in command], 0, []
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
    ) as pip:
        for line in pip.stdout or ():
            said.append(line)
            if line.startswith("Collecting "):
                count += 1
                if count % every == 0:
                    print(f"      {count}/{total}", end=end, file=sys.stderr, flush=True)
            elif line.startswith("Installing collected packages"):
                say(f"      {count}/{total}; chép vào .venv", "copying into .venv")
    if pip.returncode:
        print("".join(said[-40:]), file=sys.stderr)
        raise failed(command)


def till(arguments: Sequence[str]) -> int:
    """Open the sample shop, or without a screen play a sale to a member through the window drawn offscreen."""
    shown = has_display()
    make_environment(lacking_for_qt(shown))
    shop = ROOT / "demo-shop"
    if shown:
        return become([PROGRAM, "--data", shop, "--demo", *arguments])
    say("Không có màn hình: bán thử ngoài màn hình", "No screen: playing a sale offscreen")
    played = [PYTHON, "-m", "pos_desktop.app.demo", "--data", shop, "--output", ROOT / "demo-output", *arguments]
    return become(played, QT_QPA_PLATFORM="offscreen")


def is_about_the_sample(words: Sequence[str]) -> bool:
    """Whether there are only options for the window, and none of them names another shop's folder."""
    values = iter(words)
    for word in values:
        name = word.partition("=")[0]
        if name not in WINDOW_OPTIONS:
            return False
        if "=" not in word and name != "--demo":
            next(values, None)
    return True


def program(arguments: Sequence[str]) -> int:
    """Pass the words on to the program; only its windows need Qt's system libraries."""
    shown = has_display()
    has_window = arguments[0].startswith("-") or (arguments[0] == WITH_WINDOW and shown)
    make_environment(lacking_for_qt(shown) if has_window else ())
    return become([PROGRAM, *arguments])


KEPT = {"PYTHONDONTWRITEBYTECODE": ""}
"""The tests start the program many times: what was compiled once is kept, whatever the caller's shell says."""


def test(arguments: Sequence[str]) -> int:
    """Run the tests: offscreen, then those that need an X server, where one can be had."""
    x11_alone = "--x11" in arguments
    rest = [argument for argument in arguments if argument != "--x11"]
    make_environment(lacking_for_qt(with_screen=False))
    with_x11 = (x11_alone or not set(rest) - {"--full"}) and x11_ready(required=x11_alone)
    status = 0 if x11_alone else run([PYTHON, "-m", "pytest", *side_by_side(rest), *rest], **KEPT)
    if with_x11:
        say("Bài thử trên màn hình X ảo", "Tests on a virtual X screen")
        on_screen = [*X_SCREEN, PYTHON, "-m", "pytest", "-m", "x11", *rest]
        status = run(on_screen, QT_QPA_PLATFORM="xcb", **KEPT) or status
    return status


def side_by_side(words: Sequence[str]) -> tuple[str, ...]:
    """Spread all tests over the processors; some of them, or one process wished for, stay together."""
    processors = min(os.cpu_count() or 1, 8)
    return ("-n", str(processors), "--dist", "worksteal") if processors > 1 and not set(words) - {"--full"} else ()


def x11_ready(required: bool) -> bool:
    """Provide Xvfb and xdotool; where that cannot be, stop if they are required, else say that they are left out."""
    try:
        if not sys.platform.startswith("linux"):
            raise Stop(WRONG_USE, "Chỉ trên Linux", "On Linux only")
        provide(lacking(SCREEN_LIBRARIES, X11_TOOLS))
    except Stop as stop:
        if required:
            raise
        say("Bỏ qua các bài thử x11", f"Leaving the x11 tests out. {stop}")
        return False
    return True


def lint(arguments: Sequence[str]) -> int:
    """Hold the house rules: ruff, mypy, import-linter; all of them, so that one run tells everything."""
    if arguments:
        raise Stop(WRONG_USE, "lint không có tùy chọn", "lint takes no options")
    make_environment()
    worst = 0
    for name, words in LINT.items():
        say("Kiểm tra", f"Checking: {name}")
        worst = max(worst, run([PYTHON, *words]))
    return worst


def build(arguments: Sequence[str]) -> int:
    """Bundle the program into dist/pos-desktop and see that the bundle works."""
    make_environment(lacking({**QT_LIBRARIES, **SCREEN_LIBRARIES, **shared_python()}, BUILD_TOOLS))
    bundled = run([PYTHON, "-m", "PyInstaller", "--noconfirm", *arguments, "pos.spec"])
    return bundled or try_bundle(ROOT / "dist" / "pos-desktop" / ("pos-desktop" + SUFFIX))


def shared_python() -> dict[str, str]:
    """Return Python's own shared library, which PyInstaller needs and Debian packs apart from python3."""
    if not base_python().startswith("/usr/bin/"):
        return {}
    name = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return {f"libpython{name}.so.1.0": f"libpython{name}"}


def try_bundle(bundle: Path) -> int:
    """Let the bundle fill a sample shop, sell in it and print, away from the checkout."""
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "receipt.bin"
        sell = [bundle, "--data", folder + "/shop", "--demo", "--printer", paper.as_uri(), "sell"]
        tried = heard(sell, '{"id": "build-1", "lines": [{"code": "CF001"}]}\n', QT_QPA_PLATFORM="offscreen")
        has_printed = paper.exists() and paper.stat().st_size > 0
    if '"due": 29000' not in tried.stdout or not has_printed:
        raise Stop(1, "Bản dựng không chạy", f"The bundle does not run:\n{tried.stdout}")
    say("Xong", f"Done: {bundle}")
    return 0


def bench(arguments: Sequence[str]) -> int:
    """Measure, as benchmarks/README.md says."""
    make_environment(lacking_for_qt(with_screen=False))
    return run([PYTHON, "-m", "benchmarks", *arguments])


def sample(arguments: Sequence[str]) -> int:
    """Make the sample shop anew that ships in assets/sample."""
    make_environment()
    return run([PYTHON, "-m", "pos_desktop.services.office.sample", "--output", "assets/sample", *arguments])


WITH_WINDOW = "virtual-printer"
"""The command that has a window of its own, where one can be shown."""
WINDOW_OPTIONS = ("--lang", "--theme", "--printer", "--user", "--demo")
VERBS = {"till": till, "test": test, "lint": lint, "build": build, "bench": bench, "sample": sample}


def main(words: Sequence[str]) -> int:
    if hasattr(sys.stderr, "reconfigure"):
        sys.stderr.reconfigure(errors="replace")  # a Windows code page without Vietnamese must not stop the set-up
    if sys.version_info[:2] < MINIMUM_PYTHON:
        have, need = (".".join(map(str, version)) for version in (sys.version_info[:3], MINIMUM_PYTHON))
        say(f"Cần Python {need} trở lên, đây là {have}", f"Python {need} or newer is needed, this is {have}")
        return ENVIRONMENT
    try:
        verb = VERBS.get(words[0]) if words else till
        if verb:
            return verb(words[1:])
        return till(words) if is_about_the_sample(words) else program(words)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return stop.status
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
