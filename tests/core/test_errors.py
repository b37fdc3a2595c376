import pytest

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble


@pytest.mark.parametrize("code", [*Code, *Trouble])
def test_codes_are_stable_names(code):
    assert code.value == code.name


def test_a_refusal_holds_a_code_and_plain_values():
    no = Rejected(Code.ABOVE_CAP, most=1240)
    assert (no.code, no.params, str(no)) == (Code.ABOVE_CAP, {"most": 1240}, "ABOVE_CAP")


def test_a_trouble_says_whether_to_try_again():
    locked, newer = EnvironmentProblem(Trouble.DATABASE_LOCKED), EnvironmentProblem(Trouble.DATABASE_NEWER, retry=False)
    assert locked.retry
    assert not newer.retry
    assert not isinstance(locked, Rejected)
