"""Puts what a row of the journal holds under labels: amounts as money, ids as names, digests not at all."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date as Day
from typing import Any, Final

from pos_desktop.selling.permissions import Role
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.wording import _, current, date, money, number, points, quantity, signed_points
from pos_desktop.wording.journal import ALTERED, EXPORTED, Row, allowed
from pos_desktop.wording.messages import N_
from pos_desktop.wording.people import right_name, role_name
from pos_desktop.wording.tenders import tender_name

Write = Callable[[Row, Any], str]


def _name(row: Row, value: Any) -> str:
    """A person, a member, a receipt; or a day, where a period begins or ends."""
    return row.names[value] if value in row.names else date(Day.fromisoformat(value))


def _yes(_row: Row, value: Any) -> str:
    return _("Có") if value else _("Không")


def _one_of(words: Mapping[str, str]) -> Write:
    return lambda _row, value: _(words[value])


def _money(_row: Row, value: Any) -> str:
    return money(value)


def _yes_or_money(row: Row, value: Any) -> str:
    return _yes(row, value) if isinstance(value, bool) else money(value)


def _points(_row: Row, value: Any) -> str:
    return points(value) if value >= 0 else signed_points(value)


def _number(_row: Row, value: Any) -> str:
    return number(value)


def _day(_row: Row, value: Any) -> str:
    return date(Day.fromisoformat(value))


def _as_it_is(_row: Row, value: Any) -> str:
    return str(value)


_WAYS: Final = {
    "pin": N_("Mã PIN"), "badge": N_("Thẻ nhân viên"), "receipt": N_("Mã trên hoá đơn"), "later": N_("Quản lý, sau đó"),
    "move": N_("Chuyển từ khách khác"),
}  # fmt: skip
_STEPS: Final = {"sale": N_("Khi đang chọn hàng"), "payment": N_("Khi đang trả tiền")}
DETAILS: Final[dict[str, tuple[str, Write]]] = {
    "reason": (N_("Lý do"), _as_it_is), "note": (N_("Ghi chú"), _as_it_is),
    "asked_by": (N_("Người xin"), _name), "approved_by": (N_("Người cho phép"), _name),
    "from": (N_("Từ"), _name), "to": (N_("Đến"), _name),
    "right": (N_("Việc"), lambda row, _value: allowed(row, row.body or {})), "way": (N_("Cách"), _one_of(_WAYS)),
    "account_id": (N_("Khách"), _name), "from_account_id": (N_("Khách trước đó"), _name),
    "sale_id": (N_("Hoá đơn"), _name), "business_date": (N_("Ngày bán"), _day), "step": (N_("Lúc"), _one_of(_STEPS)),
    "due": (N_("Phải trả"), _money), "money": (N_("Tiền"), _money), "by_hand": (N_("Giảm giá tay"), _money),
    "float": (N_("Tiền đầu ca"), _money), "expected": (N_("Trong sổ"), _money), "counted": (N_("Đếm được"), _money),
    "points": (N_("Điểm"), _points), "earned": (N_("Điểm tích"), _points), "bonus": (N_("Điểm thưởng"), _points),
    "clawed": (N_("Điểm thu lại"), _points), "restored": (N_("Điểm trả lại"), _points),
    "debt": (N_("Nợ điểm"), _points), "missing": (N_("Điểm còn thiếu"), _points),
    "before": (N_("Trước đó"), _yes_or_money), "value": (N_("Trị giá"), _yes_or_money),
    "cost": (N_("Trị giá"), _money), "expired": (N_("Hết hạn"), _money),
    "role": (N_("Vai trò"), lambda _row, value: role_name(Role(value))), "active": (N_("Đang làm"), _yes),
    "renamed": (N_("Đổi tên"), _yes), "blocked": (N_("Đã khoá"), _yes),
    "version": (N_("Bản"), _number), "valid_from": (N_("Hiệu lực từ"), _day), "until": (N_("Đến hết"), _day),
    "tier": (N_("Hạng"), _as_it_is), "file": (N_("Tệp"), _as_it_is), "count": (N_("Số dòng"), _number),
    "what": (N_("Dữ liệu"), _one_of(EXPORTED)), "form": (N_("Dạng tệp"), _as_it_is),
    "is_masked": (N_("Che số điện thoại"), _yes), "copy": (N_("Bản in lại số"), _number),
    "template": (N_("Phiếu"), _as_it_is), "cause": (N_("Quyên góp cho"), _as_it_is),
    "given": (N_("Đồng ý"), _yes), "partner": (N_("Quán đối tác"), _as_it_is), "wheel": (N_("Vòng quay"), _as_it_is),
    "prize": (N_("Giải"), _as_it_is), "shift": (N_("Ca"), _number), "changes": (N_("Số lần sửa"), _number),
    "price": (N_("Giá"), _money), "list": (N_("Bảng giá"), _as_it_is), "in_use": (N_("Đang dùng"), _yes),
    "table": (N_("Bàn"), _as_it_is), "course": (N_("Lượt ra món"), _number),
    "paper": (N_("Số phiếu"), _as_it_is), "supplier": (N_("Nhà cung cấp"), _as_it_is),
    "reference": (N_("Số phiếu giao"), _as_it_is), "people": (N_("Số người"), _number),
    "sku": (N_("Mã hàng"), _as_it_is),
}  # fmt: skip
"""What is shown of a body, in this order; what is not here is for programs."""


def details_of(row: Row) -> Iterator[tuple[str, str]]:
    """Labels with their values, then the goods and the money line by line."""
    body = row.body or {}
    for name, (label, write) in DETAILS.items():
        value = body.get(name)
        is_there = value is False or value not in (None, "", 0)
        if is_there and (told := _told(row, write, value)):
            yield _(label), told
    yield from _amount(row, body)
    yield from _own_rights(row, body)
    for name, rows in (("prices", _prices), ("lines", _lines), ("tenders", _tenders)):
        try:
            yield from list(rows(body.get(name) or ()))
        except ALTERED:  # altered by hand: the rest is shown
            continue


def _told(row: Row, write: Write, value: Any) -> str:
    """A value in words; "" where it is not what it was."""
    try:
        return write(row, value)
    except ALTERED:
        return ""


def _amount(row: Row, body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """An amount of a right is told with the right."""
    if "right" not in body and "amount" in body:
        yield _("Số tiền"), _told(row, _money, body["amount"])


def _own_rights(row: Row, body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    own = body.get("own")
    for right, value in sorted(own.items()) if isinstance(own, dict) else ():
        label = _told(row, lambda _row, name: right_name(name), right) or right
        if isinstance(value, bool):
            yield label, _yes(row, value)
        else:
            yield label, _("không giới hạn") if value is None else number(value // (100 if right == "discount" else 1))


def _prices(rows: Any) -> Iterator[tuple[str, str]]:
    """Prices by hand or of the catalogue: SKU, the price before and the one from then on, None for none."""
    for sku, before, now in rows:
        label = _("Sửa giá {item}").format(item=sku)
        told = [_("không có") if price is None else money(price) for price in (before, now)]
        yield label, _("{before} thành {now}").format(before=told[0], now=told[1])


def _lines(rows: Any) -> Iterator[tuple[str, str]]:
    """Lines of a sale (SKU, name, quantity, amount), of a refund (position, quantity, money), of an order."""
    for row in rows:
        if len(row) == 4:
            yield f"{quantity(row[2])} × {row[1]}", money(row[3])
        elif len(row) == 3:
            yield _("Dòng {line}, số lượng {qty}").format(line=number(row[0]), qty=quantity(row[1])), money(row[2])
        else:
            yield str(row[0]), quantity(row[1])


def _tenders(rows: Any) -> Iterator[tuple[str, str]]:
    for kind, amount, *_ref in rows:
        yield tender_name(TenderKind(kind), current()), money(amount)
