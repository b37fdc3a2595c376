"""What is wrong with an edited programme, field by field: asks every definition for its faults, then the whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from pos_desktop.core.errors import Rejected
from pos_desktop.core.plain import from_plain
from pos_desktop.loyalty.programme import Programme
from pos_desktop.selling.conditions import When
from pos_desktop.services.calendars.recurrence import check_recurrence
from pos_desktop.ui.form.paths import Path, get, path_of
from pos_desktop.wording import _
from pos_desktop.wording.messages import N_

REASONS: Final[dict[str, str]] = {
    "effect": N_("Chưa cho gì: đặt một mức giảm, điểm, tỷ lệ hoặc hệ số."),
    "lost": N_("Chỗ này trỏ tới một mục đã bỏ. Chọn lại."),
    "limit": N_("Quà không mất điểm thì phải có giới hạn số lần."),
    "voucher": N_("Chọn phiếu."),
    "buy": N_("Chọn món khách phải mua."),
    "get": N_("Chọn món khách được giảm."),
    "gift": N_("Ghi tên quà."),
    "benefit": N_("Chọn mức giảm."),
    "parts": N_("Combo cần từ hai món trở lên, nhiều nhất 20."),
    "code": N_("Mã chung: 3 đến 16 chữ hoa hoặc số, bắt đầu bằng chữ, cho phiếu dùng nhiều lần."),
    "number": N_("Số từ 0 đến 99, khác số của các đối tác khác."),
    "own_number": N_("Số từ 0 đến 99, khác số của đối tác."),
    "partners": N_("Hai đối tác cùng số thì không phân biệt được phiếu."),
    "id": N_("Trùng với một mục khác."),
    "price": N_("Đồng giá chỉ dùng cho từng món, không cho cả đơn."),
    "limit_per_order": N_("Chỉ combo và mua tặng mới có số lần mỗi đơn."),
    "target": N_("Đặt mục tiêu lớn hơn 0."),
    "friend_points": N_("Đặt điểm hoặc phiếu cho ít nhất một bên."),
    "referrer_points": N_("Đặt điểm hoặc phiếu cho ít nhất một bên."),
    "starts_after_days": N_("Phiếu cho lần sau dùng được sớm nhất từ hôm sau."),
    "uses": N_("Đặt số lần dùng."),
    "coupon": N_("Mã gồm 3 đến 16 chữ hoa không dấu hoặc số, bắt đầu bằng chữ, khác mã phiếu."),
    "per_day": N_("Đếm theo ngày thì phải có giới hạn."),
    "per_member": N_("Đặt số lần mỗi khách."),
    "needed": N_("Đặt từ 2 trở lên."),
    "trigger": N_("Việc này không gắn với đơn hàng: bỏ các điều kiện về đơn, món và hệ số nhân."),
    "tiers": N_("Bậc đầu từ 0, bậc sau cao hơn bậc trước, và mỗi bậc một tên."),
    "name": N_("Đặt tên để khách và thu ngân nhận ra."),
    "priority": N_("Trùng lúc và cùng thứ tự với «{other}». Đổi ngày, món hoặc thứ tự của một luật."),
    "earn": N_("Tỷ lệ này quá lớn hoặc chia cho 0."),
    "base": N_("Tỷ lệ này quá lớn hoặc chia cho 0."),
    "multiplier": N_("Hệ số nhân từ 0 đến 5."),
    "ends_on": N_("Ngày kết thúc trước ngày bắt đầu."),
    "recurrence": N_("Lịch lặp này không đọc được, hoặc đếm số lần mà thiếu ngày bắt đầu."),
    "lunar_days": N_("Ngày âm lịch từ 1 đến 30, tháng từ 0 đến 12."),
    "stock": N_("Giải có quà cần số lượng và giá vốn; ô trống thì không."),
    "budget": N_("Đặt ngân sách lớn hơn 0."),
    "prizes": N_("Cần ít nhất hai ô, đúng một ô không có quà, mỗi ô một tên."),
    "within": N_("Nhiệm vụ cần ngày bắt đầu và ngày kết thúc."),
    "bonus": N_("Đặt tiền tặng hoặc phần trăm, không cả hai, và không quá số tiền nạp."),
    "reward": N_("Chọn quà tặng."),
    "points": N_("Đặt điểm thưởng hoặc chọn quà."),
    "payee": N_("Ghi người nhận tiền: tên, ngân hàng, số tài khoản."),
    "expiry": N_("Đặt số tháng từ 1 đến 120."),
}
"""Sentences for faults whose name alone says too little."""

PLACES: Final = {
    "effect": "", "trigger": "", "expiry": "expiry_months", "earn": "earn.per", "base": "base.per", "limit": "per_day",
    "birthday": "birthday_before",
}  # fmt: skip
"""Where a fault is shown whose name is no field, or holds fields; "" is the definition's own switch."""
LOST: Final = ("tiers", "plans", "stamps")
"""What a definition names, as far as the programme has lost it."""

Errors = dict[Path, str]


def errors_of(plain: Mapping[str, Any]) -> tuple[Programme | None, Errors]:
    """Build the programme that the plain values describe, or tell what is wrong with them, by path."""
    errors: Errors = {}
    for path, fault in _faults(Programme, plain, ()):
        errors.setdefault((*path, *place_of(fault)), reason(fault.rpartition(".")[2]))
    try:
        programme = from_plain(Programme, plain)
    except Rejected as refusal:
        for path, text in _of_refusal(refusal, plain):
            if not any(at[: len(path)] == path for at in errors):
                errors[path] = text
        return None, errors
    except (ValueError, TypeError, KeyError, ZeroDivisionError) as problem:
        return None, errors or {(): reason(str(problem))}
    return (None, errors) if errors else (programme, {})


def place_of(fault: str) -> Path:
    """The field, as a path from its definition, at which a fault is shown."""
    inner, dot, name = fault.rpartition(".")
    return (*path_of(inner), *path_of(PLACES.get(name, name))) if dot else path_of(PLACES.get(fault, fault))


def reason(fault: str, **params: str) -> str:
    """Say why a field cannot be so."""
    known = REASONS.get(fault)
    return _(known).format(**params) if known else _("Giá trị này không dùng được.")


def _of_refusal(refusal: Rejected, plain: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """Where the programme's own refusal belongs; it names a field, and sometimes definitions and their faults."""
    field = str(refusal.params.get("field", ""))
    names, faults = refusal.params.get("names"), refusal.params.get("faults")
    names = (refusal.params["name"],) if "name" in refusal.params else names
    if isinstance(names, Sequence) and not isinstance(names, str) and isinstance(faults, Sequence):
        yield from _of_named(field, [str(name) for name in names], str(faults[0]), plain)
    else:
        yield place_of(field), reason(field)


def _of_named(field: str, names: list[str], fault: str, plain: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for at, entry in enumerate(get(plain, path_of(field)) or ()):
        if entry.get("name") in names:
            other = next((name for name in names if name != entry["name"]), entry["name"])
            told = "lost" if fault in LOST else fault
            yield (*path_of(field), at, *place_of(fault)), reason(told, other=other)


@cache
def hints_of(kind: type) -> dict[str, Any]:
    """Types of the fields of a definition."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def definition_in(kind: Any) -> type | None:
    """The definition that a field's type holds: itself, in a tuple, or where it may be missing."""
    if isinstance(kind, type) and is_dataclass(kind):
        return kind
    if get_origin(kind) in (tuple, UnionType):
        return next((found for part in get_args(kind) if (found := definition_in(part))), None)
    return None


def _faults(kind: type, plain: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every fault of a definition and of those within it, with the definition's path."""
    if kind is not Programme:
        yield from ((path, fault) for fault in _own_faults(kind, plain))
        if kind is When and not _recurs(plain):
            yield path, "recurrence"
        if "name" in hints_of(kind) and not str(plain.get("name", "")).strip():
            yield path, "name"
    for name, hint in hints_of(kind).items():
        inner, held = definition_in(hint), plain.get(name) if isinstance(plain, Mapping) else None
        if inner is None or held is None:
            continue
        if isinstance(held, list):
            for at, part in enumerate(held):
                yield from _faults(inner, part, (*path, name, at))
        else:
            yield from _faults(inner, held, (*path, name))


def _recurs(plain: Any) -> bool:
    """Whether a recurrence can be read, and one that counts its days says when it starts."""
    rule = str(plain.get("recurrence", ""))
    if not rule:
        return True
    try:
        check_recurrence(rule)
    except Rejected:
        return False
    return "COUNT=" not in rule or bool(plain.get("starts_on"))


def _own_faults(kind: type, plain: Any) -> Sequence[str]:
    ask = getattr(kind, "faults", None)
    if ask is None:
        return ()
    try:
        found: Sequence[str] = ask(from_plain(kind, plain))
    except (ValueError, TypeError, KeyError, ZeroDivisionError):
        return ()  # what cannot even be built is told by the whole
    return found
