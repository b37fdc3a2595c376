"""What the virtual printer did, in words: beside its paper, and in the list of its answers."""

from pos_desktop.wording import _, number
from printing.virtual.events import Beeps, DrawerPulse, Event, StatusRequest
from printing.virtual.told import Answered, Fault, Silence


def fault_words(fault: Fault) -> str:
    """What went wrong on the line, as a short sentence."""
    told = {
        Fault.FIN: _("Đã ngắt kết nối (FIN)"), Fault.RST: _("Đã ngắt kết nối (RST)"), Fault.HANG: _("Đã treo máy"),
        Fault.RUN_OUT: _("Hết giấy giữa chừng"), Fault.FLOOD: _("Gửi rác liên tục"),
        Fault.TOO_LARGE: _("Bản in quá lớn nên bị cắt"),
        Fault.STUCK: _("Bên gửi im lặng quá lâu, nhường máy khác"),
        Fault.LOST: _("Bên gửi ngắt khi máy chưa in được, phần còn lại mất"),
    }  # fmt: skip
    return told[fault]


def note_words(event: Event) -> str:
    """What an event does that is not on the paper; "" of one that is."""
    if isinstance(event, DrawerPulse):
        return _("Két mở (chân {pin})").format(pin=event.pin)
    if isinstance(event, Beeps):
        return _("Kêu {count} tiếng").format(count=number(event.count))
    return ""


def strange_words(count: int, begin: bytes) -> str:
    """Bytes that no printer of ours is sent; `begin` are the first of them."""
    shown = begin.hex(" ").upper() + (" …" if count > len(begin) else "")
    return _("Không hiểu {count} byte: {bytes}").format(count=number(count), bytes=shown)


def answer_words(answered: Answered) -> str:
    """A question and what was answered."""
    question = answered.question
    asked = (
        _("Hỏi tình trạng {number}").format(number=question.question)
        if isinstance(question, StatusRequest)
        else _("Hỏi đã in xong chưa")
    )
    return f"{asked}: {_reply(answered)}"


def report_words(packet: bytes) -> str:
    """What it told by itself."""
    return _("Tự báo: {bytes}").format(bytes=packet.hex(" ").upper())


def _reply(answered: Answered) -> str:
    if answered.silence is Silence.MUTE:
        return _("không trả lời")
    if answered.silence is Silence.PAPER_OUT:
        return _("chờ giấy, chưa trả lời")
    shown = answered.answer[:8].hex(" ").upper()
    return (
        _("trả lời bậy {bytes}").format(bytes=shown) if answered.silence else _("trả lời {bytes}").format(bytes=shown)
    )
