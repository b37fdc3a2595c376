"""«Vì sao?» in plain words: rows of a balance, lots and tiers, in the language of a screen or of a paper."""

from collections.abc import Iterator
from datetime import date

from pos_desktop.loyalty.explanation import (
    Counted,
    Explanation,
    Line,
    LotPart,
    Piece,
    StandingLot,
    TierStep,
    TierStory,
    What,
)  # fmt: skip
from pos_desktop.loyalty.programme import Metric, Window
from pos_desktop.loyalty.tiers import TierMove
from pos_desktop.wording.messages import N_
from pos_desktop.wording.texts import Wording

HAPPENED: dict[What, str] = {
    What.EARNED: N_("Tích điểm từ hoá đơn {receipt}"),
    What.CLAIMED: N_("Nhận điểm của hoá đơn {receipt} sau khi mua"),
    What.MOVED_IN: N_("Hoá đơn {receipt} chuyển về đúng người mua"),
    What.MOVED_OUT: N_("Hoá đơn {receipt} là của người khác, đã chuyển đi"),
    What.OPENING: N_("Điểm đầu kỳ mang từ sổ cũ"),
    What.BIRTHDAY: N_("Quà sinh nhật"),
    What.JOINING: N_("Quà kỷ niệm ngày gia nhập"),
    What.SIGN_UP: N_("Quà chào thành viên mới"),
    What.REVIEW: N_("Quà cảm ơn góp ý"),
    What.REFERRAL: N_("Thưởng giới thiệu bạn"),
    What.MISSION: N_("Xong thử thách"),
    What.STREAK: N_("Ghé quán đều đặn"),
    What.STAMPS: N_("Đủ tem"),
    What.WHEEL: N_("Trúng vòng quay may mắn"),
    What.MEMBERSHIP: N_("Quà chào mừng của gói hội viên"),
    What.BONUS: N_("Điểm thưởng"),
    What.UNDONE: N_("Thu lại điểm thưởng vì hoá đơn đã hoàn"),
    What.REDEEMED: N_("Đổi điểm trên hoá đơn {receipt}"),
    What.DONATED: N_("Góp điểm cho {other}"),
    What.EXCHANGED: N_("Đổi điểm lấy phiếu"),
    What.EXPIRED: N_("Điểm hết hạn"),
    What.TAKEN_BACK: N_("Hoàn hoá đơn {receipt} theo phiếu {refund}: thu lại điểm đã tích"),
    What.GIVEN_BACK: N_("Hoàn hoá đơn {receipt} theo phiếu {refund}: trả lại điểm đã đổi"),
    What.ADJUSTED: N_("Người của quán chỉnh điểm"),
    What.FORGIVEN: N_("Bỏ qua phần điểm khách đã dùng mất"),
    What.EXTENDED: N_("Dời hạn dùng điểm"),
    What.REINSTATED: N_("Khôi phục điểm đã hết hạn"),
    What.MERGED_IN: N_("Nhận điểm của {other} khi gộp thành viên"),
    What.MERGED_OUT: N_("Chuyển điểm sang {other} khi gộp thành viên"),
}
PARTS: dict[str, str] = {
    "base": N_("cơ bản"),
    "tier": N_("hạng {name}"),
    "limit": N_("giới hạn trong ngày"),
    "money_off": N_("trừ tiền"),
}
"""Parts of the points of a row that bring no name of their own."""

SILENT = ("by_hand", "opening", "shortfall", "cause", "referral")
"""Rules that say no more than the row itself."""

GIVEN_REASONS = (
    What.ADJUSTED, What.EXTENDED, What.REINSTATED, What.CLAIMED, What.MOVED_IN, What.MOVED_OUT, What.MERGED_IN,
    What.MERGED_OUT, What.OPENING, What.REVIEW,
)  # fmt: skip
"""Rows that a person made and gave a reason for; the reasons of others are words of the program."""

MOVES: dict[TierMove, str] = {
    TierMove.UPGRADE: N_("Lên hạng {after}"),
    TierMove.RENEWAL: N_("Giữ hạng {after} thêm một năm"),
    TierMove.FALL: N_("Xuống hạng {after}"),
    TierMove.REVERSAL: N_("Về hạng {after} vì hoá đơn đưa lên hạng đã hoàn hoặc chuyển đi"),
    TierMove.REGRADE: N_("Xếp lại vào hạng {after}"),
}
WINDOWS: dict[Window, str] = {
    Window.ROLLING: N_("{months} tháng gần nhất"),
    Window.CALENDAR_YEAR: N_("năm dương lịch này"),
    Window.LIFETIME: N_("từ trước đến nay"),
    Window.MEMBERSHIP_YEAR: N_("năm thành viên này"),
}
METRICS: dict[Metric, str] = {
    Metric.SPEND: N_("Tiền mua hàng tính hạng"),
    Metric.POINTS: N_("Điểm tích tính hạng"),
    Metric.VISITS: N_("Lượt ghé tính hạng"),
}


# rows


def happened(line: Line, words: Wording) -> str:
    """What a row was about: `Tích điểm từ hoá đơn K1-000231: cơ bản 24, hạng Vàng 13`."""
    text = words.gettext(HAPPENED[line.what])
    text = text.format(receipt=line.receipt or "…", refund=line.refund or "…", other=line.other or "…")
    told = ", ".join(part(piece, words) for piece in line.pieces if piece.kind not in SILENT)
    return f"{text}: {told}" if told else text


def part(piece: Piece, words: Wording) -> str:
    """One part of the points of a row: `hạng Vàng 13`; without points its name alone."""
    known = words.gettext(PARTS.get(piece.kind, ""))
    name = known.format(name=piece.name) if known else piece.name or piece.kind
    return f"{name} {words.number(piece.points)}" if piece.points else name


def notes(line: Line, words: Wording) -> tuple[str, ...]:
    """What else there is to say of a row: lives of lots, debts, who did it and why."""
    return tuple(_notes(line, words))


def _notes(line: Line, words: Wording) -> Iterator[str]:
    yield from (life(lot, words) for lot in _told_lots(line))
    if line.debt_change < 0:
        yield words.gettext("{points} trong đó trả phần còn nợ").format(points=words.points(-line.debt_change))
    if line.debt_change > 0:
        yield words.gettext("{points} không còn để thu, ghi nợ").format(points=words.points(line.debt_change))
    if line.what in GIVEN_REASONS:
        yield from _who(line, words)


def _told_lots(line: Line) -> tuple[LotPart, ...]:
    """Lots worth telling: all that came, and those that went where the row is about their life."""
    if line.points > 0:
        return line.lots
    return line.lots if line.what in (What.EXPIRED, What.EXTENDED) else ()


def _who(line: Line, words: Wording) -> Iterator[str]:
    if line.by:
        yield words.gettext("Người làm: {name}").format(name=line.by)
    if line.reason:
        yield words.gettext("Lý do: {reason}").format(reason=line.reason)


def life(lot: LotPart, words: Wording) -> str:
    """Points and how long they can be used: `37 điểm dùng được đến hết ngày 30/11/2026`."""
    points = words.points(abs(lot.points))
    if lot.idle_months:
        text = words.gettext("{points} còn dùng được khi khách ghé ít nhất một lần trong {months} tháng")
        return text.format(points=points, months=lot.idle_months)
    if lot.expires_on is None:
        return words.gettext("{points} không hết hạn").format(points=points)
    if lot.points < 0:
        text = words.gettext("{points} có hạn đến hết ngày {day}")
    else:
        text = words.gettext("{points} dùng được đến hết ngày {day}")
    return text.format(points=points, day=words.date(lot.expires_on))


# what is there


def lot(standing: StandingLot, words: Wording) -> tuple[str, str]:
    """A lot as a label and its points: until when it lives and which receipt earned it."""
    return _lot_life(standing, words), words.points(standing.left)


def _lot_life(standing: StandingLot, words: Wording) -> str:
    until = _until(standing.expires_on, words)
    if standing.is_over:
        until = words.gettext("Đã hết hạn, chờ ghi sổ")
    elif standing.is_pending:
        until = words.gettext("Dùng được từ ngày {day}").format(day=words.date(standing.usable_from))
    return f"{until} · {standing.receipt}" if standing.receipt else until


def _until(day: date | None, words: Wording) -> str:
    if day is None:
        return words.gettext("Không hết hạn")
    return words.gettext("Đến hết ngày {day}").format(day=words.date(day))


def sums(told: Explanation, words: Wording) -> tuple[tuple[str, str], ...]:
    """The balance and its parts as labels and values; parts that are nothing are left out."""
    parts = (
        (words.gettext("Điểm trong sổ"), told.balance), (words.gettext("Dùng được"), told.available),
        (words.gettext("Chờ dùng"), told.pending), (words.gettext("Đã hết hạn, chờ ghi sổ"), told.over),
        (words.gettext("Còn nợ"), told.debt),
    )  # fmt: skip
    return tuple((name, words.points(value)) for n, (name, value) in enumerate(parts) if value or n < 2)


# tiers


def amount(value: int, metric: Metric, words: Wording) -> str:
    """What counts for tiers, in its unit."""
    if metric is Metric.SPEND:
        return words.money(value)
    if metric is Metric.POINTS:
        return words.points(value)
    return words.ngettext("{count} lượt", "{count} lượt", value).format(count=words.number(value))


def tier(story: TierStory, words: Wording) -> tuple[str, ...]:
    """The tier in sentences: since when and until when, what counts, what is missing."""
    return tuple(_tier(story, words))


def _tier(story: TierStory, words: Wording) -> Iterator[str]:
    since = words.date(story.since)
    if story.until is None:
        yield words.gettext("Hạng {name} từ ngày {since}").format(name=story.name, since=since)
    else:
        text = words.gettext("Hạng {name} từ ngày {since}, giữ chắc đến hết ngày {until}")
        yield text.format(name=story.name, since=since, until=words.date(story.until))
    if story.manual:
        text = words.gettext("Hạng do cửa hàng trao ({reason}); theo cách tính là hạng {name}")
        yield text.format(reason=story.manual.reason, name=story.computed_name)
    window = words.gettext(WINDOWS[story.window]).format(months=story.months)
    counts = amount(story.qualifying, story.metric, words)
    yield f"{words.gettext(METRICS[story.metric])}, {window}: {counts}"
    if story.next_name and story.missing is not None:
        text = words.gettext("Còn {missing} để lên hạng {name}")
        yield text.format(missing=amount(story.missing, story.metric, words), name=story.next_name)
    if story.warning:
        text = words.gettext("Cần thêm {missing} trước hết ngày {until} để giữ hạng {name}")
        missing = amount(story.warning.missing, story.metric, words)
        yield text.format(missing=missing, until=words.date(story.warning.until), name=story.name)


def counted(one: Counted, metric: Metric, words: Wording) -> tuple[str, str]:
    """What a day and receipt counts, as a label and a value."""
    label = f"{words.date(one.day)} · {one.receipt}" if one.receipt else words.date(one.day)
    return label, amount(one.amount, metric, words)


def tier_step(step: TierStep, words: Wording) -> str:
    """One move: `28/02/2026 Lên hạng Vàng · K1-000231`."""
    text = words.gettext(MOVES[step.move]).format(after=step.after)
    return f"{words.date(step.day)} {text}" + (f" · {step.receipt}" if step.receipt else "")
