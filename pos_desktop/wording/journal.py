"""Tells a row of the journal in one sentence, whoever wrote it and however old it is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date as Day
from typing import Any, Final, Protocol

from pos_desktop.wording import _, date, money, number, percent, points, quantity
from pos_desktop.wording.messages import N_
from pos_desktop.wording.people import right_name


class Row(Protocol):
    """A row of the journal with what the ids in it are called."""

    @property
    def kind(self) -> str: ...
    @property
    def who(self) -> str: ...
    @property
    def subject_id(self) -> str: ...
    @property
    def body(self) -> Mapping[str, Any] | None: ...
    @property
    def names(self) -> Mapping[str, str]: ...


SENTENCES: Final = {
    "shop_created": N_("{who} mở cửa hàng"),
    "staff_added": N_("{who} thêm người dùng {subject}"),
    "staff_changed": N_("{who} sửa người dùng {subject}"),
    "staff_pin_set": N_("{who} đặt mã PIN mới cho {subject}"),
    "staff_pin_set.own": N_("{who} đổi mã PIN của mình"),
    "staff_unlocked": N_("{who} mở khoá cho {subject}"),
    "badge_issued": N_("{who} cấp thẻ nhân viên cho {subject}"),
    "badge_revoked": N_("{who} huỷ thẻ nhân viên của {subject}"),
    "sign_in": N_("{who} vào ca bằng mã PIN"),
    "sign_in.badge": N_("{who} vào ca bằng thẻ"),
    "wrong_pin": N_("Có người gõ sai mã PIN của {who}"),
    "wrong_pin.badge": N_("Có người quét thẻ của {who}, thẻ không dùng được"),
    "wrong_pin.member": N_("Gõ sai mã PIN của khách {subject}"),
    "approved": N_("{approver} cho phép {asker} {right}"),
    "approval_used": N_("{asker} {right}, {approver} đã cho phép"),
    "taken_over": N_("{to} nhận đơn đang bán của {from}"),
    "shift_opened": N_("{who} mở ca {shift}, đầu ca {float}"),
    "shift_closed": N_("{who} đóng ca {shift}, đếm được {counted}"),
    "shift_taken_over": N_("{to} nhận ca của {from}"),
    "cash_moved": N_("{who} chuyển {amount} qua két"),
    "cash_moved.paid_in": N_("{who} thu {amount} vào két"),
    "cash_moved.paid_out": N_("{who} chi {amount} từ két"),
    "cash_moved.drop": N_("{who} cất {amount} vào két sắt"),
    "no_sale": N_("{who} mở két không bán hàng"),
    "drawer_counted": N_("{who} đếm két được {amount}"),
    "x_report": N_("{who} in báo cáo X"),
    "sale": N_("{who} bán {subject}, {due}"),
    "order_split": N_("{who} tách {goods} sang đơn khác"),
    "order_merged": N_("{who} gộp {goods} từ đơn khác"),
    "order_lines_moved": N_("{who} chuyển {goods} sang đơn khác"),
    "tables_moved": N_("{who} chuyển đơn từ bàn {from_table} sang bàn {table}"),
    "floor_changed": N_("{who} sửa sơ đồ bàn"),
    "booking": N_("{who} nhận đặt bàn cho {count} khách"),
    "booking.seated": N_("{who} xếp bàn cho {count} khách đã đặt"),
    "booking.no_show": N_("{who} ghi khách đặt bàn không đến"),
    "booking.cancelled": N_("{who} huỷ đặt bàn"),
    "order_dropped": N_("{who} bỏ đơn {due} chưa trả tiền"),
    "kitchen_sent": N_("{who} báo bếp {goods}"),
    "kitchen_fired": N_("{who} gọi bếp ra món lượt {course}"),
    "kitchen_course": N_("{who} đổi {goods} sang lượt {course}"),
    "kitchen_void": N_("{who} huỷ món đã báo bếp: {goods}. Lý do: {reason}"),
    "station_changed": N_("{who} sửa trạm bếp {station}"),
    "transfer_heard": N_("Ngân hàng báo nhận {amount}"),
    "transfer_heard.short": N_("Ngân hàng báo nhận {amount}, thiếu so với đơn"),
    "transfer_heard.over": N_("Ngân hàng báo nhận {amount}, thừa so với đơn"),
    "transfer_heard.late": N_("Ngân hàng báo nhận {amount}, về muộn"),
    "transfer_heard.unknown": N_("Ngân hàng báo nhận {amount}, chưa rõ của đơn nào"),
    "transfer_confirmed": N_("{who} xác nhận đã nhận chuyển khoản {amount}"),
    "transfer_settled": N_("{who} ghi đã xử lý khoản chuyển {amount}"),
    "credit_limit": N_("{who} đặt hạn mức nợ {amount} cho {subject}"),
    "debt_written_off": N_("{who} xoá nợ {amount} của {subject}"),
    "enrolment": N_("{who} thêm thành viên {subject}"),
    "card_issued": N_("{who} cấp thẻ cho {subject}"),
    "card_revoked": N_("{who} huỷ một thẻ thành viên cũ"),
    "import": N_("{who} nhập tệp {file}"),
    "fallen_due": N_("Đến hạn của {subject}: điểm hoặc hạng thay đổi theo chương trình"),
    "reprint": N_("{who} in lại {subject}"),
    "refund": N_("{who} hoàn {money} của {sale}"),
    "void": N_("{who} huỷ {sale}, trả lại {money}"),
    "points_adjusted": N_("{who} chỉnh {points} cho {subject}"),
    "points_extended": N_("{who} gia hạn {points} cho {subject}"),
    "points_reinstated": N_("{who} phục hồi {points} cho {subject}"),
    "programme_changed": N_("{who} lưu chương trình bản {version}, từ {valid_from}"),
    "sale_attached": N_("{who} tích điểm sau cho {account}: {subject}, {earned}"),
    "sale_moved": N_("{who} chuyển {subject} sang {account}"),
    "members_merged": N_("{who} gộp {from} vào {subject}"),
    "members_unmerged": N_("{who} tách lại {subject}"),
    "manual_tier": N_("{who} đặt hạng bằng tay cho {subject}"),
    "holder_changed": N_("{who} sửa người dùng chung thẻ"),
    "member_pin_set": N_("{who} đặt mã PIN cho khách {subject}"),
    "member_erased": N_("{who} xoá dữ liệu của thành viên {subject}"),
    "consent": N_("{who} ghi ý kiến của {subject} về tin nhắn và dữ liệu"),
    "member_exported": N_("{who} xuất dữ liệu của thành viên {subject}"),
    "birthday_changed": N_("{who} sửa ngày sinh của {subject}"),
    "bonus": N_("Tặng {points} cho {subject}"),
    "stored_value": N_("{who} sửa thẻ trả trước"),
    "stored_value.money": N_("{who} chỉnh {money} trên thẻ trả trước"),
    "voucher_issued": N_("{who} phát {count} phiếu {template}"),
    "service_item": N_("Thêm mặt hàng dịch vụ {sku}"),
    "menu_changed": N_("{who} sửa thực đơn"),
    "menu_changed.put_group": N_("{who} sửa nhóm lựa chọn «{menu}»"),
    "menu_changed.assign_groups": N_("{who} chọn nhóm lựa chọn cho món trong danh mục"),
    "menu_changed.put_combo": N_("{who} sửa combo «{menu}»"),
    "menu_changed.put_family": N_("{who} sửa loại và đơn vị của «{menu}»"),
    "catalogue_changed": N_("{who} sửa danh mục hàng"),
    "catalogue_changed.new_item": N_("{who} thêm hàng «{item}», giá {price}"),
    "catalogue_changed.put_item": N_("{who} sửa hàng «{item}»"),
    "catalogue_changed.price": N_("{who} sửa giá «{item}» từ {before} thành {price}"),
    "catalogue_changed.change_items": N_("{who} sửa cùng lúc {items} mặt hàng"),
    "catalogue_changed.move_tiles": N_("{who} xếp lại ô bán"),
    "catalogue_changed.put_category": N_("{who} sửa nhóm hàng «{category}»"),
    "catalogue_changed.order_categories": N_("{who} xếp lại nhóm hàng"),
    "catalogue_changed.add_rate": N_("{who} đặt thuế suất mới từ {valid_from}"),
    "catalogue_changed.put_list": N_("{who} sửa bảng giá «{list}»"),
    "catalogue_changed.set_prices": N_("{who} sửa {items} giá trong bảng giá «{list}»"),
    "member_groups": N_("{who} sửa nhóm khách của {subject}"),
    "stock_document": N_("{who} lập phiếu kho {paper}"),
    "stock_document.receive": N_("{who} nhập hàng, phiếu {paper}"),
    "stock_document.count": N_("{who} kiểm kho, phiếu {paper}"),
    "stock_document.adjust": N_("{who} chỉnh kho, phiếu {paper}"),
    "stock_document.waste": N_("{who} xuất huỷ, phiếu {paper}"),
    "stock_terms": N_("{who} sửa cách theo dõi kho của «{item}»"),
    "sold_out": N_("{who} báo «{item}» còn hay hết"),
    "sold_out.on": N_("{who} báo hết «{item}» hôm nay"),
    "sold_out.off": N_("{who} báo còn «{item}»"),
    "recipe": N_("{who} sửa công thức của «{item}»"),
    "supplier": N_("{who} sửa nhà cung cấp {supplier}"),
    "purchase": N_("{who} sửa đơn đặt {paper}"),
    "purchase.ordered": N_("{who} đặt hàng của {supplier}, đơn {paper}"),
    "purchase.cancelled": N_("{who} huỷ đơn đặt {paper}"),
    "wheel_opened": N_("{who} mở vòng quay {wheel}"),
    "wheel_drawn": N_("Quay thưởng cho {subject}: trúng {prize}"),
    "wheel_closed": N_("{who} đóng vòng quay {wheel}"),
    "donation": N_("{subject} góp {points} cho {cause}"),
    "cause_paid": N_("{who} ghi đã chuyển tiền quyên góp"),
    "partner_voucher": N_("{who} làm việc với quán đối tác {partner}"),
    "setting_changed": N_("{who} sửa cài đặt: {setting}"),
    "training_begun": N_("{who} vào tập huấn"),
    "training_ended": N_("{who} kết thúc tập huấn"),
    "training_ended.cut": N_("Tập huấn bị ngắt giữa chừng"),
    "backed_up": N_("{who} sao lưu cửa hàng"),
    "restored": N_("{who} khôi phục bản sao lưu"),
    "backup_passphrase": N_("{who} đặt mật khẩu sao lưu"),
    "backup_folders": N_("{who} chọn thư mục sao lưu"),
    "export": N_("{who} xuất {what}, {count} dòng"),
}
"""By kind, or by kind and variant; a test holds that every kind is here."""

APPROVED: Final = {
    "discount": N_("giảm giá"), "refund": N_("hoàn tiền"), "price": N_("sửa giá"), "drawer": N_("mở két"),
    "points": N_("chỉnh điểm"), "variance": N_("đóng ca lệch két"), "members": N_("sửa thành viên"),
    "unsend": N_("huỷ món đã báo bếp"),
}  # fmt: skip
EXPORTED: Final = {
    "products": N_("danh sách hàng"), "price_book": N_("bảng giá"), "stock": N_("tồn kho"),
    "sales": N_("hoá đơn"), "ledger": N_("sổ điểm"), "members": N_("danh sách thành viên"), "journal": N_("nhật ký"),
    "cards": N_("thẻ thành viên"),
}  # fmt: skip
SETTINGS: Final = {
    "service_charge": N_("phí phục vụ"), "cash_rounding": N_("làm tròn tiền mặt"),
    "blind_count": N_("đếm két không xem số trong sổ"), "transfers": N_("nhận chuyển khoản"),
    "receipt_design": N_("mẫu hoá đơn"),
}  # fmt: skip
ALTERED: Final = (KeyError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What may happen where a row says something that no program of ours wrote."""
UNREADABLE: Final = N_("Dòng này không đọc được nữa. Hãy chứng minh sổ sách.")


def sentence_of(row: Row) -> str:
    """What the row tells, in the language in force."""
    if row.body is None:
        return _(UNREADABLE)
    for name in (f"{row.kind}.{_variant(row)}", row.kind):
        if name in SENTENCES:
            return _(SENTENCES[name]).format_map(_Parts(row))
    return row.kind


def _variant(row: Row) -> str:
    body = row.body or {}
    if row.kind == "cash_moved":
        return str(body.get("kind", ""))
    if row.kind == "transfer_heard":
        return str(body.get("state", ""))
    if row.kind == "staff_pin_set":
        return "own" if body.get("own") else ""
    if row.kind == "stored_value":
        return "money" if "money" in body else ""
    return str(body.get("of") or body.get("way") or "")


class _Parts(dict[str, str]):
    """What stands in the braces of a sentence, made where it is wanted."""

    def __init__(self, row: Row) -> None:
        super().__init__()
        self._row = row

    def __missing__(self, name: str) -> str:
        """A row that somebody altered by hand may lack anything: it is shown as far as it goes."""
        try:
            return PARTS[name](self._row, self._row.body or {})
        except ALTERED:
            return "?"


def named(row: Row, key: str) -> str:
    """What the id under `key` of the body is called."""
    return row.names[(row.body or {})[key]]


def allowed(row: Row, body: Mapping[str, Any]) -> str:
    """What one person allowed another, with how much of it where that is known."""
    right, amount = body["right"], body.get("amount")
    words = _(APPROVED[right]) if right in APPROVED else right_name(right)
    if amount is None:
        return words
    write = {"discount": percent, "points": points}.get(right, money)
    return _("{right} đến {amount}").format(right=words, amount=write(amount))


def named_by(words: Mapping[str, str], name: str) -> str:
    """A word of ours for what a row calls `name`, or that itself."""
    known = words.get(name)
    return _(known) if known else str(name)


def goods(lines: Sequence[Sequence[Any]]) -> str:
    """Names of goods, each with how many (thousandths)."""
    return ", ".join(f"{quantity(qty)} {name}" for name, qty, *_options in lines)


Part = Callable[[Row, Mapping[str, Any]], str]


def _sums() -> Iterator[tuple[str, Part]]:
    for name in ("due", "money", "amount", "float", "counted", "price", "before"):
        yield name, lambda _row, body, name=name: money(body[name])  # type: ignore[misc]
    for name in ("points", "earned"):
        yield name, lambda _row, body, name=name: points(body[name])  # type: ignore[misc]
    for name in ("version", "count", "items"):
        yield name, lambda _row, body, name=name: number(body[name])  # type: ignore[misc]
    for name in (
        "file",
        "template",
        "sku",
        "wheel",
        "prize",
        "cause",
        "partner",
        "menu",
        "table",
        "from_table",
        "paper",
        "item",
        "supplier",
        "list",
        "category",
    ):
        yield name, lambda _row, body, name=name: str(body[name])  # type: ignore[misc]


PARTS: Final[dict[str, Part]] = {
    **dict(_sums()),
    "who": lambda row, _body: row.who or _("Máy"),
    "subject": lambda row, _body: row.names[row.subject_id],
    "account": lambda row, _body: named(row, "account_id"),
    "sale": lambda row, _body: named(row, "sale_id"),
    "from": lambda row, _body: named(row, "from"),
    "to": lambda row, _body: named(row, "to"),
    "asker": lambda row, _body: named(row, "asked_by"),
    "approver": lambda row, _body: named(row, "approved_by"),
    "right": allowed,
    "shift": lambda _row, body: number(body["number"]),
    "goods": lambda _row, body: goods(body["lines"]),
    "course": lambda _row, body: number(body["course"]),
    "reason": lambda _row, body: str(body["reason"]) or _("không ghi"),
    "station": lambda _row, body: str(body["name"]),
    "valid_from": lambda _row, body: date(Day.fromisoformat(body["valid_from"])),
    "setting": lambda _row, body: named_by(SETTINGS, body["name"]),
    "what": lambda _row, body: named_by(EXPORTED, body["what"]),
}
