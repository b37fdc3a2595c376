"""Writes what is being edited in words and views: lists, the impact of the change, what is wrong."""

from collections.abc import Mapping, Sequence
from datetime import date as Day
from typing import Any, Final

from pos_desktop.loyalty.programme import Programme
from pos_desktop.ui.form.kinds import Date, Option
from pos_desktop.ui.form.paths import get, path_of
from pos_desktop.ui.programme.checks import Errors
from pos_desktop.ui.programme.draft import DAY, ROOT, Draft
from pos_desktop.ui.programme.faults import place_of
from pos_desktop.ui.programme.parts.page import Page, Part
from pos_desktop.ui.programme.port import Impact
from pos_desktop.ui.programme.view import EntryView, ImpactView, ListView
from pos_desktop.wording import _, ngettext, number

DATE: Final = Date()


def part_views(parts: Sequence[Part], errors: Errors) -> tuple[EntryView, ...]:
    """The parts, those in which something is wrong marked."""
    wrong = {place_of(parts, path).part.key for path in errors if path[:1] == ROOT}
    return tuple(EntryView(part.key, _(part.label), icon=part.icon, wrong=part.key in wrong) for part in parts)


def list_view(page: Page, draft: Draft, chosen: int | None, errors: Errors) -> ListView:
    """The definitions of a page."""
    base = (*ROOT, *page.keys)
    entries = tuple(
        EntryView(at, str(entry.get("name", "")) or _("Chưa đặt tên"), page.detail(entry),
                  wrong=any(path[: len(base) + 1] == (*base, at) for path in errors))
        for at, entry in enumerate(get(draft.plain, base) or ())
    )  # fmt: skip
    return ListView(entries, chosen, _(page.verb), _(page.empty))


def offers(programme: Mapping[str, Any]) -> dict[str, tuple[Option, ...]]:
    """What the programme itself names, for fields that choose among it."""
    lists = {"tiers": ("tiers", "code"), "plans": ("plans", "code"), "rewards": ("rewards", "id"),
             "vouchers": ("vouchers", "id"), "stamp_cards": ("stamp_cards", "id")}  # fmt: skip
    return {
        name: tuple((entry.get(key, entry.get("id")), entry.get("name") or "–")
                    for entry in get(programme, path_of(path)) or ())
        for name, (path, key) in lists.items()
    }  # fmt: skip


def impact_view(draft: Draft, impact: Impact | None, today: Day) -> ImpactView:
    """Whom the change moves from its first day on, or why it cannot begin on that day."""
    typed = draft.drafts.get(DAY, DATE.write(draft.plain["valid_from"]))
    error = draft.wrong.get(DAY, "")
    if draft.day is not None and draft.day < today:
        error = _("Chọn hôm nay hoặc một ngày sau.")
    if draft.day is None or impact is None:
        return ImpactView(typed, "", error)
    count = len(impact.movers)
    if not count:
        return ImpactView(typed, _("Không ai đổi hạng."), error)
    text = ngettext("{count} người đổi hạng", "{count} người đổi hạng", count)
    names = {tier["code"]: tier["name"] for tier in draft.plain["programme"]["tiers"]}
    names |= {tier["code"]: names.get(tier["code"], tier["name"]) for tier in draft.kept["tiers"]}
    movers = tuple(
        _("{name}: từ {before} sang {after}").format(
            name=mover.name or mover.member_code, before=names.get(mover.before, mover.before),
            after=names.get(mover.after, mover.after))
        for mover in impact.movers
    )  # fmt: skip
    return ImpactView(typed, text.format(count=number(count)), error, is_warning=True, movers=movers)


def problem_of(errors: Errors) -> str:
    """What is wrong with the order on trial or the day; what is wrong with the programme has a line of its own."""
    return next((text for path, text in errors.items() if path[:1] != ROOT), "")


def versions(in_force: int, newest: int) -> str:
    """Which version holds today, and whether a newer one waits for its day."""
    if in_force == newest:
        return _("Bản {version} đang dùng").format(version=number(in_force))
    return _("Bản {version} đang dùng, bản {next} chờ đến ngày").format(version=number(in_force), next=number(newest))


def saved(programme: Programme, day: str) -> str:
    """What is said after saving."""
    return _("Đã lưu bản {version}, áp dụng từ {day}.").format(version=number(programme.version), day=day)
