"""Words for what people are in the shop and what they may do."""

from pos_desktop.selling.permissions import Role
from pos_desktop.wording import _
from pos_desktop.wording.messages import N_

_ROLES = {
    Role.CASHIER: N_("Thu ngân"),
    Role.SUPERVISOR: N_("Trưởng ca"),
    Role.MANAGER: N_("Quản lý"),
    Role.OWNER: N_("Chủ cửa hàng"),
    Role.ACCOUNTANT: N_("Kế toán"),
}


def role_name(role: Role) -> str:
    """A role as the shop calls it."""
    return _(_ROLES[role])
