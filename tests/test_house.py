"""Rules of the house that no linter knows: no floats where money is decided, one reader of the machine's time."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pos_desktop

HOUSE = Path(pos_desktop.__file__).parent
PURE = ("core", "selling", "loyalty")
CLOCK = HOUSE / "core" / "clock.py"
MOST_LINES = 400
VERSIONS = HOUSE / "storage" / "migrations" / "versions"


def sources(*rooms: str) -> Iterator[tuple[Path, ast.Module]]:
    for room in rooms or ("",):
        for path in sorted((HOUSE / room).rglob("*.py")):
            yield path, ast.parse(path.read_text("utf-8"))


def is_fraction(node: ast.AST) -> bool:
    return (
        (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div))
    )


def reads_the_clock(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("now", "utcnow", "today") and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("datetime", "date")
    )  # fmt: skip


def test_nothing_that_decides_about_money_knows_fractions():
    found = [f"{path.relative_to(HOUSE)}:{node.lineno}" for path, tree in sources(*PURE)
             for node in ast.walk(tree) if is_fraction(node)]  # fmt: skip
    assert found == []


def test_the_walk_sees_fractions():
    for text in ("0.5", "float(x)", "a / 2"):
        assert any(map(is_fraction, ast.walk(ast.parse(text)))), text
    assert not any(map(is_fraction, ast.walk(ast.parse("a // 2"))))


def test_only_the_clock_reads_the_machine_s_time():
    readers = {path for path, tree in sources() if any(map(reads_the_clock, ast.walk(tree)))}
    assert readers == {CLOCK}


def test_every_module_says_what_it_does():
    dumb = [str(path.relative_to(HOUSE)) for path, tree in sources()
            if path.read_text("utf-8").strip() and not ast.get_docstring(tree)]  # fmt: skip
    assert dumb == []


def test_modules_stay_short():
    long = [str(path.relative_to(HOUSE)) for path, _tree in sources()
            if VERSIONS not in path.parents and len(path.read_text("utf-8").splitlines()) > MOST_LINES]  # fmt: skip
    assert long == []
