"""Everything that the shop keeps of a member as pages of A4, from the record that goes out as JSON."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from pos_desktop.documents.marks import Standing, marks_of
from pos_desktop.wording import Wording
from pos_desktop.wording.member_records import debt_name, entry_name, fact_name, prepaid_name
from printing.pdf.pages import PageLine, pages_pdf

Row = Mapping[str, Any]
FACTS = ("code", "name", "birthday", "gender", "email", "address", "company", "tax_code", "note", "joined_on")
DAYS = ("birthday", "joined_on")


def record_pdf(record: Row, words: Wording) -> bytes:
    """Draw the record of `services.members.exporting`; its shape is that of the JSON file."""
    marks = marks_of(Standing(record["is_sample"], record["is_training"]), words)
    return pages_pdf(words.gettext("Dữ liệu của thành viên"), record_lines(record, words), mark=" · ".join(marks))


def record_lines(record: Row, words: Wording) -> Iterator[PageLine]:
    """The record in words, section by section; empty ones are left out."""
    yield _heading(words.gettext("Dữ liệu của thành viên"))
    yield PageLine(record["shop"], _at(record["made_at"], words))
    for member in record["members"]:
        yield from _facts(member, words)
    sections: tuple[tuple[str, str, Callable[[Row, Wording], Iterator[PageLine]]], ...] = (
        ("phones", words.gettext("Số điện thoại"), _phone), ("cards", words.gettext("Thẻ"), _card),
        ("consents", words.gettext("Khách đồng ý cho cửa hàng"), _consent),
        ("purchases", words.gettext("Hoá đơn"), _purchase), ("entries", words.gettext("Sổ điểm"), _entry),
        ("tiers", words.gettext("Hạng"), _tier), ("tiers_by_hand", words.gettext("Hạng đặt bằng tay"), _by_hand),
        ("prepaid", words.gettext("Tiền trả trước"), _prepaid), ("owed", words.gettext("Ghi nợ"), _owed),
        ("vouchers", words.gettext("Phiếu"), _voucher),
        ("gifts", words.gettext("Quyên góp điểm"), _gift),
    )  # fmt: skip
    yield from _points(record["points"], words)
    for key, title, tell in sections:
        if record[key]:
            yield _heading(title)
            for row in record[key]:
                yield from tell(row, words)


def _heading(text: str) -> PageLine:
    return PageLine(text, is_heading=True)


def _at(moment: str, words: Wording) -> str:
    return words.datetime_(datetime.fromisoformat(moment))


def _day(day: str | None, words: Wording) -> str:
    return words.date(date.fromisoformat(day)) if day else "–"


def _facts(member: Row, words: Wording) -> Iterator[PageLine]:
    yield _heading(member["name"] or member["code"])
    for key in FACTS:
        if told := member[key]:
            yield PageLine(fact_name(key, words), _day(told, words) if key in DAYS else str(told))


def _points(points: Row, words: Wording) -> Iterator[PageLine]:
    yield _heading(words.gettext("Điểm"))
    yield PageLine(words.gettext("Hạng"), points["tier"])
    yield PageLine(words.gettext("Dùng được bây giờ"), words.points(points["available"]))
    yield PageLine(words.gettext("Điểm chờ"), words.points(points["pending"]))
    yield PageLine(words.gettext("Đang nợ"), words.points(points["debt"]))


def _phone(row: Row, words: Wording) -> Iterator[PageLine]:
    yield PageLine(" · ".join(part for part in (row["phone"], row["holder"]) if part))


def _card(row: Row, words: Wording) -> Iterator[PageLine]:
    until = words.gettext("đã thay {time}").format(time=_at(row["revoked_at"], words)) if row["revoked_at"] else ""
    number = f"{row['number']}-{row['serial']:02d}"
    yield PageLine(" · ".join(part for part in (number, row["holder"], until) if part), _at(row["issued_at"], words))


def _consent(row: Row, words: Wording) -> Iterator[PageLine]:
    said = words.gettext("đồng ý") if row["given"] else words.gettext("không đồng ý")
    yield PageLine(f"{_at(row['at'], words)} · {row['staff']} · {row['register']}", said)
    yield PageLine(row["text"] or row["purpose"], level=1)


def _purchase(row: Row, words: Wording) -> Iterator[PageLine]:
    yield PageLine(f"{row['number']} · {_at(row['at'], words)}", words.money(row["due"]))
    for line in row["lines"]:
        yield PageLine(f"{words.quantity(line['qty'])} {line['name']}", words.money(line["amount"]), level=1)
    if row["points"]:
        yield PageLine(words.gettext("Đổi điểm"), words.points(row["points"]), level=1)
    if row["earned"]:
        yield PageLine(words.gettext("Tích điểm"), words.points(row["earned"]), level=1)
    for back in row["refunds"]:
        told = words.gettext("Hoàn tiền {number}").format(number=back["number"])
        yield PageLine(f"{told} · {_at(back['at'], words)}", words.money(back["money"]), level=1)


def _entry(row: Row, words: Wording) -> Iterator[PageLine]:
    told = (_at(row["at"], words), entry_name(row["kind"], words), row["number"], row["reason"])
    yield PageLine(" · ".join(part for part in told if part), words.signed_points(row["points"]))


def _tier(row: Row, words: Wording) -> Iterator[PageLine]:
    yield PageLine(f"{_day(row['on_date'], words)} · {row['tier_before']} – {row['tier_after']}",
                   _day(row["until_after"], words))  # fmt: skip


def _by_hand(row: Row, words: Wording) -> Iterator[PageLine]:
    yield PageLine(f"{_at(row['at'], words)} · {row['tier']} · {row['reason']}", _day(row["until_on"], words))


def _prepaid(row: Row, words: Wording) -> Iterator[PageLine]:
    told = f"{_at(row['at'], words)} · {prepaid_name(row['kind'], words)}"
    yield PageLine(told, words.signed_money(row["money"] + row["bonus"]))


def _owed(row: Row, words: Wording) -> Iterator[PageLine]:
    told = f"{_at(row['at'], words)} · {debt_name(row['kind'], words)}"
    yield PageLine(told, words.signed_money(row["amount"]))


def _voucher(row: Row, words: Wording) -> Iterator[PageLine]:
    yield PageLine(f"{_at(row['at'], words)} · {row['template']}", f"{row['used']}/{row['uses']}")


def _gift(row: Row, words: Wording) -> Iterator[PageLine]:
    yield PageLine(f"{_at(row['at'], words)} · {row['cause']}", words.points(row["points"]))
