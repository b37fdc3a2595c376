"""Turns what keeps the till from starting into what happened, what to do, and whether trying again makes sense."""

from dataclasses import dataclass

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence


@dataclass(frozen=True, slots=True)
class TroubleView:
    """`code` is for the person who helps the shop on the telephone."""

    title: str
    sentence: str
    note: str
    code: str
    verb: str


def trouble_view(problem: EnvironmentProblem | Rejected) -> TroubleView:
    """Say what happened, in the language in force; `verb` is empty when trying again cannot help."""
    kept = _("Dữ liệu bán hàng vẫn nguyên; chưa có gì được ghi thêm.")
    return TroubleView(
        _("Chưa mở được cửa hàng"),
        sentence(problem),
        kept,
        _("Mã: {code}").format(code=problem.code.value),
        _("Thử lại") if isinstance(problem, EnvironmentProblem) and problem.retry else "",
    )
