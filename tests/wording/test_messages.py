"""Every code has its sentence in both languages, and every place that raises it gives what the sentence shows."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import pos_desktop
from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble
from pos_desktop.wording import in_language
from pos_desktop.wording.error_page import PAGE, page, parameters
from pos_desktop.wording.messages import LIMITS, REFUSALS, TROUBLES, sentence

SOURCES = Path(pos_desktop.__file__).parent
SENTENCES = {str(code): text for code, text in (REFUSALS | TROUBLES).items()}
SAMPLES = {"money": 1_000, "number": 2, "points": 3, "date": "2026-01-02", "limit": "rows", "": "X"}
RAISED = ("Rejected", "EnvironmentProblem")
VI, EN = in_language("vi"), in_language("en")


@pytest.mark.parametrize("code", [*Code, *Trouble])
@pytest.mark.parametrize("words", [VI, EN], ids=["vi", "en"])
def test_every_code_has_a_sentence(code, words):
    params = {name: SAMPLES[spec] for name, spec in parameters(SENTENCES[code]).items()}
    error = Rejected(code, **params) if isinstance(code, Code) else EnvironmentProblem(code, **params)

    text = sentence(error, words)

    assert text.endswith(".")
    assert not set("!…{}") & set(text)
    assert str(code) not in text


def test_the_two_languages_say_it_in_their_own_words():
    same = [code for code, text in SENTENCES.items() if EN.gettext(text) == text]
    assert same == []


def test_parameters_are_written_as_people_write_them():
    assert sentence(Rejected(Code.ABOVE_CAP, most=1240), VI) == "Đơn này đổi được nhiều nhất 1.240 điểm."
    assert sentence(Rejected(Code.ABOVE_CAP, most=1240), EN).count("1,240 điểm") == 1
    assert "5.000\u00a0₫" in sentence(Rejected(Code.UNDERPAID, missing=5_000), VI)


def test_more_than_is_left_of_a_line_names_what_is_left():
    most = Rejected(Code.INVALID_QUANTITY, line=1, most="1.5")
    assert (sentence(most, VI).count("1,5."), sentence(most, EN).count("1.5 of")) == (1, 1)


def test_what_people_typed_is_shown_and_never_read_as_a_pattern():
    assert "{0} {x:money} %s" in sentence(Rejected(Code.UNKNOWN_ITEM, text="{0} {x:money} %s"), VI)


def test_a_parameter_that_is_not_there_does_not_stop_the_sentence():
    assert "…" in sentence(Rejected(Code.UNDERPAID), VI)


@pytest.mark.parametrize("what", LIMITS)
def test_every_limit_is_named(what):
    texts = {sentence(Rejected(Code.IMPORT_LIMIT, what=what, most=9), words) for words in (VI, EN)}
    assert len(texts) == 2


def _raised() -> Iterator[tuple[str, str, set[str]]]:
    """Every `Rejected(Code.X, ...)` and `EnvironmentProblem(Trouble.X, ...)`: place, code, parameters given."""
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                if node.func.id in RAISED and isinstance(first, ast.Attribute) and first.attr in SENTENCES:
                    given = {keyword.arg for keyword in node.keywords if keyword.arg}
                    yield f"{path.relative_to(SOURCES)}:{node.lineno}", first.attr, given


def test_every_place_that_raises_gives_what_the_sentence_shows():
    found = list(_raised())
    assert len(found) > 50, "the walk must find them"
    lacking = {
        place: sorted(parameters(SENTENCES[code]).keys() - given)
        for place, code, given in found
        if parameters(SENTENCES[code]).keys() - given
    }
    assert lacking == {}


def test_the_page_of_codes_is_todays():
    assert PAGE.read_text("utf-8") == page(), "run: python -m pos_desktop.wording.error_page"
