"""A new member at the till: the toast that says so, with the card on paper for who wants it."""

from dataclasses import dataclass

from pos_desktop.services.members.members import Enrolled
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.ui.sale.controller import SaleController
from pos_desktop.wording import _, language


@dataclass(frozen=True, slots=True)
class Promised:
    """The slip was promised: the printer's worker wakes."""

    topics: tuple[str, ...] = ("outbox",)


def tell(sale: SaleController, enrolled: Enrolled) -> None:
    """Say that the member is there; one tap prints the slip, and no tap prints nothing."""
    kind, told = ToastKind.INFO, _("Đã tạo thành viên {code}").format(code=enrolled.code)
    if enrolled.is_doubtful:
        kind, told = ToastKind.WARN, _("Đã tạo, nhưng số này không thuộc nhà mạng nào: hỏi lại khách")
    if sale.printer:
        sale.notify(kind, told, _("In phiếu chào mừng"), lambda: print_slip(sale, enrolled.member_id))
    else:
        sale.notify(kind, told)


def print_slip(sale: SaleController, member_id: str) -> None:
    """Print the slip, and say so."""
    subject, tongue = SlipOf.WELCOME.subject(member_id), language()

    def promise() -> Promised:
        sale.desk.outbox.reprint_slip(subject, sale.printer, tongue, sale.person.id)
        return Promised()

    done = lambda _done: sale.notify(ToastKind.INFO, _("Đang in phiếu chào mừng"))  # noqa: E731
    sale.ops.run(promise, then=done, failed=sale.failed)
