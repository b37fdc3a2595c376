"""`report`: figures of the shop by business date, for people and for programs."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pos_desktop.cli.opening import opened, signed_in
from pos_desktop.wording import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pos_desktop.cli.options import Options
    from pos_desktop.services.desk import Desk
    from pos_desktop.services.office.daily_loyalty import LoyaltyDay
    from pos_desktop.services.office.reports.every import Asked
    from pos_desktop.services.till import ShopFacts

DONE, REFUSED = 0, 1
REPORTS = ("daily-loyalty", "staff-risk", "feedback")


def report(
    ctx: typer.Context, what: Annotated[str, typer.Argument(metavar="daily-loyalty|staff-risk|feedback|NAME")],
    first: Annotated[str, typer.Option("--date")], last: Annotated[str, typer.Option("--to")] = "",
    as_json: Annotated[bool, typer.Option("--json")] = False, as_csv: Annotated[bool, typer.Option("--csv")] = False,
    xlsx: Annotated[str, typer.Option("--xlsx")] = "", pdf: Annotated[str, typer.Option("--pdf")] = "",
    compare: Annotated[bool, typer.Option("--compare")] = False,
) -> int:  # fmt: skip
    """Tell the books of points by business date, what people do that deserves a look, or what customers thought."""
    from pos_desktop.cli.daily_loyalty import plain, show, write_csv
    from pos_desktop.services.office.daily_loyalty import DailyLoyalty
    from pos_desktop.services.office.reports.every import Asked, Name

    if what not in (*REPORTS, *Name) or as_json + as_csv + bool(xlsx) + bool(pdf) > 1:
        raise typer.BadParameter(what)
    if (pdf and what != "daily-loyalty") or ((xlsx or as_csv) and what in ("staff-risk", "feedback")):
        raise typer.BadParameter(_("{report} không có ở dạng này.").format(report=what))
    if compare and what in REPORTS:
        raise typer.BadParameter("--compare")
    if what in tuple(Name):
        asked = Asked(Name(what), day_of(first), day_of(last or first), compare)
        return _table(ctx, asked, as_json=as_json, as_csv=as_csv, xlsx=xlsx)
    if what == "staff-risk":
        return _staff_risk(ctx, first, last or first, as_json=as_json)
    if what == "feedback":
        return _feedback(ctx, first, last or first, as_json=as_json)
    since, through = day_of(first), day_of(last or first)
    with opened(ctx.obj) as (desk, _clock):
        days = DailyLoyalty(desk.till).range(since, through)
        shop = desk.till.shop
        drawn = _as_pdf(desk, ctx.obj, since, through) if pdf else b""
    if xlsx:
        print(_as_workbook(days, shop, Path(xlsx)))
    elif pdf:
        print(_written(Path(pdf), drawn))
    elif as_json:
        for day in days:
            print(json.dumps(plain(day), ensure_ascii=False))
    elif as_csv:
        write_csv(days)
    else:
        show(days)
    return DONE if all(day.movement.ties for day in days) else REFUSED


def _as_workbook(days: "Sequence[LoyaltyDay]", shop: "ShopFacts", path: Path) -> Path:
    from pos_desktop.services.office.loyalty_workbook import loyalty_workbook

    return _written(path, loyalty_workbook(days, shop))


def _as_pdf(desk: "Desk", options: "Options", since: date, through: date) -> bytes:
    from pos_desktop.services.office.loyalty_papers import LoyaltyPapers

    return LoyaltyPapers(desk).pdf(since, through, signed_in(desk, options).id).content


def _written(path: Path, content: bytes) -> Path:
    from pos_desktop.cli.cards import write_private

    write_private(path, content)
    return path


def _table(ctx: typer.Context, asked: "Asked", *, as_json: bool, as_csv: bool, xlsx: str) -> int:
    from pos_desktop.cli import report_tables as told
    from pos_desktop.services.office.reports.every import Reports

    with opened(ctx.obj) as (desk, _clock):
        table = Reports(desk.till).table(asked, signed_in(desk, ctx.obj).id)
        shop = desk.till.shop
    if xlsx:
        print(told.write_workbook(table, shop, Path(xlsx)))
    elif as_json:
        told.show_json(asked, table)
    elif as_csv:
        told.show_csv(table)
    else:
        told.show(table)
    return DONE


def _staff_risk(ctx: typer.Context, first: str, last: str, *, as_json: bool) -> int:
    from pos_desktop.cli.staff_risk import plain, show
    from pos_desktop.services.office.staff_risk import StaffRisk

    since, through = day_of(first), day_of(last)
    with opened(ctx.obj) as (desk, _clock):
        reader = signed_in(desk, ctx.obj)
        risk = StaffRisk(desk.till)
        report = risk.report(since, through, reader.id)
        if as_json:
            print_json(plain(desk.till, risk, report, reader))
        else:
            show(report)
    return DONE


def _feedback(ctx: typer.Context, first: str, last: str, *, as_json: bool) -> int:
    from pos_desktop.cli.feedback import plain, show

    since, through = day_of(first), day_of(last)
    with opened(ctx.obj) as (desk, _clock):
        heard = desk.feedback.heard(since, through, signed_in(desk, ctx.obj).id)
        if as_json:
            print_json(plain(desk.till, heard))
        else:
            show(desk.till, heard)
    return DONE


def day_of(text: str) -> date:
    """A business date as it is typed; wrong use where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(text or "--date") from None


def print_json(value: Any) -> None:
    """One value, for people to read."""
    print(json.dumps(value, ensure_ascii=False, indent=1))
