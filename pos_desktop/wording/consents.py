"""What members are asked to agree to: a purpose each, and its exact text by version, as it is read out to them."""

from typing import Final

from pos_desktop.wording import _
from pos_desktop.wording.messages import N_

MARKETING: Final = "marketing"
PURPOSES: Final = (MARKETING, "birthday", "partners", "profiling")
"""What a member may say yes or no to, each for itself; nothing else is done with what is known of them."""
FORM: Final = "2026-1"
"""The line of the form of enrolment, which asks for `marketing` alone."""
NEWEST: Final = "2026-2"

_NAMES = {
    MARKETING: N_("Nhận tin và ưu đãi"), "birthday": N_("Chúc mừng sinh nhật"),
    "partners": N_("Chia sẻ với đối tác"), "profiling": N_("Chọn ưu đãi theo món đã mua"),
}  # fmt: skip
_TEXTS = {
    (FORM, MARKETING): N_("Đồng ý nhận tin khuyến mãi"),
    (NEWEST, MARKETING): N_(
        "Cửa hàng xin phép gửi tin về món mới và ưu đãi vào số điện thoại này. Không đồng ý thì điểm và hạng vẫn như "
        "vậy, và lúc nào cũng rút lại được."
    ),
    (NEWEST, "birthday"): N_(
        "Cửa hàng xin phép dùng ngày sinh để gửi lời chúc và nhắc quà sinh nhật. Không đồng ý thì điểm và hạng vẫn như "
        "vậy, và lúc nào cũng rút lại được."
    ),
    (NEWEST, "partners"): N_(
        "Cửa hàng xin phép đưa tên và số điện thoại cho các quán đối tác có ưu đãi chung. Không đồng ý thì điểm và "
        "hạng vẫn như vậy, và lúc nào cũng rút lại được."
    ),
    (NEWEST, "profiling"): N_(
        "Cửa hàng xin phép xem lại các món đã mua để chọn ưu đãi hợp với khách. Không đồng ý thì điểm và hạng vẫn như "
        "vậy, và lúc nào cũng rút lại được."
    ),
}
"""Kept for ever: a row of `consent` names the version that was read out. Another wording is another version."""


def knows(purpose: str, version: str) -> bool:
    """Whether there is such a text."""
    return (version, purpose) in _TEXTS


def purpose_name(purpose: str) -> str:
    """A purpose as the screens call it; one of another program as it is."""
    return _(_NAMES[purpose]) if purpose in _NAMES else purpose


def consent_text(purpose: str, version: str = NEWEST) -> str:
    """What was asked, word for word; "" for a text that this program does not know."""
    return _(_TEXTS[version, purpose]) if knows(purpose, version) else ""
