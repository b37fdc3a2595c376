"""What printers say of themselves and what became of paper, in a cashier's words, with what to do about it."""

from pos_desktop.wording import _
from printing.devices.spool import JobState, Outcome, Reason
from printing.devices.status import Condition

WELL = (Condition.READY, Condition.NEAR_END)


def condition_words(condition: Condition) -> str:
    """How a printer is, as a short clause."""
    told = {
        Condition.READY: _("sẵn sàng"), Condition.NEAR_END: _("sắp hết giấy"), Condition.PAPER_OUT: _("hết giấy"),
        Condition.COVER_OPEN: _("nắp đang mở"), Condition.CUTTER_ERROR: _("dao cắt bị kẹt"),
        Condition.OFFLINE: _("máy in không sẵn sàng"), Condition.UNKNOWN: _("không rõ"),
    }  # fmt: skip
    return told[condition]


def reason_words(reason: Reason) -> str:
    """What kept paper from coming out, as a sentence; "" of `Reason.NONE`."""
    told = {
        Reason.NONE: "",
        Reason.NO_SUCH_PRINTER: _("Địa chỉ máy in ghi không đúng."),
        Reason.UNREACHABLE: _("Máy in không phản hồi."),
        Reason.BUSY: _("Máy in đang in giấy khác."),
        Reason.COVER_OPEN: _("Nắp máy in đang mở."),
        Reason.PAPER_OUT: _("Máy in hết giấy."),
        Reason.CUTTER_ERROR: _("Dao cắt giấy của máy in bị kẹt."),
        Reason.OFFLINE: _("Máy in đang báo lỗi hoặc bị tạm dừng."),
        Reason.LINE_LOST: _("Mất kết nối với máy in giữa chừng."),
        Reason.NO_ANSWER: _("Máy in nhận rồi im lặng."),
        Reason.CANNOT_ANSWER: _("Máy in này không cho biết đã in hay chưa."),
    }
    return told[reason]


def what_to_do(about: Condition | Reason) -> str:
    """What a cashier does about it, as a sentence; "" where there is nothing to do."""
    if isinstance(about, Reason):
        return _after(about)
    if about is Condition.READY:
        return ""
    if about is Condition.NEAR_END:
        return _("Để sẵn một cuộn giấy mới bên cạnh.")
    return _after(Reason.CANNOT_ANSWER if about is Condition.UNKNOWN else Reason(about.value))


def tried_words(outcome: Outcome) -> str:
    """What became of a trial paper, with what to do."""
    heads = {
        JobState.PRINTED: _("Máy in báo đã in xong."),
        JobState.SENT: _("Đã gửi tới máy in."),
        JobState.NOT_SENT: _("Chưa in được."),
    }
    head = heads.get(outcome.state, _("Có thể chưa in xong."))
    return " ".join(filter(None, (head, reason_words(outcome.reason), what_to_do(outcome.reason))))


def _after(reason: Reason) -> str:
    told = {
        Reason.NO_SUCH_PRINTER: _("Chọn lại máy in trong «Thiết bị»."),
        Reason.UNREACHABLE: _("Kiểm tra máy in đã bật và dây đã cắm; máy in mạng thì xem dây mạng và địa chỉ."),
        Reason.BUSY: _("Chờ in xong rồi thử lại."),
        Reason.COVER_OPEN: _("Đóng nắp máy in cho khớp."),
        Reason.PAPER_OUT: _("Lắp cuộn giấy mới, mặt nhạy nhiệt quay về phía đầu in, rồi đóng nắp."),
        Reason.CUTTER_ERROR: _("Tắt máy in, gỡ giấy kẹt ở dao, đóng nắp rồi bật lại."),
        Reason.OFFLINE: _("Bấm nút kéo giấy một lần; nếu vẫn vậy thì tắt máy in rồi bật lại."),
        Reason.LINE_LOST: _("Xem tờ giấy ở máy in: nếu đứt giữa chừng thì in bản sao."),
        Reason.NO_ANSWER: _("Xem tờ giấy ở máy in: nếu chưa đủ thì in bản sao."),
        Reason.CANNOT_ANSWER: _("Xem tờ giấy ở máy in có ra không."),
    }
    return told.get(reason, "")
